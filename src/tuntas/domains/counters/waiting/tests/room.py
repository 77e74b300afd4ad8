"""One office to wait in: three groups, and what it saw lately."""

from __future__ import annotations

from typing import Any

from ..office import Office, Serving, Waiting

EVERYTHING = frozenset({"A", "B", "C"})
SEEN = (4.0, 6.0, 5.0, 9.0, 3.0, 7.0, 5.5, 4.5, 12.0, 6.5) * 6


def office(*, counters: int | tuple[Serving, ...] = 3, waiting: int = 6, **changes: Any) -> Office:
    """So many counters that serve everything, each three minutes into a service, and so many ordinary tickets."""
    facts: dict[str, Any] = {
        "counters": (Serving(EVERYTHING, "A", since_minutes=3.0),) * counters
        if isinstance(counters, int)
        else counters,
        "ahead": tuple(Waiting("ABC"[number % 3]) for number in range(waiting)),
        "recent": dict.fromkeys("ABC", SEEN),
        "standard": {"A": 6.0, "B": 6.0, "C": 6.0},
        "absent_share": 0.0,
    }
    return Office(**{**facts, **changes})
