"""What calling reads and writes, each in one statement: the whole office waits for whoever calls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from tuntas.platform.prepared import run

from ..models import CounterSession, Ticket
from ..rules.calling import Head
from ..rules.workflow import Rank

_HEADS = """
select head.id, head.rank, head.placed_at, head.number
from unnest(%(letters)s::text[]) wanted(letter), generate_series(0, 3) of_rank(rank),
 lateral (select id, rank, placed_at, number from counters_ticket
          where office_code = %(office)s and business_day = %(day)s and letter = wanted.letter
            and rank = of_rank.rank and state = 'waiting' order by placed_at, number limit 1) head
"""
_NAMES = [field.attname for field in Ticket._meta.concrete_fields]  # its columns are called so, too
_FINISH = f"""
update counters_ticket set state = 'finished', finished_at = %(at)s
where session_id = %(session)s and state = 'serving' returning {", ".join(_NAMES)}
"""  # noqa: S608  columns of ours
_CALL = f"""
with day as (
  update counters_day set last_call = last_call + 1, waiting = waiting - %(waited)s, at_counters = at_counters + %(came)s,
                          passed_over = %(passed_over)s, version = version + 1
  where id = %(day)s returning office_code, business_day, last_call
), ticket as (
  update counters_ticket set state = 'called', session_id = %(session)s, calls = 1,
                             called_at = coalesce(called_at, %(at)s)
  where id = %(ticket)s returning {", ".join(_NAMES)}
), counted as (
  update counters_countersession set passed_over = %(passed_over)s
  where id = %(session)s and passed_over <> %(passed_over)s
), call as (
  insert into counters_call (office_code, business_day, sequence, ticket_id, counter_number, is_again, out_of_order, by,
                             at)
  select office_code, business_day, last_call, %(ticket)s, %(counter)s, false, %(reason)s, %(by)s, %(at)s from day
  returning sequence
)
select call.sequence, ticket.* from call, ticket
"""  # noqa: S608  columns of ours


def heads(session: CounterSession) -> list[Head]:
    """Who stands first, by letter of this counter and by rank."""
    values = {"letters": session.counter.letters, "office": session.office_code, "day": session.business_day}
    with run(_HEADS, values) as cursor:
        return [Head(ticket, Rank(rank), placed, number) for ticket, rank, placed, number in cursor.fetchall()]


def finish(session: CounterSession, at: datetime) -> Ticket | None:
    """Whoever was served at this counter until now, finished."""
    with run(_FINISH, {"session": session.pk, "at": at}) as cursor:
        row = cursor.fetchone()
    return _ticket(row) if row else None


def call(values: Mapping[str, Any]) -> tuple[int, Ticket]:
    """The call's number of the day, and the ticket that is now at the counter."""
    with run(_CALL, values) as cursor:
        sequence, *row = cursor.fetchone()
    return sequence, _ticket(row)


def _ticket(row: Sequence[Any]) -> Ticket:
    found: Ticket = Ticket.from_db(connection.alias, _NAMES, row)
    return found
