"""When an office is open, how long between two moments, and when a length of open time will have passed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from .kinds import Effect

JAKARTA = ZoneInfo("Asia/Jakarta")
SEARCH_DAYS = 400  # longer than any closure with an end; an office shut for more has no due moments

Session = tuple[datetime, datetime]


class NeverOpens(Exception):
    """No open moment within `SEARCH_DAYS`: somebody must enter hours before a due time exists."""


@dataclass(frozen=True, slots=True)
class Hours:
    """One weekday's session, in force between two days; `is_own` when the row is not everyone's."""

    weekday: int
    opens_minute: int
    closes_minute: int
    from_on: date = date.min
    to_on: date | None = None
    weeks_of_month: tuple[int, ...] = ()
    effect: Effect = Effect.ORDINARY
    also_on_holidays: bool = False
    is_own: bool = False

    def is_in_force(self, day: date) -> bool:
        return self.from_on <= day and (self.to_on is None or day <= self.to_on)

    def falls_on(self, day: date) -> bool:
        in_week = not self.weeks_of_month or (day.day - 1) // 7 + 1 in self.weeks_of_month
        return self.weekday == day.weekday() and in_week


@dataclass(frozen=True)
class Calendar:
    """An office's opening hours as plain data. Sessions are half-open: at the closing minute it is shut."""

    hours: tuple[Hours, ...]
    holidays: frozenset[date] = frozenset()
    closures: tuple[tuple[date, date], ...] = ()
    zone: tzinfo = JAKARTA
    _known: dict[date, tuple[Session, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def sessions_on(self, day: date) -> tuple[Session, ...]:
        """The day's open sessions in UTC, in order, none touching another."""
        if day not in self._known:
            self._known[day] = tuple(_merged(self._moments(day, row) for row in self._rows_on(day)))
        return self._known[day]

    def is_open(self, at: datetime) -> bool:
        return any(opens <= at < closes for opens, closes in self.sessions_on(self._day(at)))

    def open_time_between(self, start: datetime, end: datetime) -> timedelta:
        """Exactly how long the office was open from `start` to `end`; zero when `end` is not later."""
        passed = timedelta()
        if end <= start:
            return passed
        for day in _days(self._day(start), self._day(end)):
            for opens, closes in self.sessions_on(day):
                passed += max(min(closes, end) - max(opens, start), timedelta())
        return passed

    def open_seconds_between(self, start: datetime, end: datetime) -> int:
        """Whole office seconds from `start` to `end`."""
        return int(self.open_time_between(start, end) // timedelta(seconds=1))

    def add_open_time(self, start: datetime, length: timedelta) -> datetime:
        """The first moment at which the office was open for `length` since `start`, or `NeverOpens`."""
        if length <= timedelta():
            return start
        for opens, closes in self._sessions_from(start):
            begins = max(opens, start)
            if length <= closes - begins:
                return begins + length
            length -= closes - begins
        raise NeverOpens

    def next_open(self, at: datetime) -> datetime:
        """`at` itself while the office is open, else the moment it opens next."""
        return max(next(self._sessions_from(at))[0], at)

    def closes_at(self, at: datetime) -> datetime | None:
        """When the office shuts next; None while it is shut, or when it stays open beyond the next day."""
        if not self.is_open(at):
            return None
        closes = at
        for day in _days(self._day(at), self._day(at) + timedelta(days=2)):
            for opens, until in self.sessions_on(day):
                if until <= at:
                    continue
                if opens > max(closes, at):
                    return closes
                closes = until
        return closes if closes < at + timedelta(days=1) else None

    def _sessions_from(self, start: datetime) -> Iterator[Session]:
        """Every session that ends after `start`; `NeverOpens` after `SEARCH_DAYS` shut days in a row."""
        day, shut = self._day(start), 0
        while shut <= SEARCH_DAYS:
            sessions = [session for session in self.sessions_on(day) if session[1] > start]
            yield from sessions
            shut = 0 if sessions else shut + 1
            day += timedelta(days=1)
        raise NeverOpens(f"No opening hours within {SEARCH_DAYS} days after {start.isoformat()}.")

    def _rows_on(self, day: date) -> list[Hours]:
        if any(from_on <= day <= to_on for from_on, to_on in self.closures):
            return []
        in_force = [row for row in self.hours if row.is_in_force(day)]
        basic = [row for row in in_force if row.effect is not Effect.EXTRA]
        # An office with hours of its own follows them alone: everyone's Ramadan does not cut an office that
        # never closes. Extra sessions add to either.
        basic = [row for row in basic if row.is_own] or basic
        basic = [row for row in basic if row.effect is Effect.INSTEAD] or basic
        rows = basic + [row for row in in_force if row.effect is Effect.EXTRA]
        is_holiday = day in self.holidays
        return [row for row in rows if row.falls_on(day) and (row.also_on_holidays or not is_holiday)]

    def _moments(self, day: date, row: Hours) -> Session:
        midnight = datetime.combine(day, time())
        opens, closes = (
            midnight + timedelta(minutes=minute) for minute in (row.opens_minute, row.closes_minute)
        )
        return opens.replace(tzinfo=self.zone).astimezone(UTC), closes.replace(tzinfo=self.zone).astimezone(UTC)

    def _day(self, at: datetime) -> date:
        if at.tzinfo is None:
            raise ValueError("A calendar is asked about aware moments only.")
        return at.astimezone(self.zone).date()


ALL_HOURS = Calendar(tuple(Hours(weekday, 0, 1440, also_on_holidays=True, is_own=True) for weekday in range(7)))


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=offset) for offset in range((last - first).days + 1))


def _merged(sessions: Iterable[Session]) -> Iterator[Session]:
    held: Session | None = None
    for session in sorted(sessions):
        if held and session[0] <= held[1]:
            held = held[0], max(held[1], session[1])
            continue
        if held:
            yield held
        held = session
    if held:
        yield held
