"""Taking a ticket: the next number of a letter, given once, in one statement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tuntas.platform import journal
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Decision, Refused, ensure
from tuntas.platform.ids import new_id, new_token
from tuntas.platform.prepared import run

from .. import access, facts
from ..queries.groups import Group, group_for, groups_of
from ..rules import Channel, Rank, printed
from .days import DayOf, day_for, ensure_open

# The series is locked first and the office's day last, and both until the commit: a number that was taken is on a
# ticket, and the day counts it. Nobody's clock puts a later number before an earlier one. A series that stands at nought
# is of a letter that was removed a moment ago: it gives no number.
_ISSUE = """
with series as (
  insert into counters_series (office_code, business_day, letter, block, last_number, last_placed_at)
  values (%(office)s, %(day)s, %(letter)s, '', 1, %(at)s)
  on conflict (office_code, business_day, letter, block) do update
  set last_number = counters_series.last_number + 1,
      last_placed_at = greatest(counters_series.last_placed_at, excluded.last_placed_at)
  where counters_series.last_number > 0
  returning last_number, last_placed_at
), ticket as (
  insert into counters_ticket (id, key, token, office_code, business_day, letter, series, block, number, service_code,
                               channel, rank, placed_at, state, issued_at, calls, case_id)
  select %(id)s, %(key)s, %(token)s, %(office)s, %(day)s, %(letter)s, %(letter)s, '', last_number, %(service)s,
         %(channel)s, %(rank)s, coalesce(%(placed)s::timestamptz, last_placed_at), 'waiting', %(at)s, 0, %(case)s
  from series on conflict (key) do nothing
  returning number
), day as (
  update counters_day set issued = issued + 1, waiting = waiting + 1, version = version + 1
  where business_day = %(day)s and office_code = %(office)s
)
select number from ticket
"""
_BY_KEY = "select id, token, office_code, business_day, series, block, number, letter from counters_ticket where key = %s"


class Elsewhere(Refused):
    """This office does not do that; the page says who does."""


@dataclass(frozen=True)
class Issued:
    """What somebody holds: the number, and the address of their page on the phone."""

    id: UUID
    token: str
    office_code: str
    business_day: date
    letter: str
    block: str
    number: int
    group: str

    @property
    def printed(self) -> str:
        return printed(self.letter, self.block, self.number)


@dataclass(frozen=True)
class Standing:
    """What a device reads of its office with one question: the letters, and today as far as it has begun."""

    groups: tuple[Group, ...]
    day: DayOf | None


class _NotGiven(Exception):
    """The key is on a ticket already, or the letter is gone; what was begun is undone, so that no number is lost."""


def issue(
    office_code: str,
    *,
    key: str | UUID,
    channel: Channel,
    service: str = "",
    letter: str = "",
    has_priority: bool = False,
    case_id: UUID | None = None,
    booked_at: datetime | None = None,
    stands: Standing | None = None,
    by: Actor,
    at: datetime,
) -> Issued:
    """The next number for a service, or for a letter; with the same key the same ticket.

    With an appointment (`booked_at`) one stands among those with appointments, at the place of its time.
    """
    ensure(access.can_issue(by, office_code))
    claimed = _key(key)
    groups = stands.groups if stands else groups_of(office_code)
    group = (
        next((one for one in groups if one.letter == letter), None) if letter else group_for(groups, service)
    )
    if group is None:
        raise _not_done_here()
    rank = Rank.PRIORITY if has_priority else Rank.APPOINTMENT if booked_at else Rank.ORDINARY
    placed = booked_at if rank is Rank.APPOINTMENT else None
    day = stands.day if stands else None
    try:
        return _issue(office_code, claimed, channel, service, group, rank, case_id, placed, day, by=by, at=at)
    except _NotGiven:
        return _of_key(claimed, office_code)


@transaction.atomic
def _issue(
    office_code: str,
    key: UUID,
    channel: Channel,
    service: str,
    group: Group,
    rank: Rank,
    case_id: UUID | None,
    placed: datetime | None,
    day: DayOf | None,
    *,
    by: Actor,
    at: datetime,
) -> Issued:
    day = day or day_for(office_code, at)
    ensure_open(day, at)
    ticket, token = new_id(), new_token()
    values = {
        "id": ticket,
        "key": key,
        "token": token,
        "office": office_code,
        "day": day.business_day,
        "letter": group.letter,
        "service": service,
        "channel": channel.value,
        "rank": rank.value,
        "at": at,
        "case": case_id,
        "placed": placed,
    }
    with run(_ISSUE, values) as cursor:
        found = cursor.fetchone()
    if found is None:
        raise _NotGiven
    told = {
        "letter": group.letter,
        "number": found[0],
        "channel": channel.value,
        "rank": rank.kind,
        "service": service or None,
    }
    journal.record(f"ticket:{ticket}", facts.TICKET_ISSUED, by=by, at=at, office=office_code, content=told)
    return Issued(ticket, token, office_code, day.business_day, group.letter, "", int(found[0]), group.letter)


def _of_key(key: UUID, office_code: str) -> Issued:
    with run(_BY_KEY, [key]) as cursor:
        row = cursor.fetchone()
    if row is None:
        raise _not_done_here()
    found = Issued(*row)
    if found.office_code != office_code:
        raise Refused(Decision(_("This page was already used for something else. Please open it again.")))
    return found


def _not_done_here() -> Elsewhere:
    return Elsewhere(Decision(_("This office does not do this.")))


def _key(key: str | UUID) -> UUID:
    try:
        return UUID(str(key))
    except ValueError as fault:
        raise Refused(Decision(_("This page is too old. Please open it again."))) from fault
