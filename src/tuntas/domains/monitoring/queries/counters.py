"""The counters of one office at this moment, its queue, and what was out of the ordinary. At most sixteen queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from tuntas.domains.counters import queries as counters
from tuntas.domains.counters.queries import CounterRow
from tuntas.domains.counters.queries.misdirections import Misdirections, misdirections
from tuntas.domains.counters.queries.out_of_order import (
    CallOutOfOrder,
    OfficerShare,
    Trend,
    out_of_order_today,
    out_of_order_trend,
)
from tuntas.domains.counters.queries.queues import queue_by_letter
from tuntas.domains.counters.queries.referrals import ReferralRow, not_accepted
from tuntas.domains.counters.queries.words import OUT_OF_ORDER, SENT_BACK, WRONG_PLACE
from tuntas.domains.offices import queries as offices

from ..charts import Days, Hours, by_day, by_hour


@dataclass(frozen=True)
class QueueRow:
    """One letter: how many wait, and how long the one who came first has waited."""

    letter: str
    name: str
    agency: str
    waiting: int
    minutes: int


@dataclass(frozen=True)
class ShareRow:
    """One officer's calls in thirty days, and the reasons in words."""

    share: OfficerShare
    reasons: list[tuple[str, int]]


@dataclass(frozen=True)
class CountersPage:
    """Everything on the page of an office's counters."""

    code: str
    name: str
    at: datetime
    day: date
    counters: list[CounterRow]
    queue: list[QueueRow]
    odd: list[tuple[CallOutOfOrder, str]]
    trend: Trend
    shares: list[ShareRow]
    odd_days: Days | None
    wrong: Misdirections
    wrong_causes: list[tuple[str, int]]
    wrong_hours: Hours | None
    referrals: list[tuple[ReferralRow, str]]

    @property
    def waiting(self) -> int:
        return sum(row.waiting for row in self.queue)

    @property
    def longest(self) -> int:
        return max((row.minutes for row in self.queue), default=0)

    @property
    def open(self) -> int:
        return sum(row.is_open for row in self.counters)

    @property
    def on_break(self) -> int:
        return sum(row.break_since is not None for row in self.counters)


def counters_page(code: str, at: datetime) -> CountersPage:
    """The page of an office that exists for the actor."""
    day = offices.office_day(at)
    trend, wrong = out_of_order_trend(code, day), misdirections(code, day)
    return CountersPage(
        code=code,
        name=offices.office_row(code).name,
        at=at,
        day=day,
        counters=[row for row in counters.counters_of(code, day) if row.is_in_use or row.session],
        queue=[
            QueueRow(row.letter, row.name, row.agency, row.waiting, row.minutes(at))
            for row in queue_by_letter(code, day)
        ],
        odd=[(row, _words(OUT_OF_ORDER, row.reason)) for row in out_of_order_today(code, day)],
        trend=trend,
        shares=[ShareRow(one, _each(OUT_OF_ORDER, one.reasons)) for one in trend.officers if one.out_of_order],
        odd_days=by_day(trend.days) if trend.office.out_of_order else None,
        wrong=wrong,
        wrong_causes=_each(WRONG_PLACE, wrong.by_cause),
        wrong_hours=by_hour(wrong.by_hour) if wrong.total else None,
        referrals=[(row, _words(SENT_BACK, row.reason)) for row in not_accepted(code, day)],
    )


def _each(words: Mapping[str, object], counted: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    return [(_words(words, code), count) for code, count in counted]


def _words(words: Mapping[str, object], code: str) -> str:
    return str(words.get(code, code))
