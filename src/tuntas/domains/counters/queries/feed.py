"""What screens follow: the offices whose day changed, with their latest calls."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tuntas.domains.offices import queries as offices
from tuntas.platform.prepared import run

from ..rules import printed, spoken

LATEST = 6  # calls that a change brings along; a board that missed more asks for them
MOST_CALLS = 60
# A change is dated when it is made and seen when it is committed; whoever asks looks back as far as a transaction lasts.
OVERLAP = timedelta(seconds=5)

_CALL = "call.sequence, call.counter_number, call.is_again, t.series, t.block, t.number"
_CHANGES = f"""
select d.office_code, d.version, d.issued, d.waiting, d.at_counters, d.counters_open, d.last_call,
 (select json_agg(latest order by sequence) from
   (select {_CALL} from counters_call call join counters_ticket t on t.id = call.ticket_id
    where call.office_code = d.office_code and call.business_day = d.business_day
    order by call.sequence desc limit {LATEST}) latest)
from counters_day d where d.business_day = %s and d.changed_at > %s
"""  # noqa: S608  the texts are the constants above
# Where nobody came yet today, a screen that shows yesterday is told so.
_EMPTY = """
select distinct d.office_code from counters_day d
where d.business_day >= %(day)s::date - 7 and d.business_day < %(day)s
 and not exists (select from counters_day today where today.business_day = %(day)s and today.office_code = d.office_code)
"""
_AFTER = f"""
select {_CALL} from counters_call call join counters_ticket t on t.id = call.ticket_id
where call.office_code = %s and call.business_day = %s and call.sequence > %s order by call.sequence limit {MOST_CALLS}
"""  # noqa: S608  the texts are the constants above


Topic = tuple[str, str, Any]  # its name, its version, its newest state
_told_also: dict[str, Callable[[datetime], Iterable[Topic]]] = {}


def tell_also(name: str, topics: Callable[[datetime], Iterable[Topic]]) -> None:
    """Whoever follows `name` hears of these topics too; they are asked for only while somebody does."""
    _told_also[name] = topics


def changes(since_ms: int, at: datetime, *, also: str = "") -> dict[str, Any]:
    """The topics `office/<code>/` that changed since, with their versions; at first all of today's, also the empty."""
    since = (
        datetime.fromtimestamp(since_ms / 1000, UTC) - OVERLAP if since_ms else datetime(2000, 1, 1, tzinfo=UTC)
    )
    day = offices.office_day(at)
    with run("select clock_timestamp()", []) as cursor:
        (now,) = cursor.fetchone()
    with run(_CHANGES, [day, since]) as cursor:
        topics = [_topic(day, row) for row in cursor.fetchall()]
    if not since_ms:
        with run(_EMPTY, {"day": day}) as cursor:
            topics += [_topic(day, (code, 0, 0, 0, 0, 0, 0, None)) for (code,) in cursor.fetchall()]
    if also in _told_also:
        topics += _told_also[also](at)
    return {"now": int(now.timestamp() * 1000), "day": day.isoformat(), "topics": topics}


def calls_after(office_code: str, sequence: int, at: datetime) -> list[list[Any]]:
    """Today's calls of an office after this one, in order."""
    with run(_AFTER, [office_code, offices.office_day(at), sequence]) as cursor:
        return [_call(*row) for row in cursor.fetchall()]


def _topic(day: date, row: tuple[Any, ...]) -> Topic:
    code, version, issued, waiting, at_counters, counters_open, last_call, latest = row
    fields = ("sequence", "counter_number", "is_again", "series", "block", "number")
    state = {
        "office": code,
        "day": day.isoformat(),
        "issued": issued,
        "waiting": waiting,
        "at_counters": at_counters,
        "counters_open": counters_open,
        "last_call": last_call,
        "calls": [_call(*(one[name] for name in fields)) for one in latest or []],
    }
    return f"office/{code}/", f"{day}.{version}", state


def _call(sequence: int, counter: int, is_again: bool, series: str, block: str, number: int) -> list[Any]:
    """Sequence, number as printed, counter, whether it is called again, and the units in which it is read out."""
    return [sequence, printed(series, block, number), counter, is_again, list(spoken(series, block, number))]
