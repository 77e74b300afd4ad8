"""Counters for every office of a demonstration: how many by the kind of office, and which letters each calls."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.db import transaction

from tuntas.domains.offices import queries as offices
from tuntas.domains.offices.rules import OfficeKind
from tuntas.platform import journal
from tuntas.platform.actors import SYSTEM

from . import facts
from .models import Counter

# The first counter of every office calls all letters, so that nobody waits in vain when it is the only one open.
_ALL = "ABCDE"
_LETTERS: dict[str, tuple[str, ...]] = {
    OfficeKind.KELURAHAN: (_ALL, _ALL),
    OfficeKind.KECAMATAN: (_ALL, "ABC", "ABC", "DE"),
    OfficeKind.SUDIN: (_ALL, "ABC", "ABC", "ABC", "CDE", "DE"),
    OfficeKind.DINAS: (_ALL, "ABC", "ABC", "ABC", "CDE", "DE"),
    OfficeKind.UPAK: (_ALL, "ABC", "ABC", "DE"),
    OfficeKind.MALL: (_ALL, "A", "A", "B", "B", "BC", "C", "C", "DE", "DE"),
    OfficeKind.HOSPITAL: (_ALL, "ADE"),
}
_ELSEWHERE = (_ALL,)
# So many facts stand in one statement.
_AT_ONCE = 500


def load(at: datetime) -> int:
    """Counters for each office that has none, and how many. Loaded again, or after a head changed some, it adds none."""
    if settings.TUNTAS_MODE != "demonstration":
        raise RuntimeError("Counters are invented in mode demonstration only.")
    with transaction.atomic():
        made = Counter.objects.bulk_create(_missing())
        for first in range(0, len(made), _AT_ONCE):
            with journal.at_once():
                for counter in made[first : first + _AT_ONCE]:
                    _tell(counter, at)
    return len(made)


def _missing() -> Iterator[Counter]:
    has_some = set(Counter.objects.values_list("office_code", flat=True))
    for code, kind in offices.office_kinds().items():
        if code not in has_some:
            for number, letters in enumerate(_LETTERS.get(kind, _ELSEWHERE), start=1):
                yield Counter(office_code=code, number=number, letters=list(letters))


def _tell(counter: Counter, at: datetime) -> None:
    told = {"counter": counter.number, "letters": counter.letters, "in_use": True}
    stream = f"counter:{counter.pk}"
    journal.record(stream, facts.COUNTER_SET_UP, by=SYSTEM, at=at, office=counter.office_code, content=told)
