"""How the tree is served as files: the paths and bundles of C2SP tlog-tiles."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tuntas.platform.journal.rules.merkle import HEIGHT, WIDTH

_NUMBER = re.compile(r"((?:x\d{3}/)*)(\d{3})(?:\.p/([1-9]\d{0,2}))?")


@dataclass(frozen=True)
class TilePlace:
    """Which tile of a level, and how many of its hashes (256 when full). The entries' level is None."""

    level: int | None
    index: int
    width: int = WIDTH

    @property
    def is_full(self) -> bool:
        return self.width == WIDTH

    @property
    def needs_size(self) -> int:
        """How many leaves a tree has at least that has this tile."""
        return (self.index * WIDTH + self.width) << HEIGHT * (self.level or 0)

    @property
    def path(self) -> str:
        level = "entries" if self.level is None else self.level
        partial = "" if self.is_full else f".p/{self.width}"
        return f"tile/{level}/{_number(self.index)}{partial}"


def parse(level: str, number: str) -> TilePlace | None:
    """The place that `tile/<level>/<number>` names, or None when that is not the one right way to write it."""
    found = _NUMBER.fullmatch(number)
    if not found or not re.fullmatch(r"entries|0|[1-9]\d?", level):
        return None
    index = int(found[1].replace("x", "").replace("/", "") + found[2])
    place = TilePlace(
        level=None if level == "entries" else int(level),
        index=index,
        width=int(found[3]) if found[3] else WIDTH,
    )
    is_canonical = _number(index) == found[1] + found[2] and (not found[3] or place.width < WIDTH)
    return place if is_canonical and (place.level or 0) < 64 else None


def partial_width(size: int, level: int) -> int:
    """How many hashes the last, partial tile of a level has in a tree of `size`; 0 when there is none."""
    return (size >> HEIGHT * level) % WIDTH


def bundle(entries: Iterable[bytes]) -> bytes:
    """Entries one after the other, each behind its length in two bytes."""
    return b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries)


def _number(index: int) -> str:
    digits = str(index)
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [digits[place : place + 3] for place in range(0, len(digits), 3)]
    return "/".join([f"x{group}" for group in groups[:-1]] + groups[-1:])
