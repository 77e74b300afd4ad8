"""Reads leaves together with the facts that they commit to, thousands at a time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg
from django.db import connection

# Values arrive as PostgreSQL keeps them: a tenth of what it costs to make models of them, which counts when ten
# million facts are read.
_READ = """
SELECT l.index, l.fact_id, l.commitment, f.id, f.stream, f.seq, f.name, f.actor_kind, f.actor_id, f.actor_role,
    f.office, f.recorded_at, f.at, f.at_source, f.content, f.sealed_for, f.sealed, f.sealed_digest, f.salt
FROM journal_leaf l LEFT JOIN journal_fact f ON f.id = l.fact_id
WHERE l.index >= %s AND l.index < %s ORDER BY l.index
"""


@dataclass(slots=True)
class LeafRow:
    """A leaf and its fact, all of whose columns are null when it is gone."""

    place: int
    fact_id: int
    entry: bytes
    id: int | None
    stream: str
    seq: int
    name: str
    actor_kind: str
    actor_id: str
    actor_role: str
    office: str | None
    recorded_at: datetime
    at: datetime
    at_source: str
    content: Any
    sealed_for: str | None
    sealed: bytes | None
    sealed_digest: bytes | None
    salt: bytes

    def __str__(self) -> str:
        return f"{self.stream}#{self.seq} {self.name}"


def leaf_rows(start: int, end: int) -> list[LeafRow]:
    """The leaves from `start` to before `end`, in order, as far as they are there."""
    connection.ensure_connection()
    with psycopg.Cursor(connection.connection, row_factory=_as_leaves) as cursor:
        return cursor.execute(_READ, (start, end), binary=True).fetchall()


def _as_leaves(_: Any) -> Callable[[Sequence[Any]], LeafRow]:
    return lambda values: LeafRow(*values)
