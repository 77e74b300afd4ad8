"""Calls out of order: today's with reason, officer and time, and over thirty days how often beside the office's share.

It says what happened and nothing about why: with a reason such a call is allowed.
"""

from __future__ import annotations

from collections import Counter as Tally
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from tuntas.domains.offices import queries as offices
from tuntas.platform.prepared import run

from ..models import Call
from ..rules import printed

SHOWN = 50
DAYS = 30
_TREND = """
select business_day, by, out_of_order, count(*) from counters_call
where office_code = %(office)s and business_day between %(first)s and %(last)s and not is_again
group by 1, 2, 3
"""


@dataclass(frozen=True)
class CallOutOfOrder:
    """One number that was called before others who had waited longer, and the reason that was given."""

    at: datetime
    printed: str
    counter_number: int
    reason: str
    officer: str


@dataclass(frozen=True)
class OfficerShare:
    """How many of somebody's calls were out of order, by reason."""

    officer: str
    calls: int
    out_of_order: int
    reasons: list[tuple[str, int]]

    @property
    def per_cent(self) -> float:
        return 100 * self.out_of_order / self.calls if self.calls else 0.0


@dataclass(frozen=True)
class Trend:
    """Thirty days: each day's calls and those out of order, each officer's share, and the whole office's."""

    days: list[tuple[date, int, int]]  # day, calls, out of order
    officers: list[OfficerShare]
    office: OfficerShare


def out_of_order_today(office_code: str, day: date) -> list[CallOutOfOrder]:
    """The newest first. Two queries."""
    rows = list(
        Call.objects.filter(office_code=office_code, business_day=day)
        .exclude(out_of_order="")
        .select_related("ticket")
        .order_by("-sequence")[:SHOWN]
    )
    names = offices.staff_names({row.by for row in rows}) if rows else {}
    return [
        CallOutOfOrder(
            row.at,
            printed(row.ticket.series, row.ticket.block, row.ticket.number),
            row.counter_number,
            row.out_of_order,
            names.get(row.by, ""),
        )
        for row in rows
    ]


def out_of_order_trend(office_code: str, day: date, *, days: int = DAYS) -> Trend:
    """The last days up to and with `day`. Two queries."""
    first = day - timedelta(days=days - 1)
    values = {"office": office_code, "first": first, "last": day}
    calls: Tally[UUID] = Tally()
    reasons: dict[UUID, Tally[str]] = {}
    by_day: dict[date, list[int]] = {first + timedelta(days=at): [0, 0] for at in range(days)}
    with run(_TREND, values) as cursor:
        for on, by, reason, count in cursor.fetchall():
            calls[by] += count
            by_day[on][0] += count
            if reason:
                reasons.setdefault(by, Tally())[reason] += count
                by_day[on][1] += count
    names = offices.staff_names(set(calls)) if calls else {}
    officers = [_share(names.get(by, ""), count, reasons.get(by, Tally())) for by, count in calls.items()]
    together: Tally[str] = sum(reasons.values(), Tally())
    return Trend(
        days=[(on, count, odd) for on, (count, odd) in by_day.items()],
        officers=sorted(officers, key=lambda one: (-one.per_cent, one.officer)),
        office=_share("", calls.total(), together),
    )


def _share(officer: str, calls: int, reasons: Tally[str]) -> OfficerShare:
    return OfficerShare(officer, calls, reasons.total(), reasons.most_common())
