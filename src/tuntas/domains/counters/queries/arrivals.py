"""What was counted of a day that is over: who came when, to which letter, and how long serving took."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Min

from tuntas.platform.journal import queries as journal
from tuntas.platform.prepared import run

from ..models import Day, Ticket
from ..rules import Rank
from .stays import TOLD, Stay, stays

QUARTERS = 96
LEAST_SECONDS = 5  # who was served for less was finished by mistake …
LONGEST_MINUTES = 120  # … and for longer, forgotten at the counter

# Offices by their days first: tickets are found by office and day, whatever lies behind. Whoever was sent on comes once,
# to the letter of their number; where they were served their facts say.
_SQL = f"""
select ticket.office_code, ticket.series,
 (extract(hour from ticket.issued_at at time zone %(zone)s) * 4
  + floor(extract(minute from ticket.issued_at at time zone %(zone)s) / 15))::int as quarter,
 count(*), count(ticket.case_id) filter (where ticket.rank <> {Rank.SENT_ON:d}),
 count(work.minutes), coalesce(sum(work.minutes), 0), coalesce(sum(work.minutes ^ 2), 0)
from counters_ticket ticket
left join lateral (select (ticket.served_before
   + extract(epoch from ticket.finished_at - ticket.began_at))::float / 60 as minutes
 where ticket.state = 'finished' and ticket.rank <> {Rank.SENT_ON:d} and ticket.finished_at - ticket.began_at
  between interval '{LEAST_SECONDS} seconds' and interval '{LONGEST_MINUTES} minutes') work on true
where ticket.business_day = %(day)s
 and ticket.office_code = any (array(select office_code from counters_day where business_day = %(day)s))
group by 1, 2, 3
"""  # noqa: S608  numbers of ours


@dataclass
class Arrivals:
    """One letter of one office on one day by quarter of an hour: who took its number, and who came from another letter.

    Minutes and applications are of both.
    """

    counts: list[int] = field(default_factory=lambda: [0] * QUARTERS)
    onward: list[int] = field(default_factory=lambda: [0] * QUARTERS)
    with_case: int = 0
    served: int = 0
    minutes: float = 0.0
    squares: float = 0.0

    def add(self, stay: Stay) -> None:
        self.with_case += stay.has_case
        if stay.is_over and LEAST_SECONDS <= stay.seconds <= LONGEST_MINUTES * 60:
            self.served += 1
            self.minutes += stay.seconds / 60
            self.squares += (stay.seconds / 60) ** 2


def arrivals_on(day: date) -> dict[tuple[str, str], Arrivals]:
    """By office and letter. Two queries, three where somebody was sent on."""
    found: dict[tuple[str, str], Arrivals] = {}
    with run(_SQL, {"day": day, "zone": settings.TIME_ZONE}) as cursor:
        for office, letter, quarter, came, with_case, served, minutes, squares in cursor.fetchall():
            one = found.setdefault((office, letter), Arrivals())
            one.counts[quarter] = came
            one.with_case += with_case
            one.served += served
            one.minutes += minutes
            one.squares += squares
    for office, (first, *others) in _sent_on(day, {office for office, _letter in found}):
        found[office, first.letter].add(first)
        for stay in others:
            one = found.setdefault((office, stay.letter), Arrivals())
            one.onward[_quarter(stay.came_at)] += 1
            one.add(stay)
    return found


def first_day_after(day: date | None) -> date | None:
    """The first business day of any office after this one, or the very first."""
    days = Day.objects.filter(business_day__gt=day) if day else Day.objects.all()
    found: date | None = days.aggregate(first=Min("business_day"))["first"]
    return found


def _sent_on(day: date, offices: set[str]) -> Iterator[tuple[str, list[Stay]]]:
    """The offices and stays of whoever had more than one letter."""
    tickets = Ticket.objects.filter(business_day=day, office_code__in=offices, rank=Rank.SENT_ON)
    of_stream = {ticket.stream: ticket for ticket in tickets}
    for stream, told in journal.told(of_stream, TOLD).items():
        ticket = of_stream[stream]
        yield ticket.office_code, stays(told, has_case=ticket.case_id is not None)


def _quarter(moment: datetime) -> int:
    local = moment.astimezone(ZoneInfo(settings.TIME_ZONE))
    return local.hour * 4 + local.minute // 15
