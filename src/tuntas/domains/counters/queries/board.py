"""What hangs in the waiting room: the latest calls, the counters that are open, and who waits for what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tuntas.domains.offices import queries as offices
from tuntas.domains.offices.rules import NeverOpens
from tuntas.platform.prepared import run

from ..rules import Head, Rank, next_of, printed
from ..rules.board import Phase, phase
from .groups import Group, groups_of

EARLIER = 5
MOST_COUNTERS = 40

_DAY = """
select opens_at, closes_at, waiting, last_call, passed_over from counters_day
where business_day = %s and office_code = %s
"""
_CALLS = f"""
select call.sequence, call.counter_number, call.is_again, t.series, t.block, t.number
from counters_call call join counters_ticket t on t.id = call.ticket_id
where call.business_day = %s and call.office_code = %s order by call.sequence desc limit {EARLIER + 1}
"""  # noqa: S608  a number of ours
_COUNTERS = f"""
select c.number, c.letters, c.agency, s.break_since, s.back_at, t.series, t.block, t.number, t.state
from counters_countersession s join counters_counter c on c.id = s.counter_id
left join counters_ticket t on t.session_id = s.id and t.state in ('called', 'serving')
where s.business_day = %s and s.office_code = %s and s.closed_at is null order by c.number limit {MOST_COUNTERS}
"""  # noqa: S608  a number of ours
_WAITING = """
select letter, rank, count(*), min(issued_at), min(placed_at),
 (array_agg(array[id::text, series, block, number::text] order by placed_at, number))[1:1]
from counters_ticket where business_day = %s and office_code = %s and state = 'waiting' group by 1, 2
"""


@dataclass(frozen=True)
class BoardCall:
    """One call as the room sees it."""

    sequence: int
    printed: str
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
    """Who waits for one letter, and whose turn is next as things stand."""

    group: Group
    waiting: int
    next: str
    longest_minutes: int
    has_counter: bool


@dataclass(frozen=True)
class Board:
    """One office's board at one moment. Seven queries, whatever lies behind."""

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


def board_of(office_code: str, at: datetime) -> Board | None:
    """The board of this office, or None where there is no such office."""
    office = offices.find_office(office_code)
    if office is None:
        return None
    day = offices.office_day(at)
    opens_at, closes_at, waiting, last_call, passed_over = _day(office_code, day)
    calls = _calls(office_code, day)
    counters = _counters(office_code, day)
    now = phase(opens_at, closes_at, at, is_busy=bool(counters))
    return Board(
        office_code=office_code,
        office=office.name,
        day=day,
        at=at,
        phase=now,
        opens_at=opens_at,
        next_open=_next_open(office_code, day, at) if now in (Phase.OVER, Phase.SHUT) else None,
        last_call=last_call,
        waiting=waiting,
        latest=calls[0] if calls else None,
        earlier=calls[1:],
        counters=counters,
        groups=_groups(office_code, day, at, counters, passed_over),
    )


def _day(office_code: str, day: date) -> tuple[Any, ...]:
    """Times and counts of the day; of one that nobody has asked for yet the times that the office keeps."""
    with run(_DAY, [day, office_code]) as cursor:
        found: tuple[Any, ...] | None = cursor.fetchone()
    if found is not None:
        return found
    hours = offices.calendar(office_code, since=day).sessions_on(day)
    return (hours[0][0] if hours else None, hours[-1][1] if hours else None, 0, 0, 0)


def _next_open(office_code: str, day: date, at: datetime) -> datetime | None:
    try:
        return offices.calendar(office_code, since=day).next_open(at)
    except NeverOpens:
        return None


def _calls(office_code: str, day: date) -> list[BoardCall]:
    with run(_CALLS, [day, office_code]) as cursor:
        return [
            BoardCall(sequence, printed(series, block, number), counter, is_again)
            for sequence, counter, is_again, series, block, number in cursor.fetchall()
        ]


def _counters(office_code: str, day: date) -> list[BoardCounter]:
    with run(_COUNTERS, [day, office_code]) as cursor:
        return [
            BoardCounter(
                number=number,
                letters=tuple(letters),
                agency=agency,
                is_on_break=break_since is not None,
                back_at=back_at,
                ticket=printed(*ticket) if ticket[0] else "",
                is_called=state == "called",
            )
            for number, letters, agency, break_since, back_at, *ticket, state in cursor.fetchall()
        ]


def _groups(
    office_code: str, day: date, at: datetime, counters: Iterable[BoardCounter], passed_over: int
) -> list[BoardGroup]:
    served = {letter for one in counters if not one.is_on_break for letter in one.letters}
    waiting: dict[str, list[tuple[Any, ...]]] = {}
    with run(_WAITING, [day, office_code]) as cursor:
        for letter, *row in cursor.fetchall():
            waiting.setdefault(letter, []).append(tuple(row))
    return [_group(one, waiting.get(one.letter, []), at, served, passed_over) for one in groups_of(office_code)]


def _group(
    group: Group, rows: list[tuple[Any, ...]], at: datetime, served: set[str], passed_over: int
) -> BoardGroup:
    heads, names = [], {}
    for rank, _count, _since, placed_at, [[ticket, series, block, number]] in rows:
        heads.append(Head(UUID(ticket), Rank(rank), placed_at, int(number)))
        names[UUID(ticket)] = printed(series, block, int(number))
    head = next_of(heads, passed_over=passed_over, at=at)
    since = min((row[2] for row in rows), default=None)
    return BoardGroup(
        group=group,
        waiting=sum(row[1] for row in rows),
        next=names[head.ticket] if head else "",
        longest_minutes=int((at - since).total_seconds() // 60) if since else 0,
        has_counter=group.letter in served,
    )
