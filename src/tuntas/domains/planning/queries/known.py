"""The past of an office and of the city, as the forecast wants it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tuntas.domains.offices import queries as offices
from tuntas.domains.offices.rules import Calendar

from ..models import CountedDay
from ..rules.forecast import Pool, pooled
from ..rules.history import MINUTES, QUARTERS, History, OpenDay, folded, kind_of

PAST = timedelta(days=400)  # a year and a little: each season once
AROUND = timedelta(days=10)  # the first day may be one after a holiday

Rows = dict[date, dict[str, list[int]]]


@dataclass(frozen=True)
class Known:
    """What is known of an office on a day: its past, the city's, and when it is open."""

    history: History
    pool: Pool | None
    calendar: Calendar


def known(office_code: str, today: date, *, city: Pool | None = None) -> Known:
    """Everything before `today`. Four queries, two when the city's is given."""
    since = today - PAST
    calendar = offices.calendar(office_code, since=since - AROUND)
    return Known(_history(*_rows(office_code, since, today), calendar), city or pool(today), calendar)


def pool(today: date) -> Pool | None:
    """What the whole city's counts say, on the days that are open for everyone."""
    since = today - PAST
    everyones = offices.calendar("", since=since - AROUND)
    history = _history(*_rows("", since, today), everyones)
    return pooled(history) if history.days else None


def open_day(calendar: Calendar, day: date) -> OpenDay | None:
    """What the calendar says of a day; None when the office is shut."""
    return _Days(calendar).on(day)


class _Days:
    """Open days of a calendar, each asked for once."""

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar
        self._open: dict[date, tuple[int, ...]] = {}

    def on(self, day: date) -> OpenDay | None:
        quarters = self._quarters(day)
        if not quarters:
            return None
        return OpenDay(day, quarters, kind_of(day, self._quarters))

    def _quarters(self, day: date) -> tuple[int, ...]:
        if day not in self._open:
            self._open[day] = tuple(sorted({quarter for some in self._sessions(day) for quarter in some}))
        return self._open[day]

    def _sessions(self, day: date) -> Iterator[range]:
        for opens, closes in self._calendar.sessions_on(day):
            first, last = (self._minute(moment, day) for moment in (opens, closes))
            yield range(max(0, first // MINUTES), min(QUARTERS, -(-last // MINUTES)))

    def _minute(self, moment: datetime, day: date) -> int:
        local = moment.astimezone(self._calendar.zone)
        return (local.date() - day).days * 24 * 60 + local.hour * 60 + local.minute


def _rows(office_code: str, since: date, today: date) -> tuple[Rows, Rows]:
    """Counts by day and letter, and of who came from another letter; the city's stand under the empty code."""
    came: Rows = defaultdict(dict)
    onward: Rows = defaultdict(dict)
    counted = CountedDay.objects.filter(
        office_code=office_code, business_day__gte=since, business_day__lt=today
    )
    for day, letter, *rows in counted.values_list("business_day", "letter", "counts", "onward"):
        came[day][letter], onward[day][letter] = rows
    return came, onward


def _history(came: Rows, onward: Rows, calendar: Calendar) -> History:
    """Days without any ticket are left out: then the tickets did not work, or nobody had begun to give them."""
    days = _Days(calendar)
    kept = [
        open_day for day in sorted(came) if any(map(any, came[day].values())) and (open_day := days.on(day))
    ]
    sent_to = {day: {letter: row for letter, row in onward[day].items() if row} for day in onward}
    return History(tuple(kept), _in_hours(came, kept), _in_hours(sent_to, kept))


def _in_hours(rows: Rows, days: Sequence[OpenDay]) -> dict[str, tuple[Sequence[int], ...]]:
    """One row a day for each letter of these days."""
    nobody = (0,) * QUARTERS
    return {
        letter: tuple(folded(rows[day.on].get(letter, nobody), day.quarters) for day in days)
        for letter in sorted({letter for day in days for letter in rows[day.on]})
    }
