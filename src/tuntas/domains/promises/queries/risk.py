"""Which open promises are late or at risk: at one office as rows, at many as counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from tuntas.domains.offices import queries as offices
from tuntas.domains.offices.rules import Calendar, NeverOpens
from tuntas.domains.promises.models import Promise
from tuntas.domains.promises.rules import Kind, whole_second
from tuntas.platform.prepared import run
from tuntas.platform.ui.clock import warn_seconds

# One pass over what is open. What is due within its horizon has no more office time left than what warns.
_STANDINGS = """
select case when %(each)s::bool then p.service_code else '' end, p.office_code, p.kind,
  count(*) filter (where p.due_at < %(at)s),
  count(*) filter (where p.due_at >= %(at)s and p.due_at <= h.horizon),
  count(*) filter (where p.due_at >= %(at)s and (h.horizon is null or p.due_at > h.horizon)),
  count(*) filter (where p.due_at is null)
from promises_promise p
left join unnest(%(offices)s::text[], %(minutes)s::int[], %(horizons)s::timestamptz[]) h(office, minutes, horizon)
  on h.office = p.office_code and h.minutes = p.minutes
where p.ended_at is null and p.office_code = any(%(codes)s) and (%(service)s = '' or p.service_code = %(service)s)
group by 1, 2, 3
"""


@dataclass(frozen=True)
class Standing:
    """How many open promises of a kind stand how. At risk: as little is left as makes its clock warn."""

    late: int = 0
    at_risk: int = 0
    on_time: int = 0
    paused: int = 0

    @property
    def running(self) -> int:
        return self.late + self.at_risk + self.on_time


def standings(
    office_codes: Iterable[str], at: datetime, *, service: str = ""
) -> dict[tuple[str, Kind], Standing]:
    """How the open promises of these offices stand, by five statements however many offices there are; of one service
    if it is named."""
    found = _standings(office_codes, at, service=service)
    return {(office, kind): standing for (_service, office, kind), standing in found.items()}


def standings_by_service(office_codes: Iterable[str], at: datetime) -> dict[tuple[str, str, Kind], Standing]:
    """The same by service, office and kind."""
    return _standings(office_codes, at, each=True)


def _standings(
    office_codes: Iterable[str], at: datetime, *, service: str = "", each: bool = False
) -> dict[tuple[str, str, Kind], Standing]:
    codes = sorted(set(office_codes))
    lengths = list(_open(codes).order_by("minutes").values_list("minutes", flat=True).distinct())
    if not lengths:
        return {}
    moment = whole_second(at)
    horizons = _horizons(codes, lengths, moment)
    values = {
        "at": moment,
        "codes": codes,
        "service": service,
        "each": each,
        "offices": [office for office, _minutes, _until in horizons],
        "minutes": [minutes for _office, minutes, _until in horizons],
        "horizons": [until for _office, _minutes, until in horizons],
    }
    with run(_STANDINGS, values) as cursor:
        return {
            (which, office, Kind(kind)): Standing(*counts) for which, office, kind, *counts in cursor.fetchall()
        }


def soonest(office_code: str, kind: Kind, *, limit: int) -> list[str]:
    """The subjects of an office's running promises of a kind, what is due first first."""
    due = _open([office_code]).filter(kind=kind, due_at__isnull=False).order_by("due_at", "pk")
    return list(due.values_list("subject", flat=True)[:limit])


def _open(codes: list[str]) -> QuerySet[Promise]:
    return Promise.objects.filter(office_code__in=codes, ended_at=None)


def _horizons(codes: list[str], lengths: list[int], at: datetime) -> list[tuple[str, int, datetime | None]]:
    """For each office and length, until when what is due has no more office time left than warns."""
    known: dict[tuple[int, int], datetime | None] = {}
    found = []
    for code, calendar in offices.calendars(codes, since=_day_before(at)).items():
        for minutes in lengths:
            place = (id(calendar), minutes)
            if place not in known:
                known[place] = _horizon(calendar, minutes, at)
            found.append((code, minutes, known[place]))
    return found


def _horizon(calendar: Calendar, minutes: int, at: datetime) -> datetime | None:
    try:
        return calendar.add_open_time(at, timedelta(seconds=warn_seconds(minutes)))
    except NeverOpens:
        return None


def _day_before(at: datetime) -> date:
    # `since` is a day of the offices' zone.
    return at.date() - timedelta(days=1)
