"""Numbers that a kiosk may give without network: reserved before, closed when it needs them no more."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from tuntas.domains.offices import queries as offices
from tuntas.platform import journal
from tuntas.platform.actors import SYSTEM, Actor
from tuntas.platform.prepared import run

from .. import facts
from ..models import Block, Kiosk, Series, Ticket
from ..queries.groups import groups_of
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


@transaction.atomic
def close_block(block: Block, *, by: Actor, at: datetime) -> None:
    """No number of it is given any more; those that nobody got are told."""
    lock_series(block)
    if not Block.objects.filter(pk=block.pk, closed_at=None).update(closed_at=at):
        return
    given = set(tickets_of(block).values_list("number", flat=True))
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


def lock_series(block: Block) -> None:
    its = _series(block)
    Series.objects.select_for_update().get(letter=block.letter, **its)


def tickets_of(block: Block) -> QuerySet[Ticket]:
    return Ticket.objects.filter(
        series=block.letter, number__range=(block.first_number, block.last_number), **_series(block)
    )


def _series(block: Block) -> dict[str, Any]:
    return {
        "office_code": block.office_code,
        "business_day": block.business_day,
        "block": str(block.digit),
    }
