"""What adds up over offices and weeks: counts, and for each time how often it took how many minutes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

_Key = TypeVar("_Key")


@dataclass(slots=True)
class Sums:
    """Of a place and week, or of several."""

    counts: Counter[str] = field(default_factory=Counter)
    times: defaultdict[str, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, other: Sums) -> None:
        _add(self.counts, other.counts)
        for name, minutes in other.times.items():
            _add(self.times[name], minutes)

    @property
    def is_empty(self) -> bool:
        return not any(self.counts.values()) and not any(self.times.values())


def _add(sums: Counter[_Key], more: Mapping[_Key, int]) -> None:
    """As `Counter.update`, at half its cost: a page adds up tens of thousands of minutes."""
    for key, number in more.items():
        sums[key] = sums.get(key, 0) + number
