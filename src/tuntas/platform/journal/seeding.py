"""Fills a demonstration's journal with many facts at once, for benchmarks: by COPY, with leaves and tiles."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from tuntas.platform.journal import tree
from tuntas.platform.journal.faults import JournalFault
from tuntas.platform.journal.rules.commitment import commitment
from tuntas.platform.journal.rules.merkle import HEIGHT, WIDTH, leaf_hash, root_of
from tuntas.platform.journal.sequencer import LOCK

_CHUNK = 64 * WIDTH
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


def seed(owner: psycopg.Connection[Any], facts: Iterable[Seed]) -> int:
    """Add the facts as the owner, past the triggers, in one transaction; how many there were.

    For a demonstration only, with nothing pending; publish afterwards (`sequencer.turn`).
    """
    with owner.transaction():
        _refuse_unless_idle(owner)
        for trigger in _TRIGGERS:
            owner.execute(f"ALTER TABLE journal_fact DISABLE TRIGGER {trigger}")
        count = _copy(owner, facts)
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


def _copy(owner: psycopg.Connection[Any], facts: Iterable[Seed]) -> int:
    row = owner.execute("SELECT coalesce(max(id), 0) + 1 FROM journal_fact").fetchone()
    first_id, first_leaf = (row[0] if row else 1), tree.size()
    tiles, done = _Tiles(first_leaf), 0
    for chunk in _chunks(facts):
        now = datetime.now(UTC)
        for fact in chunk:
            fact.recorded_at, fact.salt = now, os.urandom(16)
        commitments = [commitment(fact) for fact in chunk]
        _copy_facts(owner, first_id + done, chunk)
        _copy_leaves(owner, first_leaf + done, first_id + done, commitments)
        _copy_tiles(owner, tiles.add(leaf_hash(entry) for entry in commitments))
        done += len(chunk)
    if done:
        owner.execute("SELECT setval('journal_fact_id_seq', %s)", [first_id + done - 1])
    return done


def _chunks(facts: Iterable[Seed]) -> Iterator[list[Seed]]:
    source = iter(facts)
    while chunk := list(islice(source, _CHUNK)):
        yield chunk


def _copy_facts(owner: psycopg.Connection[Any], first_id: int, facts: list[Seed]) -> None:
    with owner.cursor() as cursor, cursor.copy(f"COPY journal_fact ({_COLUMNS}) FROM STDIN") as copy:
        for row_id, f in enumerate(facts, first_id):
            who = (f.actor_kind, f.actor_id, f.actor_role, f.office)
            content = None if f.content is None else Jsonb(f.content)
            copy.write_row(
                (row_id, f.stream, f.seq, f.name, *who, f.recorded_at, f.at, f.at_source, content, f.salt)
            )


def _copy_leaves(owner: psycopg.Connection[Any], leaf: int, fact: int, commitments: list[bytes]) -> None:
    with owner.cursor() as cursor, cursor.copy(tree.COPY_LEAVES) as copy:
        for place, entry in enumerate(commitments):
            copy.write_row((leaf + place, fact + place, entry))


def _copy_tiles(owner: psycopg.Connection[Any], tiles: Iterable[tuple[int, int, bytes, bytes]]) -> None:
    with owner.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO journal_tile (level, index, hashes, root) VALUES (%s, %s, %s, %s)", tiles
        )


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
