"""What a reader asks of the wall, and what it shows: tiles, blocks, lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from tuntas.domains.monitoring.wall.rules import Level, Measure, State
from tuntas.domains.monitoring.wall.words import OFFICES, UNITS
from tuntas.domains.offices.rules import JAKARTA


@dataclass(frozen=True)
class Asked:
    """What the reader chose: a measure, an area, a service, a word in names, a moment that is over."""

    measure: Measure = Measure.NOW
    area: str = ""
    service: str = ""
    name: str = ""
    then: datetime | None = None


@dataclass(frozen=True)
class Shown:
    """One tile or one line: an office, or an area with all its offices."""

    code: str
    name: str
    state: State
    level: Level
    told: Measure
    is_area: bool = False
    troubled: int | None = None  # of an area: so many offices are as bad as its worst
    full_name: str = ""

    @property
    def figure(self) -> int:
        return self.state.figure(self.told) if self.troubled is None else self.troubled

    @property
    def unit(self) -> str:
        return str(UNITS[self.told] if self.troubled is None else OFFICES)


@dataclass(frozen=True)
class Block:
    """One kecamatan on the map."""

    area: Shown
    column: int
    row: int
    tiles: list[Shown]


@dataclass(frozen=True)
class Wall:
    """Everything that the page shows."""

    at: datetime
    is_kept: bool
    asked: Asked
    area_name: str
    up: str | None  # the area above; none at the top
    total: Shown
    cities: list[Shown]
    blocks: list[Block]
    apart: list[Shown]
    worst: list[Shown]
    lines: list[tuple[str, list[Shown]]]
    columns: int
    districts: list[tuple[str, str]] = field(default_factory=list)

    @property
    def clock(self) -> str:
        """Hour, minute and second of the figures."""
        return f"{self.at.astimezone(JAKARTA):%H.%M.%S}"
