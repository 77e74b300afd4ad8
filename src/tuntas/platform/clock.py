"""What time it is. Views, jobs and commands ask here; rules and actions are told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

_set: datetime | None = None


def now() -> datetime:
    """This moment in UTC, or the one that a test or a demonstration has set."""
    return _set or datetime.now(UTC)


def set(moment: datetime) -> None:
    """Hold the clock at a moment (aware) until `reset`."""
    if moment.tzinfo is None:
        raise ValueError("The clock is set to an aware moment only.")
    global _set
    _set = moment.astimezone(UTC)


def reset() -> None:
    """Let the clock run again."""
    global _set
    _set = None


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Hold the clock at a moment inside a block."""
    before = _set
    set(moment)
    try:
        yield
    finally:
        if before is None:
            reset()
        else:
            set(before)
