"""What a head of unit asks before it happens: a counter closed, an evening, more people after the holidays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from .forecast import Forecast
from .history import QUARTERS
from .kinds import Kind, uncalled
from .plan import Means

EVENING = tuple(range(64, 78))  # 16.00 to 19.30: the city's offices on Wednesday evenings
EVENING_SHARE = 0.15

Row = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What is different on the day asked about."""

    closed_counters: int = 0
    more_percent: int = 0
    evening: bool = False
    evening_share: float = EVENING_SHARE  # of the day's people who come in the evening instead

    @property
    def is_any(self) -> bool:
        return bool(self.closed_counters or self.more_percent or self.evening)


def changed(forecast: Forecast, change: Change) -> Forecast:
    """The forecast with more or fewer people, and with some of them in the evening."""
    scale, day = 1 + change.more_percent / 100, forecast.day
    added = [quarter for quarter in EVENING if quarter not in day.quarters] if change.evening else []

    def moved(rates: Mapping[str, Row]) -> dict[str, Row]:
        more = {name: _times(row, scale) for name, row in rates.items()}
        return {
            name: _with_evening(row, added, change.evening_share) if added else row
            for name, row in more.items()
        }

    day = replace(day, quarters=tuple(sorted({*day.quarters, *added})))
    return replace(forecast, day=day, rates=moved(forecast.rates), onward=moved(forecast.onward))


def left(means: Means, change: Change) -> Means:
    """What an office has with some counters closed, one by one where most do the same; each letter keeps one.

    A letter that nobody called before is not waited for.
    """
    kinds = list(means.kinds)
    letters = {letter for kind in kinds for letter in kind.letters}
    for _closed in range(change.closed_counters):
        rest = [number for number, kind in enumerate(kinds) if _can_close(kinds, number, letters)]
        if not rest:
            break
        most = max(rest, key=lambda number: (kinds[number].counters, -len(kinds[number].letters)))
        kinds[most] = replace(kinds[most], counters=kinds[most].counters - 1)
    return replace(means, kinds=tuple(kinds))


def _can_close(kinds: Sequence[Kind], number: int, letters: set[str]) -> bool:
    if not kinds[number].counters or sum(kind.counters for kind in kinds) == 1:
        return False
    rest = [replace(kind, counters=kind.counters - (place == number)) for place, kind in enumerate(kinds)]
    return not uncalled([kind for kind in rest if kind.counters], letters)


def _times(row: Row, scale: float) -> Row:
    return tuple(each * scale for each in row)


def _with_evening(row: Row, added: list[int], share: float) -> Row:
    """The same people, some of whom come when the office was shut before."""
    each = sum(row) * share / len(added)
    moved = list(_times(row, 1 - share))
    for quarter in added:
        moved[quarter] += each
    return tuple(moved[:QUARTERS])
