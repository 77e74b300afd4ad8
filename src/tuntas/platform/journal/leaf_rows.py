"""Reads facts as rows, with the leaves that commit to them or still without, thousands at a time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

import psycopg
from django.db import connection

_FACT = """f.id, f.stream, f.seq, f.name, f.actor_kind, f.actor_id, f.actor_role, f.office, f.recorded_at, f.at,
    f.at_source, f.content, f.sealed_for, f.sealed, f.sealed_digest, f.salt"""
_READ = f"""
SELECT {_FACT}, l.index, l.fact_id, l.commitment
FROM journal_leaf l LEFT JOIN journal_fact f ON f.id = l.fact_id
WHERE l.index >= %s AND l.index < %s ORDER BY l.index
"""  # noqa: S608  the columns are the constant above
# One statement: what it takes it has read. Each fact is looked up by its number, however many there are by now.
_TAKE = f"""
WITH waiting AS (
    SELECT f.* FROM journal_pending p
    CROSS JOIN LATERAL (SELECT * FROM journal_fact WHERE id = p.fact_id LIMIT 1) f
    ORDER BY p.fact_id LIMIT %s
), taken AS (DELETE FROM journal_pending p USING waiting w WHERE p.fact_id = w.id)
SELECT {_FACT} FROM waiting f ORDER BY f.id
"""  # noqa: S608
Row = TypeVar("Row")


# Values arrive as PostgreSQL keeps them: a tenth of what it costs to make models of them, which counts when ten
# million facts are read.
@dataclass(slots=True)
class FactRow:
    """A fact."""

    id: int
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


@dataclass(slots=True)
class LeafRow(FactRow):
    """A leaf and its fact, all of whose columns are null when it is gone."""

    place: int
    fact_id: int
    entry: bytes

    def __str__(self) -> str:
        return FactRow.__str__(self)


def leaf_rows(start: int, end: int) -> list[LeafRow]:
    """The leaves from `start` to before `end`, in order, as far as they are there."""
    return _rows(LeafRow, _READ, start, end)


def take_waiting(most: int) -> list[FactRow]:
    """The first facts that wait for a leaf, in order; from now on, if the transaction is kept, they do not."""
    return _rows(FactRow, _TAKE, most)


def _rows(kind: Callable[..., Row], statement: str, *values: int) -> list[Row]:
    def made(_: Any) -> Callable[[Sequence[Any]], Row]:
        return lambda columns: kind(*columns)

    connection.ensure_connection()
    with psycopg.Cursor(connection.connection, row_factory=made) as cursor:
        return cursor.execute(statement, values, binary=True).fetchall()
