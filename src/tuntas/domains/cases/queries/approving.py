"""How long approving takes, read from when each was done: nobody presses a key when they begin."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from tuntas.platform.prepared import run

LONGEST_MINUTES = 30  # who needed longer did something else meanwhile

# A person begins with a case when it was accepted, or when the one before it was done, whichever is later: the moments at
# which somebody was done give their work while cases waited (R. Larson, "The queue inference engine", Management
# Science 36(5), 1990). Short pauses count as work; whoever plans with it plans rather too many people than too few.
_SQL = f"""
select office_code, service_code, count(*), sum(minutes), sum(minutes ^ 2) from (
 select office_code, service_code, extract(epoch from approved_at - greatest(accepted_at,
  lag(approved_at) over (partition by approved_by order by approved_at)))::float / 60 as minutes
 from cases_case where approved_by is not null and approved_at >= %(since)s and approved_at < %(until)s
) approved where minutes between 0.1 and {LONGEST_MINUTES} group by 1, 2
"""  # noqa: S608  a number of ours


class Approving(NamedTuple):
    """Cases approved, and the minutes of work and their squares together."""

    number: int
    minutes: float
    squares: float


def approving_between(since: datetime, until: datetime) -> dict[tuple[str, str], Approving]:
    """By office and service, of one day. One query."""
    with run(_SQL, {"since": since, "until": until}) as cursor:
        return {(row[0], row[1]): Approving(*row[2:]) for row in cursor.fetchall()}
