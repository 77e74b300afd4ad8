"""What a change of hours would do to running promises, before somebody confirms it."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

# How many promises of an office (None: of every office) would be due at another moment, by the calendar as it is now.
Count = Callable[[str | None], int]
_counts: list[Count] = []


def register_foresight(count: Count) -> None:
    """Promises stand above offices and say here how to ask them."""
    _counts[:] = [count]


def foresee(verb: Callable[[], object], office_code: str | None) -> int:
    """Do it, count what would move, and undo it; a refusal goes through. 0 in a house without promises."""
    with transaction.atomic():
        verb()
        moved = _counts[0](office_code) if _counts else 0
        transaction.set_rollback(True)
    return moved
