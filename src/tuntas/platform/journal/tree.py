"""The stored tree: its size, its hashes and roots, and placing new leaves at its right edge."""

from collections.abc import Sequence

from django.db import connection

from tuntas.platform.journal.faults import Altered
from tuntas.platform.journal.models import Tile
from tuntas.platform.journal.rules import merkle
from tuntas.platform.journal.rules.merkle import HEIGHT, WIDTH, Read, leaf_hash
from tuntas.platform.journal.rules.tiles import partial_width
from tuntas.platform.prepared import run

COPY_LEAVES = "COPY journal_leaf (index, fact_id, commitment) FROM STDIN"
_LAST = "SELECT max(index) FROM journal_leaf"
_ENTRIES = "SELECT commitment FROM journal_leaf WHERE index >= %s AND index < %s ORDER BY index"
_TILES = "SELECT index, hashes, root FROM journal_tile WHERE level = %s AND index >= %s AND index < %s"
_ROOTS = "SELECT root FROM journal_tile WHERE level = %s AND index >= %s AND index < %s ORDER BY index"


def size() -> int:
    """How many leaves there are."""
    with run(_LAST, []) as cursor:
        last = cursor.fetchone()[0]
    return 0 if last is None else last + 1


def root(at_size: int) -> bytes:
    """The root of the first `at_size` leaves."""
    return merkle.root(at_size, read)


def read(level: int, start: int, count: int) -> Sequence[bytes]:
    """The hashes of complete subtrees of 256**level leaves each (the `Read` of the rules)."""
    return _all(_hashes(level, start, count), level, start, count)


def one_look() -> Read:
    """The same, asking for each tile once: for several questions about the right edge at one moment."""
    seen: dict[tuple[int, int], list[bytes]] = {}

    def look(level: int, start: int, count: int) -> Sequence[bytes]:
        index, place = divmod(start, WIDTH)
        if (level, index) not in seen:
            seen[level, index] = _hashes(level, index * WIDTH, WIDTH)
        return _all(seen[level, index][place : place + count], level, start, count)

    return look


def entries(start: int, count: int) -> list[bytes]:
    """The commitments that stand at these leaves."""
    return _all(_column(_ENTRIES, start, start + count), 0, start, count)


def tiles(level: int, start: int, end: int) -> dict[int, tuple[bytes, bytes]]:
    """The full tiles of a level that are stored from `start` to before `end`: the hashes and root of each."""
    with run(_TILES, [level, start, end]) as cursor:
        return {index: (bytes(hashes), bytes(root)) for index, hashes, root in cursor.fetchall()}


def partial_tile(at_size: int, level: int) -> list[bytes]:
    """The hashes of the level's last, unfinished tile in a tree of this size."""
    width = partial_width(at_size, level)
    return list(read(level, (at_size >> HEIGHT * level) - width, width)) if width else []


def append(facts: Sequence[int], commitments: Sequence[bytes]) -> None:
    """Give each fact its leaf at the right edge, and keep each tile that this fills."""
    start = size()
    with connection.cursor() as cursor, cursor.copy(COPY_LEAVES) as copy:
        for place, (fact, commitment) in enumerate(zip(facts, commitments, strict=True)):
            copy.write_row((start + place, fact, commitment))
    level, end = 0, start + len(facts)
    while filled := range(start // WIDTH, end // WIDTH):
        Tile.objects.bulk_create(_tile(level, index) for index in filled)
        start, end, level = start // WIDTH, end // WIDTH, level + 1


def _hashes(level: int, start: int, most: int) -> list[bytes]:
    if level == 0:
        return [leaf_hash(entry) for entry in _column(_ENTRIES, start, start + most)]
    return _column(_ROOTS, level - 1, start, start + most)


def _column(statement: str, *values: int) -> list[bytes]:
    with run(statement, values) as cursor:
        return [bytes(value) for (value,) in cursor.fetchall()]


def _all(found: list[bytes], level: int, start: int, count: int) -> list[bytes]:
    if len(found) != count:
        raise Altered(f"Leaves or tiles are missing at level {level} between {start} and {start + count}.")
    return found


def _tile(level: int, index: int) -> Tile:
    hashes = read(level, index * WIDTH, WIDTH)
    return Tile(level=level, index=index, hashes=b"".join(hashes), root=merkle.root_of(hashes))
