"""What a kiosk shows: whose device it is, what one can come for, how many wait, and who holds which numbers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q

from tuntas.domains.catalogue import queries as catalogue
from tuntas.domains.offices import queries as offices
from tuntas.domains.offices.queries import OfficeRow
from tuntas.platform.prepared import Prepared, run

from ..models import Block, Kiosk, QueueCode, Ticket
from ..models.kiosks import secret_hash
from ..rules import Rank
from ..rules.saying import Interval, said
from .estimates import newcomers
from .groups import Group, groups_of

_KIOSK = Prepared(lambda digest: Kiosk.objects.filter(secret_hash=digest))
_WAITING = """
select letter, count(*) from counters_ticket
where office_code = %s and business_day = %s and state = 'waiting' group by letter
"""
# The rows of the index in its own order, so nothing is counted that comes later.
_AHEAD = """
select count(*) from counters_ticket
where office_code = %(office)s and business_day = %(day)s and letter = %(letter)s and state = 'waiting'
 and rank <= %(rank)s
 and (rank, placed_at, number) < (select rank, placed_at, number from counters_ticket where id = %(ticket)s)
"""


@dataclass(frozen=True)
class Queue:
    """Those who wait for one letter, whether a counter calls it now, and how long whoever comes now waits."""

    letter: str
    waiting: int
    is_served: bool
    interval: Interval | None


@dataclass(frozen=True)
class Wish:
    """Something one can come for, named in both languages. Its code is empty for the letter as a whole."""

    service: str
    name_id: str
    name_en: str


@dataclass(frozen=True)
class Choice:
    """One letter of the office with what is asked for under it."""

    group: Group
    wishes: tuple[Wish, ...]
    queue: Queue

    @property
    def only(self) -> Wish | None:
        """What its one button asks for; with several services each has a button of its own."""
        return self.wishes[0] if len(self.wishes) == 1 else None


@dataclass(frozen=True)
class KioskRow:
    """A device as the head of unit sees it."""

    id: UUID
    name: str
    digit: int
    set_up_at: datetime
    tickets_today: int


def kiosk_of(secret: str) -> Kiosk | None:
    """The device with this secret, also one that was taken out of use; one query."""
    found: Kiosk | None = _KIOSK.first(secret_hash(secret)) if secret else None
    return found


def queues_of(office_code: str, groups: Sequence[Group], at: datetime) -> dict[str, Queue]:
    """Each letter's queue; eight queries at most, two when nothing changed."""
    with run(_WAITING, [office_code, offices.office_day(at)]) as cursor:
        counted = dict(cursor.fetchall())
    waits = newcomers(office_code, [one.letter for one in groups], at)
    found = {}
    for letter in (one.letter for one in groups):
        wait = waits.get(letter)
        interval = said(wait.low, wait.high) if wait and wait.is_known else None
        found[letter] = Queue(letter, counted.get(letter, 0), interval is not None, interval)
    return found


def choices_of(office: OfficeRow, at: datetime) -> list[Choice]:
    """What one can come for at this office, letter by letter."""
    groups = groups_of(office.code)
    queues = queues_of(office.code, groups, at)
    names = {code: wish for code, (wish, kinds) in _names(at).items() if office.kind in kinds}
    return [Choice(one, _wishes(one, names), queues[one.letter]) for one in groups]


def not_done_here(office: OfficeRow, choices: Sequence[Choice], at: datetime) -> list[Wish]:
    """Services of the catalogue that none of this office's choices is."""
    done = {wish.service for choice in choices for wish in choice.wishes}
    return [wish for code, (wish, _kinds) in _names(at).items() if code not in done]


def ahead_of(ticket: UUID, *, office_code: str, day: date, letter: str, rank: Rank) -> int:
    """How many of the same letter are called before a ticket that waits; one query."""
    values = {"office": office_code, "day": day, "letter": letter, "rank": rank.value, "ticket": ticket}
    with run(_AHEAD, values) as cursor:
        (count,) = cursor.fetchone()
    return int(count)


def kiosks_of(office_code: str, day: date) -> list[KioskRow]:
    """The devices of an office that give tickets now."""
    rows = Kiosk.objects.filter(office_code=office_code, ended_at=None).order_by("digit")
    given = dict(
        Ticket.objects.filter(office_code=office_code, business_day=day)
        .exclude(block="")
        .values_list("block")
        .annotate(Count("pk"))
    )
    return [KioskRow(one.pk, one.name, one.digit, one.set_up_at, given.get(str(one.digit), 0)) for one in rows]


def free_digits(office_code: str) -> list[int]:
    taken = set(Kiosk.objects.filter(office_code=office_code, ended_at=None).values_list("digit", flat=True))
    return [digit for digit in range(1, 10) if digit not in taken]


def next_of_blocks(blocks: Sequence[Block]) -> dict[UUID, int]:
    """The number that each of these blocks of one kiosk and day gives next, as far as we were told."""
    if not blocks:
        return {}
    one = blocks[0]
    told = Ticket.objects.filter(
        office_code=one.office_code, business_day=one.business_day, block=str(one.digit)
    ).values_list("series", "number")
    return {
        block.pk: 1
        + max(
            (number for letter, number in told if letter == block.letter and number in block.numbers),
            default=block.first_number - 1,
        )
        for block in blocks
    }


def queue_code(office_code: str) -> QueueCode | None:
    found: QueueCode | None = QueueCode.objects.filter(office_code=office_code, ended_at=None).first()
    return found


def is_queue_code(office_code: str, code: str) -> bool:
    """Whether this is what the office's poster shows now."""
    return QueueCode.objects.filter(Q(ended_at=None), pk=code, office_code=office_code).exists()


def _wishes(group: Group, names: dict[str, Wish]) -> tuple[Wish, ...]:
    """Its services; the letter as a whole where the catalogue does not name them."""
    found = tuple(names[code] for code in group.services if code in names)
    return found or (Wish("", group.name_id, group.name_en),)


def _names(at: datetime) -> dict[str, tuple[Wish, Collection[str]]]:
    """Every service of today, with the kinds of offices that do it."""
    return {
        one.code: (Wish(one.code, one.name.id, one.name.en), one.served_at.kinds)
        for one in catalogue.services(offices.office_day(at))
    }
