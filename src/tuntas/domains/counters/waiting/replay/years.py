"""What are the forecasts of many offices worth, each with some ordinary days and then days of every hard kind?"""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field
from random import Random

from ..interval import wait
from . import kinds
from .judge import Forecast, Memory, live
from .worth import Told

NEW = "new office"  # no history, and a standard that is half or twice the truth


@dataclass(slots=True)
class Heard:
    """All that was told, by the kind of day."""

    ordinary: list[Told] = field(default_factory=list)
    hard: dict[str, list[Told]] = field(default_factory=dict)

    @property
    def all_hard(self) -> list[Told]:
        return [one for kind, told in self.hard.items() if kind != kinds.WORST for one in told]


def listen(
    offices: Iterable[int],
    *,
    before: int = 2,
    days: int = 3,
    hard: Iterable[str] = (*kinds.HARD, NEW),
    looks: bool = False,
    learns: bool = True,
    forecast: Forecast = wait,
) -> Heard:
    """Each office (a seed) lives `before` days to know itself, `days` that count, and one of each hard kind."""
    heard = Heard()
    for seed in offices:
        here = kinds.place(seed)
        off = Random(f"standard {seed}")  # noqa: S311 – a play, not a secret
        memory = Memory({group: mean * off.uniform(0.7, 1.4) for group, mean in here.means.items()})
        for number in range(before + days):
            day = kinds.ordinary(here, seed * 1000 + number)
            told = live(memory, day, seed=seed * 1000 + number, learns=learns, looks=looks, forecast=forecast)
            heard.ordinary.extend(told if number >= before else ())
        for number, kind in enumerate(hard, start=500):
            told = _hard(
                memory, here, seed * 1000 + number, kind, learns=learns, looks=looks, forecast=forecast
            )
            heard.hard.setdefault(kind, []).extend(told)
    return heard


def _hard(
    memory: Memory, here: kinds.Place, seed: int, kind: str, *, learns: bool, looks: bool, forecast: Forecast
) -> list[Told]:
    if kind == NEW:
        times = Random(f"new {seed}").choice((0.5, 2.0))  # noqa: S311 – a play, not a secret
        memory = Memory({group: mean * times for group, mean in here.means.items()})
        day = kinds.ordinary(here, seed)
    else:
        memory, day = deepcopy(memory), kinds.hard(here, seed, kind)
    return live(memory, day, seed=seed, learns=learns, looks=looks, forecast=forecast)
