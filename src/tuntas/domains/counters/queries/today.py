"""How many wait and how many counters are open, for many offices at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tuntas.domains.offices import queries as offices
from tuntas.platform.prepared import run

_TODAY = "select office_code, waiting, counters_open from counters_day where business_day = %s and office_code = any(%s)"
_OF_SERVICE = """
select d.office_code,
 (select count(*) from counters_ticket t where t.office_code = d.office_code and t.business_day = d.business_day
   and t.state = 'waiting' and t.service_code = %s), d.counters_open
from counters_day d where d.business_day = %s and d.office_code = any(%s)
"""

_BY_SERVICE = """
select service_code, office_code, count(*) from counters_ticket
where business_day = %s and state = 'waiting' and service_code <> '' group by service_code, office_code
"""


@dataclass(frozen=True)
class Waiting:
    """One office now: who waits, and how many counters serve them."""

    waiting: int
    counters_open: int


def waiting_at_offices(codes: Iterable[str], at: datetime, *, service: str = "") -> dict[str, Waiting]:
    """By office, for those that have counters today; one service's tickets alone if it is named. One query."""
    day, wanted = offices.office_day(at), sorted(set(codes))
    values = [service, day, wanted] if service else [day, wanted]
    with run(_OF_SERVICE if service else _TODAY, values) as cursor:
        return {code: Waiting(waiting, counters_open) for code, waiting, counters_open in cursor.fetchall()}


def waiting_by_service(at: datetime) -> dict[tuple[str, str], int]:
    """By service and office, how many wait today for a service that they named. One query."""
    with run(_BY_SERVICE, [offices.office_day(at)]) as cursor:
        return {(service, code): count for service, code, count in cursor.fetchall()}
