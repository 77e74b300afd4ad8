"""The alarms of an office, those that nobody below answered, and how well the office keeps what it says about waits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, Sum

from tuntas.domains.offices import queries as offices

from ..models import Alarm, Coverage
from .words import remedy_in_words, risk_in_words

MOST_SHOWN = 20
COVERAGE_DAYS = 30


@dataclass(frozen=True)
class AlarmRow:
    """One alarm as who answers for the office sees it; the names are of staff."""

    id: UUID
    office_code: str
    office: str
    kind: str
    opened_at: datetime
    closed_at: datetime | None
    at_risk: int
    most_at_risk: int
    remedy: str
    remedy_counter: int | None
    remedy_minutes: int | None
    level: int
    acknowledged_at: datetime | None
    acknowledged_by: str
    acted: str
    acted_at: datetime | None
    acted_by: str

    @property
    def risk(self) -> str:
        return risk_in_words(self.kind, self.at_risk)

    @property
    def help(self) -> str:
        return remedy_in_words(self.remedy, self.remedy_counter, self.remedy_minutes)


@dataclass(frozen=True)
class Kept:
    """Of the waits that were said lately: how many could be judged, and how many ended within what was said."""

    told: int
    within: int

    @property
    def percent(self) -> float:
        return 100 * self.within / self.told if self.told else 0.0


def alarms_at(office_code: str, at: datetime) -> list[AlarmRow]:
    """Those that last, then those that ended in the last twelve hours, the newest first. Three queries at most."""
    ended = Q(closed_at=None) | Q(closed_at__gt=at - timedelta(hours=12))
    rows = Alarm.objects.filter(ended, office_code=office_code).order_by("-opened_at")[:MOST_SHOWN]
    return sorted(_rows(list(rows)), key=lambda row: row.closed_at is not None)


def alarms_above(office_codes: Iterable[str]) -> list[AlarmRow]:
    """What lasts and nobody answered in time at these offices, the oldest first."""
    rows = Alarm.objects.filter(closed_at=None, level__gte=1, office_code__in=sorted(office_codes))
    return _rows(list(rows.order_by("opened_at")[:MOST_SHOWN]))


def kept_at(office_code: str, at: datetime) -> Kept:
    """Of the last thirty days. One query."""
    since = offices.office_day(at) - timedelta(days=COVERAGE_DAYS)
    rows = Coverage.objects.filter(office_code=office_code, business_day__gte=since)
    found = rows.aggregate(told=Sum("told"), within=Sum("within"))
    return Kept(found["told"] or 0, found["within"] or 0)


def _rows(alarms: list[Alarm]) -> list[AlarmRow]:
    if not alarms:
        return []
    people = {one for alarm in alarms for one in (alarm.acknowledged_by, alarm.acted_by) if one}
    names = offices.staff_names(people) if people else {}
    places = offices.office_names({alarm.office_code for alarm in alarms})
    return [
        AlarmRow(
            id=alarm.pk,
            office_code=alarm.office_code,
            office=places.get(alarm.office_code, ""),
            kind=alarm.kind,
            opened_at=alarm.opened_at,
            closed_at=alarm.closed_at,
            at_risk=alarm.at_risk,
            most_at_risk=alarm.most_at_risk,
            remedy=alarm.remedy,
            remedy_counter=alarm.remedy_counter,
            remedy_minutes=alarm.remedy_minutes,
            level=alarm.level,
            acknowledged_at=alarm.acknowledged_at,
            acknowledged_by=names.get(alarm.acknowledged_by, "") if alarm.acknowledged_by else "",
            acted=alarm.acted,
            acted_at=alarm.acted_at,
            acted_by=names.get(alarm.acted_by, "") if alarm.acted_by else "",
        )
        for alarm in alarms
    ]
