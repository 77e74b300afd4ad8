"""A ticket that a kiosk printed by itself: told afterwards, it waits where it was taken, once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tuntas.domains.offices import queries as offices
from tuntas.platform import journal
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Decision, Refused
from tuntas.platform.ids import new_id
from tuntas.platform.prepared import run

from .. import facts
from ..models import Block, Kiosk, Ticket
from ..queries.groups import group_for, groups_of
from ..rules import Channel, Rank, State
from . import _locking as locking
from .blocks import lock_series, tickets_of

# A number's place is between those of its neighbours in the block, in whatever order they are sent.
_NEIGHBOURS = """
select max(placed_at) filter (where number < %(number)s), min(placed_at) filter (where number > %(number)s)
from counters_ticket where office_code = %(office)s and business_day = %(day)s and series = %(letter)s
 and block = %(block)s and number between %(first)s and %(last)s
"""
_COUNT = """
update counters_day set issued = issued + 1, waiting = waiting + %(waits)s, version = version + 1
where business_day = %(day)s and office_code = %(office)s
"""


@dataclass(frozen=True)
class Taken:
    """One ticket that a kiosk printed by itself, as the device tells it."""

    key: UUID
    block: UUID
    number: int
    at: datetime
    service: str = ""
    has_priority: bool = False
    instead_of: UUID | None = None  # the key of a request whose answer never came


@transaction.atomic
def record_taken(kiosk: Kiosk, taken: Taken, *, by: Actor, at: datetime) -> Ticket:
    """A ticket that was printed without network joins the queue where it was taken. Told twice it is one ticket.

    A block may be closed meanwhile: the paper is in somebody's hand, so the number counts, and the journal takes back
    that nobody got it.
    """
    block = Block.objects.filter(pk=taken.block, kiosk=kiosk).first()
    if block is None or taken.number not in block.numbers:
        raise Refused(Decision(_("This number does not belong to this kiosk.")))
    lock_series(block)
    known = (
        Ticket.objects.filter(key=taken.key).first() or tickets_of(block).filter(number=taken.number).first()
    )
    if known is not None:
        return _same(known, block, taken)
    ticket = _make(block, taken, min(max(taken.at, block.reserved_at), kiosk.ended_at or at, at), at)
    _tell(ticket, taken, by=by)
    block.refresh_from_db(fields=["closed_at"])
    if block.closed_at:
        told = {"letter": block.letter, "digit": block.digit, "number": taken.number}
        journal.record(
            kiosk.stream, facts.NUMBER_GIVEN_AFTER_ALL, by=by, at=at, office=block.office_code, content=told
        )
    if taken.instead_of and ticket.key != taken.instead_of:
        _give_up_unprinted(taken.instead_of, block, by=by, at=at)
    return ticket


def _make(block: Block, taken: Taken, moment: datetime, at: datetime) -> Ticket:
    is_today = block.business_day == offices.office_day(at)
    ticket: Ticket = Ticket.objects.create(
        id=new_id(),
        key=_key(taken),
        token=block.token_of(taken.number),
        office_code=block.office_code,
        business_day=block.business_day,
        letter=block.letter,
        series=block.letter,
        block=str(block.digit),
        number=taken.number,
        service_code=taken.service if _is_of(block, taken.service) else "",
        channel=Channel.KIOSK,
        rank=Rank.PRIORITY if taken.has_priority else Rank.ORDINARY,
        placed_at=_place(block, taken.number, moment),
        state=State.WAITING if is_today else State.EXPIRED,
        issued_at=moment,
    )
    with run(_COUNT, {"waits": int(is_today), "day": block.business_day, "office": block.office_code}):
        pass
    return ticket


def _key(taken: Taken) -> UUID:
    """That of the request whose answer never came, if it gave nothing: should it come still, it finds this ticket."""
    lost = taken.instead_of
    return lost if lost and not Ticket.objects.filter(key=lost).exists() else taken.key


def _is_of(block: Block, service: str) -> bool:
    """Whether its letter is called for this service here; what else a device tells goes into no journal."""
    group = group_for(groups_of(block.office_code), service) if service else None
    return group is not None and group.letter == block.letter


def _same(known: Ticket, block: Block, taken: Taken) -> Ticket:
    its = (known.office_code, known.business_day, known.series, known.block, known.number)
    mine = (block.office_code, block.business_day, block.letter, str(block.digit), taken.number)
    if its == mine and known.key in (taken.key, taken.instead_of):
        return known
    raise Refused(Decision(_("This number is on another ticket already.")))


def _place(block: Block, number: int, moment: datetime) -> datetime:
    values = {
        "office": block.office_code,
        "day": block.business_day,
        "letter": block.letter,
        "block": str(block.digit),
        "first": block.first_number,
        "last": block.last_number,
        "number": number,
    }
    with run(_NEIGHBOURS, values) as cursor:
        after, before = cursor.fetchone()
    placed = max(moment, after) if after else moment
    return min(placed, before) if before else placed


def _give_up_unprinted(key: UUID, block: Block, *, by: Actor, at: datetime) -> None:
    """The network went while a number was asked for: it was given, but what is on paper is the kiosk's own."""
    unprinted = Ticket.objects.filter(key=key, office_code=block.office_code, state=State.WAITING).first()
    if unprinted is None:
        return
    day = locking.day_of_ticket(unprinted)
    ticket = locking.one_ticket(unprinted.pk)
    if ticket.state == State.WAITING:
        ticket.finished_at = at
        locking.move(day, ticket, State.LEFT, facts.TICKET_LEFT, by=by, at=at, also=("finished_at",))


def _tell(ticket: Ticket, taken: Taken, *, by: Actor) -> None:
    told = {
        "letter": ticket.letter,
        "number": ticket.number,
        "channel": Channel.KIOSK.value,
        "rank": Rank(ticket.rank).kind,
        "service": ticket.service_code or None,
        "block": ticket.block,
    }
    journal.record(
        ticket.stream,
        facts.TICKET_ISSUED,
        by=by,
        at=ticket.issued_at,
        office=ticket.office_code,
        content=told,
        offline=True,
    )
