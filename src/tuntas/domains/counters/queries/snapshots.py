"""What the estimator is given: how an office stood at its last change, in a few statements for many offices at once.

All moments are kept as moments, so what was read once is right until the office's day changes again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from tuntas.domains.offices import queries as offices
from tuntas.platform.prepared import run

from ..rules import Rank
from ..waiting import Calibration, Due, Office, in_call_order
from ..waiting.office import MOST_RECENT
from .groups import groups_of_each
from .standing import OpenCounter, Queued, minutes_between, points

MOST_WAITING = 600  # of one office; behind its first 300 the estimator only goes on in proportion
LONGEST = 120  # minutes; who is served for longer was forgotten at the counter
LONGEST_GAP = 6  # minutes; a longer one was no gap between two residents who waited
USUALLY_ABSENT, ABSENT_WEIGHT = 0.05, 20

# Whether an office stands as it was read: what `versions` says of it, also to who reads its day anyway.
VERSION = """d.id, d.changed_at,
 (select max(t.began_at) from counters_countersession s join counters_ticket t on t.session_id = s.id
  where s.office_code = d.office_code and s.business_day = d.business_day and s.closed_at is null
   and t.state = 'serving'),
 d.passed_over, o.low, o.middle, o.high"""
_DAYS = f"""
select d.office_code, {VERSION}
from counters_day d left join counters_outlook o on o.office_code = d.office_code
where d.business_day = %s and d.office_code = any(%s)
"""  # noqa: S608  columns of ours
_SESSIONS = """
select s.office_code, c.number, c.letters, s.opened_at, s.break_since, s.back_at, here.letter,
       coalesce(here.began_at, (select max(at) from counters_call where ticket_id = here.id and not is_again),
                here.called_at), gone.called, gone.finished
from counters_countersession s join counters_counter c on c.id = s.counter_id
left join counters_ticket here on here.session_id = s.id and here.state in ('called', 'serving')
left join lateral (
  select array_agg(t.called_at order by t.finished_at) as called,
         array_agg(t.finished_at order by t.finished_at) as finished
  from (select called_at, finished_at from counters_ticket
        where session_id = s.id and finished_at is not null and called_at is not null
        order by finished_at desc limit 15) t
) gone on true
where s.business_day = %s and s.office_code = any(%s) and s.closed_at is null
order by s.office_code, c.number
"""
_WAITING = f"""
select wanted.office, t.id, t.letter, t.rank, case when t.called_at is null then greatest(t.issued_at, t.placed_at) end,
       f.computed, f.said_at
from unnest(%(offices)s::text[]) wanted(office), lateral (
  select id, letter, rank, issued_at, placed_at, number, called_at from counters_ticket
  where office_code = wanted.office and business_day = %(day)s and state = 'waiting'
  order by placed_at, number limit {MOST_WAITING}
) t left join counters_forecast f on f.ticket_id = t.id order by wanted.office, t.placed_at, t.number
"""  # noqa: S608  a number of ours
_RECENT = f"""
select wanted.office, wanted.letter, array_agg(t.minutes order by t.finished_at)
from unnest(%s::text[], %s::text[]) wanted(office, letter), lateral (
  select (served_before + extract(epoch from finished_at - coalesce(began_at, called_at)))::float / 60 as minutes,
         finished_at
  from counters_ticket where office_code = wanted.office and letter = wanted.letter and state = 'finished'
  order by finished_at desc limit {MOST_RECENT}
) t where t.minutes between 0.1 and {LONGEST} group by 1, 2
"""  # noqa: S608  numbers of ours
_DUE = """
select office_code, letter, starts_at from counters_appointment
where business_day = %s and office_code = any(%s) and state = 'confirmed' and latest_at > %s order by starts_at
"""
_TODAY = """
select office_code, count(called_at), count(*) filter (where state = 'absent'),
 count(*) filter (where rank = 1 and issued_at > %(hour_ago)s)
