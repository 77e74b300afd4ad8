"""Fills a demonstration's journal with many facts at once, for benchmarks: by COPY, with leaves and tiles."""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any, NamedTuple

import psycopg

from tuntas.platform.journal import tree
from tuntas.platform.journal.faults import JournalFault
from tuntas.platform.journal.rules.commitment import canonical, commitment
from tuntas.platform.journal.rules.merkle import HEIGHT, WIDTH, leaf_hash, root_of
from tuntas.platform.journal.sequencer import LOCK
from tuntas.platform.journal.spread import spread

_COLUMNS = (
    "id, stream, seq, name, actor_kind, actor_id, actor_role, office, recorded_at, at, at_source, content, salt"
)
_LATER = datetime.min.replace(tzinfo=UTC)  # set to the moment of filling
_TRIGGERS = ("place_fact", "announce_fact")


@dataclass(slots=True)
class Seed:
    """A fact to be; the caller numbers the facts of each stream from one, without gaps."""

    stream: str
    seq: int
    name: str
    actor_kind: str
    actor_id: str
    actor_role: str
    office: str | None
    at: datetime
    content: Any = None
    recorded_at: datetime = _LATER
    at_source: str = "demonstration"
    sealed_for: str | None = None
    sealed: Any = None
    sealed_digest: Any = None
    salt: Any = b""


# Makes some thousands of facts; called in another process, so it is a function of a module with its arguments.
Part = Callable[[], Iterable[Seed]]


class Written(NamedTuple):
    """A part's facts: their lines for COPY (without ids), commitments and leaf hashes."""

    lines: list[str]
    commitments: list[bytes]
    hashes: list[bytes]


def seed(owner: psycopg.Connection[Any], parts: Iterable[Part], *, processes: int = 1) -> int:
    """Add the facts as the owner, past the triggers, in one transaction; how many there were.

    For a demonstration only, with nothing pending; publish afterwards (`sequencer.turn`).
    """
    with owner.transaction():
        _refuse_unless_idle(owner)
        for trigger in _TRIGGERS:
            owner.execute(f"ALTER TABLE journal_fact DISABLE TRIGGER {trigger}")
        count = _copy(owner, parts, processes)
        for trigger in _TRIGGERS:
            owner.execute(f"ALTER TABLE journal_fact ENABLE ALWAYS TRIGGER {trigger}")
    return count


def _refuse_unless_idle(owner: psycopg.Connection[Any]) -> None:
    if owner.execute("SELECT mode FROM journal_charter").fetchone() != ("demonstration",):
        raise JournalFault("Only a demonstration's journal is filled like this.")
    if owner.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK]).fetchone() != (True,):
        raise JournalFault("A sequencer is at work: stop it before filling the journal.")
    if owner.execute("SELECT FROM journal_pending LIMIT 1").fetchone():
        raise JournalFault("Facts are waiting for their leaves: let the sequencer finish first.")


def _copy(owner: psycopg.Connection[Any], parts: Iterable[Part], processes: int) -> int:
    row = owner.execute("SELECT coalesce(max(id), 0) + 1 FROM journal_fact").fetchone()
    first_id, first_leaf = (row[0] if row else 1), tree.size()
    tiles, done = _Tiles(first_leaf), 0
    for part in spread(partial(_written, datetime.now(UTC)), parts, processes=processes):
        fact, leaf = first_id + done, first_leaf + done
        _copy_lines(
            owner,
            f"COPY journal_fact ({_COLUMNS}) FROM STDIN",
            (f"{fact + place}\t{line}" for place, line in enumerate(part.lines)),
        )
        _copy_lines(
            owner,
            tree.COPY_LEAVES,
            (
                f"{leaf + place}\t{fact + place}\t\\\\x{entry.hex()}\n"
                for place, entry in enumerate(part.commitments)
            ),
        )
        _copy_tiles(owner, tiles.add(part.hashes))
        done += len(part.lines)
    if done:
        owner.execute("SELECT setval('journal_fact_id_seq', %s)", [first_id + done - 1])
    return done


def _written(now: datetime, part: Part) -> Written:
    written = Written([], [], [])
    for fact in part():
        fact.recorded_at, fact.salt = now, os.urandom(16)
        entry = commitment(fact)
        written.lines.append(_line(fact))
        written.commitments.append(entry)
        written.hashes.append(leaf_hash(entry))
    return written


def _line(f: Seed) -> str:
    """The fact's columns but the first, as COPY reads them."""
    office = r"\N" if f.office is None else f.office
    content = r"\N" if f.content is None else _escaped(canonical(f.content).decode())
    who = f"{f.actor_kind}\t{_escaped(f.actor_id)}\t{f.actor_role}\t{office}"
    when = f"{f.recorded_at.isoformat()}\t{f.at.isoformat()}\t{f.at_source}"
    return f"{_escaped(f.stream)}\t{f.seq}\t{f.name}\t{who}\t{when}\t{content}\t\\\\x{f.salt.hex()}\n"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def _copy_lines(owner: psycopg.Connection[Any], statement: str, lines: Iterable[str]) -> None:
    with owner.cursor() as cursor, cursor.copy(statement) as copy:  # type: ignore[arg-type]
        copy.write("".join(lines))


def _copy_tiles(owner: psycopg.Connection[Any], tiles: Iterable[tuple[int, int, bytes, bytes]]) -> None:
    with (
        owner.cursor() as cursor,
        cursor.copy("COPY journal_tile (level, index, hashes, root) FROM STDIN") as copy,
    ):
        for tile in tiles:
            copy.write_row(tile)


class _Tiles:
    """The unfinished tiles of each level at the right edge."""

    def __init__(self, size: int) -> None:
        self._size, self._open = size, [tree.partial_tile(size, level) for level in range(64 // HEIGHT)]

    def add(self, hashes: Iterable[bytes]) -> list[tuple[int, int, bytes, bytes]]:
        """Add leaves; each tile that this fills, as (level, index, hashes, root)."""
        filled: list[tuple[int, int, bytes, bytes]] = []
        for entry in hashes:
            self._size += 1
            self._up(0, entry, filled)
        return filled

    def _up(self, level: int, entry: bytes, filled: list[tuple[int, int, bytes, bytes]]) -> None:
        row = self._open[level]
        row.append(entry)
        if len(row) == WIDTH:
            root = root_of(row)
            filled.append((level, (self._size >> HEIGHT * (level + 1)) - 1, b"".join(row), root))
            self._open[level] = []
            self._up(level + 1, root, filled)
