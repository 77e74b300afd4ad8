"""The database as of one moment, into one file a table."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from .manifest import HashedFile, Table

# Sessions open something while they last, and what is only remembered for speed is remembered again.
WITHOUT_ROWS = frozenset({"django_session", "house_cache"})
AT_ONCE = 2
Report = Callable[[str], object]

_TABLES = """
select relname, coalesce(pg_table_size(oid), 0) from pg_class
where relnamespace = 'public'::regnamespace and relkind = 'r' order by 2 desc, 1
"""
_COLUMNS = """
select attname from pg_attribute
where attrelid = %s::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum
"""
# With the column that each counts for, and whether our role may look at it: at the journal's it may not.
_SEQUENCES = """
select relname, refobjid::regclass::text, attname, has_sequence_privilege(pg_class.oid, 'select')
from pg_class
left join pg_depend on objid = pg_class.oid and classid = 'pg_class'::regclass
    and deptype in ('a', 'i') and refobjsubid > 0
left join pg_attribute on attrelid = refobjid and attnum = refobjsubid
where relnamespace = 'public'::regnamespace and relkind = 'S' order by 1
"""


@dataclass(frozen=True)
class Snapshot:
    """One moment of the database, held open by a transaction."""

    connection: psycopg.Connection[Any]
    address: str
    name: str

    def one(self, statement: str) -> Any:
        """The first column of the first row, or None."""
        row = self.connection.execute(statement).fetchone()  # type: ignore[call-overload]
        return row[0] if row else None

    def rows(self, statement: str) -> list[Any]:
        return list(self.connection.execute(statement))  # type: ignore[call-overload]


@contextmanager
def snapshot(address: str) -> Iterator[Snapshot]:
    """Hold one moment of the database."""
    with psycopg.connect(address) as connection:
        _begin(connection)
        name = connection.execute("select pg_export_snapshot()").fetchone()
        assert name  # noqa: S101  an aggregate-free select gives one row
        yield Snapshot(connection, address, name[0])
        connection.rollback()


def size_of(at: Snapshot) -> int:
    """About how many bytes the tables take."""
    return sum(size for name, size in at.rows(_TABLES) if name not in WITHOUT_ROWS)


def dump(at: Snapshot, folder: Path, report: Report) -> dict[str, Table]:
    """Every table's rows as of that moment, a few tables at a time."""
    folder.mkdir()
    names = [name for name, _ in at.rows(_TABLES)]
    done, lock = [0], threading.Lock()

    def one(name: str) -> tuple[str, Table]:
        table = _dump_table(at, name, folder / f"{name}.copy")
        with lock:
            done[0] += 1
            if table.size > 1 << 24:
                report(f"  {name}: {table.rows} rows ({done[0]} of {len(names)} tables)")
        return name, table

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return dict(sorted(pool.map(one, names)))


def sequences(at: Snapshot) -> dict[str, tuple[int, bool]]:
    """How far each sequence is. They stand outside of snapshots: never behind it, perhaps a little ahead."""
    found = {}
    for name, table, column, is_ours in at.rows(_SEQUENCES):
        if is_ours:
            asked = sql.SQL("select last_value, is_called from {}").format(sql.Identifier(name))
        else:
            # Facts are never deleted: the newest one tells the same.
            asked = sql.SQL("select coalesce(max({0}), 1), max({0}) is not null from {1}").format(
                sql.Identifier(column), sql.Identifier(table)
            )
        row = at.connection.execute(asked).fetchone()
        assert row  # noqa: S101  a sequence has one row, and so has an aggregate
        found[name] = (row[0], row[1])
    return found


def _dump_table(at: Snapshot, name: str, path: Path) -> Table:
    with psycopg.connect(at.address) as connection:
        _begin(connection, at.name)
        columns = tuple(row[0] for row in connection.execute(_COLUMNS, [f'"{name}"']))
        statement = sql.SQL("copy (select {} from {} {}) to stdout (format binary)").format(
            sql.SQL(", ").join(map(sql.Identifier, columns)),
            sql.Identifier(name),
            sql.SQL("where false" if name in WITHOUT_ROWS else ""),
        )
        with connection.cursor() as cursor, HashedFile(path) as file:
            with cursor.copy(statement) as copy:
                for data in copy:
                    file.write(data)
            return Table(size=file.size, sha256=file.sha256, rows=cursor.rowcount, columns=columns)


def _begin(connection: psycopg.Connection[Any], snapshot_name: str = "") -> None:
    connection.execute("set statement_timeout = 0")
    connection.execute("set idle_in_transaction_session_timeout = 0")
    connection.commit()
    connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    connection.read_only = True
    if snapshot_name:
        connection.execute(sql.SQL("set transaction snapshot {}").format(sql.Literal(snapshot_name)))
