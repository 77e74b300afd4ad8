"""Waits, services and promises that add up over places and weeks, and the shares and percentiles they give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from .figures import FEWEST, Share, nearest_rank
from .sums import Sums

COUNTS = (
    "issued",
    "absent",
    "left",
    "sent_on",
    "misdirected",
    "out_of_order",
    "kept",
    "broken",
    "even_minutes",  # what these had waited together if all had been called as they came; by rank alone
)
TIMES = ("wait", "serve", "deliver")
# What is promised to whoever waits: nobody longer than this.
MOST_MINUTES = 15
_MEDIAN, _NINETIETH, _LAST = Fraction(1, 2), Fraction(9, 10), Fraction(95, 100)


class Facet(StrEnum):
    """By what the same people are counted once more."""

    ALL = "all"
    GROUP = "group"  # the letter that was taken, of one office alone: elsewhere it may mean something else
    SERVICE = "service"
    CHANNEL = "channel"
    HOUR = "hour"
    DAY = "day"
    CROSSED = "crossed"  # service, channel and hour at once: `Crossing`
    HELD = "held"  # the rank, of one office alone, as it is counted: shown to nobody
    RANK = "rank"  # the rank, of weeks that are over, where nobody can be recognised: `rules.ranks`


@dataclass(frozen=True, slots=True)
class Crossing:
    """Who came for one service, in one way, in one hour. An empty part is anyone, or where it is stored nothing said."""

    service: str = ""
    channel: str = ""
    hour: str = ""

    @classmethod
    def read(cls, value: str) -> Crossing:
        return cls(*value.split("|"))

    @property
    def value(self) -> str:
        """As it is stored; the parts are codes and hold no such mark."""
        return f"{self.service}|{self.channel}|{self.hour}"

    @property
    def parts(self) -> dict[Facet, str]:
        return {Facet.SERVICE: self.service, Facet.CHANNEL: self.channel, Facet.HOUR: self.hour}

    @property
    def is_anyone(self) -> bool:
        return not any(self.parts.values())


@dataclass(frozen=True)
class Spread:
    """How long so many took, in begun minutes; without percentiles when they are too few."""

    number: int
    median: int | None = None
    ninetieth: int | None = None
    last: int | None = None  # 95 of 100 took no longer


@dataclass(slots=True)
class Waited(Sums):
    """Who came to a place in a week, or in several, and what became of them."""

    @property
    def wait(self) -> Spread:
        return spread(self.times["wait"])

    @property
    def serve(self) -> Spread:
        return spread(self.times["serve"])

    @property
    def deliver(self) -> Spread:
        return spread(self.times["deliver"])

    @property
    def in_time(self) -> Share | None:
        """Of those who were called: who waited no longer than is promised. Begun minutes, so 15 means 900 seconds."""
        called = self.times["wait"].total()
        soon = sum(number for minute, number in self.times["wait"].items() if minute <= MOST_MINUTES)
        return Share(soon, called) if called else None

    @property
    def kept(self) -> Share | None:
        """Promises kept of those that were decided."""
        decided = self.counts["kept"] + self.counts["broken"]
        return Share(self.counts["kept"], decided) if decided else None

    @property
    def absent(self) -> Share | None:
        return self._of_issued("absent")

    @property
    def left(self) -> Share | None:
        return self._of_issued("left")

    def _of_issued(self, name: str) -> Share | None:
        issued = self.counts["issued"]
        return Share(self.counts[name], issued) if issued else None


def spread(minutes: Mapping[int, int]) -> Spread:
    """Percentiles by nearest rank: minutes that somebody really took, so they are exact."""
    number = sum(minutes.values())
    if number < FEWEST:
        return Spread(number)
    return Spread(number, *(nearest_rank(minutes, part) for part in (_MEDIAN, _NINETIETH, _LAST)))
