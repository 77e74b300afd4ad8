"""Numbers that a kiosk gives while there is no network: reserved before, told afterwards, each once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tuntas.domains.offices import queries as offices
from tuntas.platform import journal
from tuntas.platform.actors import SYSTEM, Actor
from tuntas.platform.decisions import Decision, Refused
from tuntas.platform.ids import new_id
from tuntas.platform.prepared import run

from .. import facts
from ..models import Block, Kiosk, Series, Ticket
from ..queries.groups import groups_of
from ..rules import Channel, Rank, State
from . import _locking as locking
from .days import day_for, ensure_open

SIZE = 30  # numbers of one letter; at eight offices out of ten more than an hour of them
MOST_OPEN = 4  # blocks of one letter that one kiosk holds

_RESERVE = """
insert into counters_series (office_code, business_day, letter, block, last_number, last_placed_at)
values (%(office)s, %(day)s, %(letter)s, %(block)s, %(size)s, %(at)s)
on conflict (office_code, business_day, letter, block) do update
set last_number = counters_series.last_number + %(size)s
returning last_number
"""
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
def reserve_blocks(
    kiosk: Kiosk, *, known: Collection[UUID], short_of: Collection[str] = (), by: Actor, at: datetime
) -> list[Block]:
    """The blocks that this device holds today, new ones where it has none or is short.

    What the device does not know any more (its memory was emptied) is closed, so that no number is printed twice.
    """
    Kiosk.objects.select_for_update().get(pk=kiosk.pk)
    day = day_for(kiosk.office_code, at)
    ensure_open(day, at)
    held: dict[str, list[Block]] = {}
    open_today = Block.objects.filter(kiosk=kiosk, business_day=day.business_day, closed_at=None)
    for block in open_today.order_by("letter", "first_number"):
        if block.pk in known:
            held.setdefault(block.letter, []).append(block)
        else:
            close_block(block, by=by, at=at)
    for letter in sorted(one.letter for one in groups_of(kiosk.office_code)):
        mine = held.setdefault(letter, [])
        if not mine or (letter in short_of and len(mine) < MOST_OPEN):
            mine.append(_reserve(kiosk, day.business_day, letter, by=by, at=at))
    return [block for letter in sorted(held) for block in held[letter]]


def record_taken(kiosk: Kiosk, taken: Taken, *, by: Actor, at: datetime) -> Ticket:
    """A ticket that was printed without network joins the queue where it was taken. Told twice it is one ticket."""
    block = Block.objects.filter(pk=taken.block, kiosk=kiosk).first()
    if block is None or taken.number not in block.numbers:
        raise Refused(Decision(_("This number does not belong to this kiosk.")))
    return _record(kiosk, block, taken, by=by, at=at)


@transaction.atomic
def close_block(block: Block, *, by: Actor, at: datetime) -> None:
    """No number of it is given any more; those that nobody got are told."""
    _lock_series(block)
    if not Block.objects.filter(pk=block.pk, closed_at=None).update(closed_at=at):
        return
    given = set(_tickets(block).values_list("number", flat=True))
    told = {
        "letter": block.letter,
        "digit": block.digit,
        "first": block.first_number,
        "last": block.last_number,
        "unused": [number for number in block.numbers if number not in given],
    }
    stream = f"kiosk:{block.kiosk_id}"
    journal.record(stream, facts.BLOCK_CLOSED, by=by, at=at, office=block.office_code, content=told)


def close_past_blocks(at: datetime) -> int:
    """The numbers of days that are over; how many blocks."""
    past = Block.objects.filter(closed_at=None, business_day__lt=offices.office_day(at))
    blocks = list(past.order_by("business_day", "office_code", "letter", "digit", "first_number"))
    for block in blocks:
        close_block(block, by=SYSTEM, at=at)
    return len(blocks)


def _reserve(kiosk: Kiosk, day: date, letter: str, *, by: Actor, at: datetime) -> Block:
    values = {
        "office": kiosk.office_code,
        "day": day,
        "letter": letter,
        "block": str(kiosk.digit),
        "size": SIZE,
        "at": at,
    }
    with run(_RESERVE, values) as cursor:
        (last,) = cursor.fetchone()
    block: Block = Block.objects.create(
        kiosk=kiosk,
        office_code=kiosk.office_code,
        business_day=day,
        letter=letter,
        digit=kiosk.digit,
        first_number=last - SIZE + 1,
        last_number=last,
        reserved_at=at,
    )
    told = {"letter": letter, "digit": kiosk.digit, "first": block.first_number, "last": last}
    journal.record(kiosk.stream, facts.BLOCK_RESERVED, by=by, at=at, office=kiosk.office_code, content=told)
    return block


@transaction.atomic
def _record(kiosk: Kiosk, block: Block, taken: Taken, *, by: Actor, at: datetime) -> Ticket:
    _lock_series(block)
    known = Ticket.objects.filter(key=taken.key).first() or _tickets(block).filter(number=taken.number).first()
    if known is not None:
        return _same(known, block, taken)
    moment = min(max(taken.at, block.reserved_at), kiosk.ended_at or at, at)
    is_today = block.business_day == offices.office_day(at)
    ticket: Ticket = Ticket.objects.create(
        id=new_id(),
        key=taken.key,
        token=block.token_of(taken.number),
        office_code=block.office_code,
        business_day=block.business_day,
        letter=block.letter,
        series=block.letter,
        block=str(block.digit),
        number=taken.number,
        service_code=taken.service,
        channel=Channel.KIOSK,
        rank=Rank.PRIORITY if taken.has_priority else Rank.ORDINARY,
        placed_at=_place(block, taken.number, moment),
        state=State.WAITING if is_today else State.EXPIRED,
        issued_at=moment,
    )
    with run(_COUNT, {"waits": int(is_today), "day": block.business_day, "office": block.office_code}):
        pass
    _tell(ticket, taken, by=by)
    if taken.instead_of:
        _give_up_unprinted(taken.instead_of, block, by=by, at=at)
    return ticket


def _same(known: Ticket, block: Block, taken: Taken) -> Ticket:
    its = (known.office_code, known.business_day, known.series, known.block, known.number)
    mine = (block.office_code, block.business_day, block.letter, str(block.digit), taken.number)
    if its == mine and known.key == taken.key:
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


def _lock_series(block: Block) -> None:
    its = _series(block)
    Series.objects.select_for_update().get(letter=block.letter, **its)


def _tickets(block: Block) -> QuerySet[Ticket]:
    return Ticket.objects.filter(
        series=block.letter, number__range=(block.first_number, block.last_number), **_series(block)
    )


def _series(block: Block) -> dict[str, Any]:
    return {
        "office_code": block.office_code,
        "business_day": block.business_day,
        "block": str(block.digit),
    }
