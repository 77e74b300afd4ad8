"""What was counted of a day that is over: who came when, to which letter, and how long serving took."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.db.models import Min

from tuntas.platform.prepared import run

from ..models import Day

QUARTERS = 96
LONGEST_MINUTES = 120  # who is served for longer was forgotten at the counter

# Offices by their days first: tickets are found by office and day, whatever lies behind.
_SQL = f"""
select ticket.office_code, ticket.letter,
 (extract(hour from ticket.issued_at at time zone %(zone)s) * 4
  + floor(extract(minute from ticket.issued_at at time zone %(zone)s) / 15))::int as quarter,
 count(*), count(ticket.case_id), count(work.minutes), coalesce(sum(work.minutes), 0), coalesce(sum(work.minutes ^ 2), 0)
from counters_ticket ticket
left join lateral (select (ticket.served_before
   + extract(epoch from ticket.finished_at - ticket.began_at))::float / 60 as minutes
 where ticket.state = 'finished' and ticket.finished_at - ticket.began_at
  between interval '5 seconds' and interval '{LONGEST_MINUTES} minutes') work on true
where ticket.business_day = %(day)s
 and ticket.office_code = any (array(select office_code from counters_day where business_day = %(day)s))
group by 1, 2, 3
"""  # noqa: S608  a number of ours


@dataclass
class Arrivals:
    """One letter of one office on one day: tickets by quarter of an hour, and the minutes of those served."""

    counts: list[int] = field(default_factory=lambda: [0] * QUARTERS)
    with_case: int = 0
    served: int = 0
    minutes: float = 0.0
    squares: float = 0.0


def arrivals_on(day: date) -> dict[tuple[str, str], Arrivals]:
    """By office and letter. One query."""
    found: dict[tuple[str, str], Arrivals] = {}
    with run(_SQL, {"day": day, "zone": settings.TIME_ZONE}) as cursor:
        for office, letter, quarter, came, with_case, served, minutes, squares in cursor.fetchall():
            one = found.setdefault((office, letter), Arrivals())
            one.counts[quarter] = came
            one.with_case += with_case
            one.served += served
            one.minutes += minutes
            one.squares += squares
    return found


def first_day_after(day: date | None) -> date | None:
    """The first business day of any office after this one, or the very first."""
    days = Day.objects.filter(business_day__gt=day) if day else Day.objects.all()
    found: date | None = days.aggregate(first=Min("business_day"))["first"]
    return found
