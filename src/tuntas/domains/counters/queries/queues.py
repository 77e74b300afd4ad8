"""The queue of an office, letter by letter: how many wait, and since when the one who has waited longest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Min, Q
from django.db.models.functions import Greatest

from ..models import Ticket
from ..rules import State
from .groups import groups_of


@dataclass(frozen=True)
class QueueLine:
    """Those who wait for one letter."""

    letter: str
    name: str
    agency: str
    waiting: int
    oldest: datetime | None  # since when the one waits who has waited longest; not of who was called before

    def minutes(self, at: datetime) -> int:
        return max(0, int((at - self.oldest).total_seconds() // 60)) if self.oldest else 0


def queue_by_letter(office_code: str, day: date) -> list[QueueLine]:
    """Every letter of the office, and any other that somebody waits for still. Two queries."""
    waiting = Ticket.objects.filter(office_code=office_code, business_day=day, state=State.WAITING)
    longest = Min(Greatest("issued_at", "placed_at"), filter=Q(called_at=None))
    counted = {
        letter: (count, oldest)
        for letter, count, oldest in waiting.values_list("letter").annotate(Count("pk"), longest=longest)
    }
    lines = [
        QueueLine(group.letter, group.name, group.agency, *counted.pop(group.letter, (0, None)))
        for group in groups_of(office_code)
    ]
    # A letter may be removed while a kiosk without network gives it.
    return lines + [QueueLine(letter, "", "", *rest) for letter, rest in sorted(counted.items())]
