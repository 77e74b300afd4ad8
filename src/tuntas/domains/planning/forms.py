"""Which day is asked about, and what would be different on it? What cannot be is answered with what can."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from .rules.what_if import Change

MOST_COUNTERS, MOST_DESKS = 30, 20
LEAST_PERCENT, MOST_PERCENT = -80, 200


@dataclass(frozen=True)
class Asked:
    """One day; the numbers that somebody typed in place of those that are known; and what if."""

    day: date
    counters: int | None
    desks: int | None
    change: Change

    @property
    def query(self) -> str:
        """The same question for the file."""
        change = self.change
        given = {
            "day": self.day.isoformat(),
            "counters": self.counters,
            "desks": self.desks,
            "closed": change.closed_counters or None,
            "more": change.more_percent or None,
            "evening": "on" if change.evening else None,
        }
        return f"?{urlencode({name: value for name, value in given.items() if value is not None})}"


def asked(given: Mapping[str, str], days: Sequence[date]) -> Asked:
    """Reads the address; `days` are those that can be planned, of which there is at least one."""
    wanted = given.get("day", "")
    return Asked(
        day=next((day for day in days if day.isoformat() == wanted), days[0]),
        counters=_number(given.get("counters"), 1, MOST_COUNTERS),
        desks=_number(given.get("desks"), 0, MOST_DESKS),
        change=Change(
            closed_counters=_number(given.get("closed"), 0, MOST_COUNTERS) or 0,
            more_percent=_number(given.get("more"), LEAST_PERCENT, MOST_PERCENT) or 0,
            evening=given.get("evening") == "on",
        ),
    )


def _number(text: str | None, least: int, most: int) -> int | None:
    """A whole number, moved to the nearest one that is allowed; None for what is none."""
    try:
        return max(least, min(most, int((text or "")[:9])))
    except ValueError:
        return None
