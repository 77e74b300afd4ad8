"""What hangs in the waiting room: the latest calls, the counters that are open, and who waits for what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from tuntas.domains.offices import queries as offices
from tuntas.domains.offices.rules import NeverOpens
from tuntas.platform.prepared import run

from ..rules import Head, Rank, next_of, printed
from ..rules.board import Phase, phase
from ..rules.saying import Interval, said
from ..waiting import Wait
from .estimates import SAME_FOR, newcomers_in, standing
from .groups import COLUMNS, Group, groups_in
from .snapshots import VERSION

EARLIER = 5
MOST_COUNTERS = 40

# All that hangs there in one statement: each board asks anew whenever something happens at its office.
_STANDS = f"""
select d.opens_at, d.closes_at, coalesce(d.waiting, 0), coalesce(d.last_call, 0),
 {VERSION},
 clock_timestamp() - d.changed_at < %(busy)s,
 array(select json_build_array(t.series, t.block, t.number, call.sequence, call.counter_number, call.is_again)
  from counters_call call join counters_ticket t on t.id = call.ticket_id
  where call.business_day = %(day)s and call.office_code = %(office)s
  order by call.sequence desc limit {EARLIER + 1}),
 array(select json_build_array(c.number, c.letters, c.agency, s.break_since, s.back_at,
   t.state, t.series, t.block, t.number)
  from counters_countersession s join counters_counter c on c.id = s.counter_id
  left join counters_ticket t on t.session_id = s.id and t.state in ('called', 'serving')
  where s.business_day = %(day)s and s.office_code = %(office)s and s.closed_at is null
  order by c.number limit {MOST_COUNTERS}),
 array(select json_build_array(letter, rank, count(*), min(placed_at),
   (array_agg(json_build_array(id, series, block, number) order by placed_at, number))[1])
  from counters_ticket where business_day = %(day)s and office_code = %(office)s and state = 'waiting'
  group by letter, rank),
 array(select json_build_array({COLUMNS})
  from counters_servicegroup where office_code = %(office)s order by letter)
from (select) one left join counters_day d on d.business_day = %(day)s and d.office_code = %(office)s
left join counters_outlook o on o.office_code = d.office_code
"""  # noqa: S608  numbers and columns of ours


@dataclass(frozen=True)
class BoardCall:
    """One call as the room sees it."""

    printed: str
    sequence: int
    counter: int
    is_again: bool


@dataclass(frozen=True)
class BoardCounter:
    """One counter that somebody sits at. Nobody's name: the room does not need it."""

    number: int
    letters: tuple[str, ...]
    agency: str
    is_on_break: bool
    back_at: datetime | None
    ticket: str
    is_called: bool


@dataclass(frozen=True)
class BoardGroup:
    """Who waits for one letter, whose turn is next as things stand, and how long whoever takes a ticket now waits."""

    group: Group
    waiting: int
    next: str
    interval: Interval | None
    has_counter: bool


@dataclass(frozen=True)
class Board:
    """One office's board at one moment."""

    office_code: str
    office: str
    day: date
    at: datetime
    phase: Phase
    opens_at: datetime | None
    next_open: datetime | None
    last_call: int
    waiting: int
    latest: BoardCall | None
    earlier: list[BoardCall]
    counters: list[BoardCounter]
    groups: list[BoardGroup]


class _Stands(NamedTuple):
    """The statement's answer, column by column."""

    opens_at: datetime | None
    closes_at: datetime | None
    waiting: int
    last_call: int
    version: tuple[Any, ...]  # as `snapshots.versions` has it; empty where the day has not begun
    is_busy: bool
    calls: list[BoardCall]
    counters: list[BoardCounter]
    queues: list[list[Any]]
    groups: tuple[Group, ...]


