"""The wall as a page: the city, one of its cities or one kecamatan, drawn as tiles and said as a table."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from tuntas.domains.monitoring.wall import places, rules
from tuntas.domains.monitoring.wall.rules import Level, State
from tuntas.domains.offices import queries as offices
from tuntas.domains.offices.queries import tiles
from tuntas.domains.offices.queries.tiles import Tile
from tuntas.platform.actors import Actor

from .wall_shown import Asked, Block, Shown, Wall
from .wall_states import states_now, states_then

__all__ = ["Asked", "wall"]
WORST = 8


def wall(by: Actor, at: datetime, asked: Asked) -> Wall | None:
    """What this person may see of it; none where there is no such area for them, or no moment was kept."""
    known = tiles.tiles(by.offices, offices.office_day(asked.then or at))
    inside = [tile for tile in known if _lies_in(tile.region_code, asked.area)]
    if not inside:
        return None
    kept = states_then(by.offices, asked.then, service=asked.service) if asked.then else None
    if asked.then and kept is None:
        return None
    states = kept.states if kept else states_now(by.offices, at, service=asked.service)
    return _Drawing(known, inside, states, asked).wall(kept.at if kept else at, is_kept=kept is not None)


class _Drawing:
    """The rows of one page, made from tiles and states."""

    def __init__(self, known: list[Tile], inside: list[Tile], states: dict[str, State], asked: Asked) -> None:
        self.known, self.inside, self.states, self.asked = known, inside, states, asked
        self.names = tiles.names_above_kelurahan()

    def wall(self, at: datetime, *, is_kept: bool) -> Wall:
        area = self.asked.area
        blocks = self._blocks()
        return Wall(
            at=at,
            is_kept=is_kept,
            asked=self.asked,
            area_name=self.names.get(area, ""),
            up=_above(area),
            total=self._area(area, self.inside),
            cities=self._areas(self.known, parts=2),
            blocks=blocks,
            apart=[self._office(tile) for tile in self.inside if self._is_apart(tile)],
            worst=self._worst(),
            lines=self._lines(),
            columns=max((block.column for block in blocks), default=1),
            districts=self._districts(),
        )

    def _blocks(self) -> list[Block]:
        members: dict[str, list[Tile]] = {}
        for tile in self.inside:
            if not self._is_apart(tile):
                members.setdefault(places.block_of(tile.region_code), []).append(tile)
        arranged = places.arranged(list(members))
        return [
            Block(self._area(code, found), *arranged[code], [self._office(tile) for tile in found])
            for code, found in members.items()
        ]

    def _is_apart(self, tile: Tile) -> bool:
        return not tile.is_regional or places.block_of(tile.region_code) not in places.kecamatan()

    def _worst(self) -> list[Shown]:
        shown = [self._office(tile) for tile in self.inside]
        measure = self.asked.measure
        ranked = sorted(shown, key=lambda one: rules.urgency(one.state, measure), reverse=True)
        return [one for one in ranked[:WORST] if one.level in (Level.WARN, Level.BAD)]

    def _lines(self) -> list[tuple[str, list[Shown]]]:
        """The table: areas while there are many, offices within a kecamatan or when a name is sought."""
        if self.asked.name:
            word = self.asked.name.casefold()
            found = [tile for tile in self.inside if word in f"{tile.name} {tile.short}".casefold()]
            return [("", [self._office(tile) for tile in found])]
        if self.asked.area.count(".") >= 2:
            return [("", [self._office(tile) for tile in self.inside])]
        lines = []
        for city in self._areas(self.inside, parts=2):
            of_city = [tile for tile in self.inside if _lies_in(tile.region_code, city.code)]
            apart = [self._office(tile) for tile in of_city if self._is_apart(tile)]
            lines.append((city.name, [*apart, *self._areas(of_city, parts=3)]))
        above = [self._office(tile) for tile in self.inside if "." not in tile.region_code]
        return [*([(self.names.get("31", ""), above)] if above else []), *lines]

    def _areas(self, known: Iterable[Tile], *, parts: int) -> list[Shown]:
        members: dict[str, list[Tile]] = {}
        for tile in known:
            split = tile.region_code.split(".")
            if len(split) >= parts and (parts == 2 or not self._is_apart(tile)):
                members.setdefault(".".join(split[:parts]), []).append(tile)
        return [self._area(code, found) for code, found in sorted(members.items())]

    def _districts(self) -> list[tuple[str, str]]:
        codes = {places.block_of(tile.region_code) for tile in self.known} - {""}
        return sorted(((code, self.names.get(code, code)) for code in codes), key=lambda pair: pair[1])

    def _area(self, code: str, found: list[Tile]) -> Shown:
        """An area is as bad as its worst office. Its figures are sums; of what matters now it is how many are as bad."""
        measure = self.asked.measure
        states = [self.states.get(tile.code, rules.NOTHING) for tile in found]
        worst = max(states, key=lambda one: rules.urgency(one, measure))
        told = rules.told(worst, measure)
        name = self.names.get(code, "")
        level, troubled = rules.level(worst, measure), rules.troubled(states, measure)
        return Shown(code, name, rules.total(states), level, told, is_area=True, troubled=troubled)

    def _office(self, tile: Tile) -> Shown:
        state, measure = self.states.get(tile.code, rules.NOTHING), self.asked.measure
        level, told = rules.level(state, measure), rules.told(state, measure)
        return Shown(tile.code, tile.short, state, level, told, full_name=tile.name)


def _above(area: str) -> str | None:
    """The area that this one lies in: a city, or all of it; none where there is nothing above."""
    above = area.rpartition(".")[0]
    return None if not area else above if "." in above else ""


def _lies_in(region_code: str, area: str) -> bool:
    return not area or region_code == area or region_code.startswith(f"{area}.")
