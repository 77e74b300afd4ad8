"""Compares the stored tiles with those that the leaves make, level by level, as the leaves go by."""

from collections.abc import Sequence

from tuntas.platform.journal.found import Found
from tuntas.platform.journal.models import Tile
from tuntas.platform.journal.rules.merkle import WIDTH, root_of


class TileWatch:
    """Takes the hashes of each level in order; keeps at most one unfinished tile per level."""

    def __init__(self) -> None:
        self._open: list[list[bytes]] = []

    def add(self, first_tile: int, hashes: Sequence[bytes]) -> None:
        """The next leaf hashes, beginning with those of `first_tile`; an unfinished last tile is left out."""
        full = [hashes[n : n + WIDTH] for n in range(0, len(hashes) // WIDTH * WIDTH, WIDTH)]
        stored = {
            tile.index: tile
            for tile in Tile.objects.filter(level=0, index__gte=first_tile, index__lt=first_tile + len(full))
        }
        for place, tile_hashes in enumerate(full):
            index = first_tile + place
            self._up(1, index, _check(0, index, tile_hashes, stored.get(index)))

    def _up(self, level: int, below: int, root: bytes) -> None:
        if len(self._open) < level:
            self._open.append([])
        hashes = self._open[level - 1]
        hashes.append(root)
        if len(hashes) == WIDTH:
            index = below // WIDTH
            tile = Tile.objects.filter(level=level, index=index).first()
            self._open[level - 1] = []
            self._up(level + 1, index, _check(level, index, hashes, tile))


def _check(level: int, index: int, hashes: Sequence[bytes], tile: Tile | None) -> bytes:
    if tile is None:
        raise Found("missing tile", f"tile {index} of level {level} is not there.")
    stored = bytes(tile.hashes)
    for place, expected in enumerate(hashes):
        if stored[place * 32 : place * 32 + 32] != expected:
            what = f"leaf {index * WIDTH + place}" if level == 0 else f"hash {place}"
            raise Found("differing tile", f"tile {index} of level {level} has another hash for its {what}.")
    root = root_of(hashes)
    if bytes(tile.root) != root:
        raise Found("differing tile", f"tile {index} of level {level} has another root than its hashes.")
    return root