def board_of(office_code: str, at: datetime) -> Board | None:
    """The board of this office, or None where there is no such office.

    Two queries, whoever waits. Six more where the estimator reads the office anew, while much happens there at most
    once in ten seconds; and those for the office's hours before its day begins and after it ended.
    """
    office = offices.find_office(office_code)
    if office is None:
        return None
    day = offices.office_day(at)
    stands = _stands(office_code, day)
    now = phase(stands.opens_at, stands.closes_at, at, is_busy=bool(stands.counters))
    return Board(
        office_code=office_code,
        office=office.name,
        day=day,
        at=at,
        phase=now,
        opens_at=stands.opens_at,
        next_open=_next_open(office_code, day, at) if now in (Phase.OVER, Phase.SHUT) else None,
        last_call=stands.last_call,
        waiting=stands.waiting,
        latest=stands.calls[0] if stands.calls else None,
        earlier=stands.calls[1:],
        counters=stands.counters,
        groups=_groups(stands, at, _waits(office_code, stands, at)),
    )


def _stands(office_code: str, day: date) -> _Stands:
    with run(_STANDS, {"office": office_code, "day": day, "busy": SAME_FOR}) as cursor:
        opens, closes, waiting, last_call, *version, is_busy, calls, counters, queues, groups = (
            cursor.fetchone()
        )
    if version[0] is None:  # nobody has come yet: the times that the office keeps
        hours = offices.calendar(office_code, since=day).sessions_on(day)
        opens, closes, version = hours[0][0] if hours else None, hours[-1][1] if hours else None, []
    return _Stands(
        opens,
        closes,
        waiting,
        last_call,
        tuple(version),
        is_busy,
        [BoardCall(printed(*row[:3]), *row[3:]) for row in calls],
        [_counter(*row) for row in counters],
        queues,
        groups_in(groups),
    )


def _waits(office_code: str, stands: _Stands, at: datetime) -> dict[str, Wait]:
    """What whoever takes a ticket now would wait; nothing where none is given any more."""
    if not stands.version or not stands.closes_at or at >= stands.closes_at:
        return {}
    older = SAME_FOR if stands.is_busy else timedelta()
    snapshot = standing({office_code: stands.version}, at, older=older)[office_code]
    return newcomers_in(snapshot, [one.letter for one in stands.groups], at)


def _next_open(office_code: str, day: date, at: datetime) -> datetime | None:
    try:
        return offices.calendar(office_code, since=day).next_open(at)
    except NeverOpens:
        return None


def _counter(
    number: int,
    letters: list[str],
    agency: str,
    break_since: str | None,
    back_at: str | None,
    state: str,
    *ticket: Any,
) -> BoardCounter:
    return BoardCounter(
        number=number,
        letters=tuple(letters),
        agency=agency,
        is_on_break=break_since is not None,
        back_at=datetime.fromisoformat(back_at) if back_at else None,
        ticket=printed(*ticket) if state else "",
        is_called=state == "called",
    )


def _groups(stands: _Stands, at: datetime, waits: dict[str, Wait]) -> list[BoardGroup]:
    served = {letter for one in stands.counters if not one.is_on_break for letter in one.letters}
    passed_over = stands.version[3] if stands.version else 0
    found = []
    for group in stands.groups:
        rows = [row[1:] for row in stands.queues if row[0] == group.letter]
        wait = waits.get(group.letter)
        found.append(
            BoardGroup(
                group=group,
                waiting=sum(count for _rank, count, *_first in rows),
                next=_next(rows, passed_over, at),
                interval=said(wait.low, wait.high) if wait and wait.is_known else None,
                has_counter=group.letter in served,
            )
        )
    return found


def _next(rows: list[list[Any]], passed_over: int, at: datetime) -> str:
    """Who would be called next, as things stand."""
    heads, names = [], {}
    for rank, _count, placed_at, (ticket, *number) in rows:
        heads.append(Head(UUID(ticket), Rank(rank), datetime.fromisoformat(placed_at), number[-1]))
        names[UUID(ticket)] = printed(*number)
    head = next_of(heads, passed_over=passed_over, at=at)
    return names[head.ticket] if head else ""
