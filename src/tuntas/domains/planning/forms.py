"""Which day is asked about, and what would be different on it? What cannot be is answered with what can."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from .rules.kinds import Kind
from .rules.what_if import Change

MOST_COUNTERS, MOST_DESKS = 30, 20
LEAST_PERCENT, MOST_PERCENT = -80, 200


@dataclass(frozen=True)
class Asked:
    """One day; the numbers that somebody typed in place of those that are known; and what if."""

    day: date
    kinds: tuple[Kind, ...]
    typed: Mapping[str, int]  # field → counters, where somebody typed some
    desks: int | None
    change: Change

    @property
    def query(self) -> str:
        """The same question for the file."""
        change = self.change
        given = {
            "day": self.day.isoformat(),
            **self.typed,
            "desks": self.desks,
            "closed": change.closed_counters or None,
            "more": change.more_percent or None,
            "evening": "on" if change.evening else None,
        }
        return f"?{urlencode({name: value for name, value in given.items() if value is not None})}"


@dataclass(frozen=True)
class Field:
    """The number of counters of one kind."""

    name: str
    kind: Kind
    label: str


def fields(kinds: Sequence[Kind]) -> list[Field]:
    """One for each kind; the only one needs no letters in its name."""
    if len(kinds) == 1:
        return [Field("counters", kinds[0], _("Counters that this office has"))]
    words = _("Counters that call %(letters)s")
    return [
        Field(f"counters-{kind.code}", kind, words % {"letters": ", ".join(kind.letters)}) for kind in kinds
    ]


def asked(given: Mapping[str, str], days: Sequence[date], kinds: Sequence[Kind]) -> Asked:
    """Reads the address; `days` are those that can be planned, of which there is at least one."""
    wanted = given.get("day", "")
    numbers = {one.name: _number(given.get(one.name), 0, MOST_COUNTERS) for one in fields(kinds)}
    typed = {name: number for name, number in numbers.items() if number is not None}
    if numbers and not any(typed.get(one.name, one.kind.counters) for one in fields(kinds)):
        typed[fields(kinds)[0].name] = 1  # somebody stands at a counter, or there is nothing to plan
    return Asked(
        day=next((day for day in days if day.isoformat() == wanted), days[0]),
        kinds=tuple(
            replace(one.kind, counters=typed.get(one.name, one.kind.counters)) for one in fields(kinds)
        ),
        typed=typed,
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