from counters_ticket where business_day = %(day)s and office_code = any(%(offices)s) group by 1
"""


@dataclass(frozen=True)
class Snapshot:
    """An office since its last change."""

    office_code: str
    day: int
    changed_at: datetime  # by the database's clock, so no two days and no two databases share it
    began_at: datetime | None  # when serving began last: that alone does not change the day's row
    counters: tuple[OpenCounter, ...]
    queue: tuple[Queued, ...]
    recent: dict[str, tuple[float, ...]]
    standard: dict[str, float]
    gaps: tuple[float, ...]
    absent_share: float
    priority_per_minute: float
    due: tuple[
        tuple[str, datetime], ...
    ] = ()  # letter and time of appointments that nobody has checked in for yet
    calibration: Calibration = field(default_factory=Calibration)

    def office(self, at: datetime) -> Office:
        """As the estimator wants it, at a moment."""
        return Office(
            counters=tuple(one.at(at) for one in self.counters),
            ahead=tuple(one.at(at) for one in self.queue),
            recent=self.recent,
            standard=self.standard,
            gaps=self.gaps,
            absent_share=self.absent_share,
            due=tuple(Due(letter, minutes_between(at, starts)) for letter, starts in self.due),
            arrivals_with_priority_per_minute=self.priority_per_minute,
            calibration=self.calibration,
        )


def versions(office_codes: Iterable[str], at: datetime) -> dict[str, tuple[Any, ...]]:
    """Of each office that has a day: the day's row, when it changed, when serving began last, passed over, and what it
    learnt. One query."""
    with run(_DAYS, [offices.office_day(at), list(office_codes)]) as cursor:
        return {office: tuple(rest) for office, *rest in cursor.fetchall()}


def snapshots(known: dict[str, tuple[Any, ...]], at: datetime) -> dict[str, Snapshot]:
    """How these offices stand. Six queries, whatever their number."""
    if not known:
        return {}
    day, codes = offices.office_day(at), list(known)
    sessions, queues = _sessions(day, codes), _queues(day, codes)
    groups = groups_of_each(codes)
    recent = _recent({code: [one.letter for one in groups[code]] for code in codes})
    today, due = _today(day, codes, at), _due(day, codes, at)
    found = {}
    for code, (row, changed_at, began_at, passed_over, *learnt) in known.items():
        counters, gaps = sessions.get(code, ((), ()))
        absent, priority = today.get(code, (USUALLY_ABSENT, 0.0))
        found[code] = Snapshot(
            office_code=code,
            day=row,
            changed_at=changed_at,
            began_at=began_at,
            counters=counters,
            queue=_in_call_order(queues.get(code, []), passed_over),
            recent=recent.get(code, {}),
            standard={one.letter: float(one.minutes) for one in groups[code]},
            gaps=gaps,
            absent_share=absent,
            priority_per_minute=priority,
            due=tuple(due.get(code, ())),
            calibration=Calibration(*learnt) if learnt[0] is not None else Calibration(),
        )
    return found


def _sessions(day: date, codes: list[str]) -> dict[str, tuple[tuple[OpenCounter, ...], tuple[float, ...]]]:
    rows: dict[str, list[OpenCounter]] = {}
    gaps: dict[str, list[tuple[datetime, float]]] = {}
    with run(_SESSIONS, [day, codes]) as cursor:
        for office, number, letters, opened, away, back, busy, since, called, finished in cursor.fetchall():
            last = finished[-1] if finished else None
            rows.setdefault(office, []).append(
                OpenCounter(number, tuple(letters), opened, away, back, busy, since, last)
            )
            gaps.setdefault(office, []).extend(_gaps(called or [], finished or []))
    return {
        office: (tuple(found), tuple(minutes for _at, minutes in sorted(gaps[office])[-MOST_RECENT:]))
        for office, found in rows.items()
    }


def _gaps(called: list[datetime], finished: list[datetime]) -> Iterable[tuple[datetime, float]]:
    """From one resident's end to the next one's call at the same counter."""
    for ended, begun in zip(finished, called[1:], strict=False):
        minutes = minutes_between(ended, begun)
        if 0 <= minutes <= LONGEST_GAP:
            yield begun, minutes


def _queues(day: date, codes: list[str]) -> dict[str, list[Queued]]:
    found: dict[str, list[Queued]] = {}
    with run(_WAITING, {"day": day, "offices": codes}) as cursor:
        for office, ticket, letter, rank, since, told, told_at in cursor.fetchall():
            row = Queued(ticket, letter, Rank(rank), since, points(told), told_at)
            found.setdefault(office, []).append(row)
    return found


def _in_call_order(queue: list[Queued], passed_over: int) -> tuple[Queued, ...]:
    return tuple(queue[place] for place in in_call_order([one.rank for one in queue], passed_over=passed_over))


def _recent(letters: dict[str, list[str]]) -> dict[str, dict[str, tuple[float, ...]]]:
    pairs = [(code, letter) for code, of_office in letters.items() for letter in of_office]
    found: dict[str, dict[str, tuple[float, ...]]] = {}
    with run(_RECENT, [[code for code, _letter in pairs], [letter for _code, letter in pairs]]) as cursor:
        for office, letter, minutes in cursor.fetchall():
            found.setdefault(office, {})[letter] = tuple(minutes)
    return found


def _today(day: date, codes: list[str], at: datetime) -> dict[str, tuple[float, float]]:
    values = {"day": day, "offices": codes, "hour_ago": at - timedelta(hours=1)}
    with run(_TODAY, values) as cursor:
        return {
            office: (
                (absent + USUALLY_ABSENT * ABSENT_WEIGHT) / (called + ABSENT_WEIGHT),
                with_priority / 60,
            )
            for office, called, absent, with_priority in cursor.fetchall()
        }


def _due(day: date, codes: list[str], at: datetime) -> dict[str, list[tuple[str, datetime]]]:
    found: dict[str, list[tuple[str, datetime]]] = {}
    with run(_DUE, [day, codes, at]) as cursor:
        for office, letter, starts in cursor.fetchall():
            found.setdefault(office, []).append((letter, starts))
    return found
