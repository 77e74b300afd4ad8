"""The business day of an office: found when somebody first asks for it, right again when hours change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from tuntas.domains.offices import queries as offices
from tuntas.domains.offices.rules import Calendar
from tuntas.platform.decisions import Decision, Refused
from tuntas.platform.prepared import run

from ..models import Day

# So long before the doors open, who stands before them takes a ticket.
EARLY = timedelta(hours=1)

_FIND = "select opens_at, closes_at from counters_day where business_day = %s and office_code = %s"
_MAKE = """
insert into counters_day (business_day, office_code, opens_at, closes_at, issued, waiting, at_counters, counters_open,
                          last_call, passed_over, version)
values (%s, %s, %s, %s, 0, 0, 0, 0, 0, 0, 0) on conflict (business_day, office_code) do nothing
"""


class Shut(Refused):
    """Nobody is served at this office now: no ticket is given."""


@dataclass(frozen=True)
class DayOf:
    """One office's day: between which moments it serves, none when it is shut all day."""

    office_code: str
    business_day: date
    opens_at: datetime | None
    closes_at: datetime | None

    def gives_tickets(self, at: datetime) -> bool:
        return bool(self.opens_at and self.closes_at) and self.opens_at - EARLY <= at < self.closes_at  # type: ignore[operator]


def day_for(office_code: str, at: datetime) -> DayOf:
    """The day that `at` lies in, by the office's own clock; its row is made by whoever comes first."""
    on = offices.office_day(at)
    with run(_FIND, [on, office_code]) as cursor:
        found = cursor.fetchone()
    if found is None:
        found = _times(office_code, on)
        with run(_MAKE, [on, office_code, *found]):
            pass
    return DayOf(office_code, on, *found)


def ensure_open(day: DayOf, at: datetime) -> None:
    if not day.gives_tickets(at):
        raise Shut(Decision(_("This office is not open now, so there is no queue.")))


def refresh_days(at: datetime) -> int:
    """Opening hours changed somewhere: today's rows follow. How many changed."""
    today = offices.office_day(at)
    rows = list(Day.objects.filter(business_day=today))
    calendars = offices.calendars((row.office_code for row in rows), since=today)
    changed = 0
    for row in rows:
        times = _span(calendars[row.office_code], today)
        if times != (row.opens_at, row.closes_at):
            changed += Day.objects.filter(pk=row.pk).update(
                opens_at=times[0], closes_at=times[1], version=F("version") + 1
            )
    return changed


def _times(office_code: str, on: date) -> tuple[datetime | None, datetime | None]:
    return _span(offices.calendar(office_code, since=on), on)


def _span(calendar: Calendar, on: date) -> tuple[datetime | None, datetime | None]:
    sessions = calendar.sessions_on(on)
    return (sessions[0][0], sessions[-1][1]) if sessions else (None, None)
