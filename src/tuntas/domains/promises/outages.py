"""Outages of several offices that lasted at the same time, as one; and how long each held its office up. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from tuntas.domains.offices.rules import Calendar

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Outage:
    """What held one office up as a whole; without an end it still lasts."""

    office: str
    cause: str
    from_at: datetime
    to_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Merged:
    """One cause at the same time at one office or more, since the first report."""

    cause: str
    from_at: datetime
    to_at: datetime | None
    offices: tuple[str, ...]  # those where it lasts still, or all once it is over everywhere

    @property
    def lasts(self) -> bool:
        return self.to_at is None


def merged(outages: Iterable[Outage]) -> list[Merged]:
    """Those of one cause that overlap become one. What lasts comes first, then what is at most offices."""
    groups: list[list[Outage]] = []
    reach: datetime | None = None  # until when the last group lasts; none: it lasts still
    for one in sorted(outages, key=lambda one: (one.cause, one.from_at)):
        if groups and groups[-1][0].cause == one.cause and (reach is None or reach >= one.from_at):
            groups[-1].append(one)
            reach = None if reach is None or one.to_at is None else max(reach, one.to_at)
        else:
            groups.append([one])
            reach = one.to_at
    found = [_merged(group) for group in groups]
    return sorted(found, key=lambda one: (not one.lasts, -len(one.offices), one.from_at))


def open_seconds_by_hour(start: datetime, end: datetime, calendar: Calendar) -> Counter[int]:
    """How many seconds of office time lay between two moments, by the hour of the office's own clock."""
    found: Counter[int] = Counter()
    day, last = start.astimezone(calendar.zone).date(), end.astimezone(calendar.zone).date()
    while day <= last:
        for opens, closes in calendar.sessions_on(day):
            at, until = max(opens, start), min(closes, end)
            while at < until:
                local = at.astimezone(calendar.zone)
                step = min(local.replace(minute=0, second=0, microsecond=0) + HOUR, until)
                found[local.hour] += int((step - at).total_seconds())
                at = step
        day += timedelta(days=1)
    return found


def _merged(group: list[Outage]) -> Merged:
    lasting = [one for one in group if one.to_at is None]
    ends = [one.to_at for one in group if one.to_at is not None]
    return Merged(
        group[0].cause,
        min(one.from_at for one in lasting or group),
        None if lasting else max(ends),
        tuple(sorted({one.office for one in lasting or group})),
    )
