"""A tree in memory, read like the stored one."""

from collections.abc import Sequence

from tuntas.platform.journal.rules.merkle import WIDTH, Read, leaf_hash, root_of


def reader(entries: Sequence[bytes]) -> Read:
    """`read(level, start, count)` over these entries, each level made of full tiles only."""
    levels = [[leaf_hash(entry) for entry in entries]]
    while len(below := levels[-1]) >= WIDTH:
        levels.append([root_of(below[n : n + WIDTH]) for n in range(0, len(below) // WIDTH * WIDTH, WIDTH)])

    def read(level: int, start: int, count: int) -> Sequence[bytes]:
        hashes = levels[level][start : start + count]
        assert len(hashes) == count, "asked for a hash that is not stored"
        return hashes

    return read
