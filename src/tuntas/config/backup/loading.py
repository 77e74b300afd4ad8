"""Rows into an empty database, in one transaction: all of them, or none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from . import BackupFault
from .manifest import BLOCK, Manifest, Table
from .target import TABLES

Report = Callable[[str], object]

# What is taken away before the rows come and brought back after them: at once it costs a third of row by row. What
# others rest on is taken away last and comes back first.
_CONSTRAINTS = """
select format('alter table %s drop constraint %I', conrelid::regclass, conname),
    format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
from pg_constraint where connamespace = 'public'::regnamespace and contype in ('p', 'u', 'x', 'f')
order by contype = 'f', contype <> 'p', conname
"""
_INDEXES = """
select format('drop index %s', indexrelid::regclass), pg_get_indexdef(indexrelid)
from pg_index join pg_class on pg_class.oid = indrelid
where relnamespace = 'public'::regnamespace and relkind = 'r'
    and not exists (select from pg_constraint where conindid = indexrelid)
order by indexrelid
"""
# Each with the way in which it is on: the journal's are on for everybody, also for a replication.
_TRIGGERS = """
select relname, tgname, case tgenabled when 'A' then 'enable always' when 'R' then 'enable replica' else 'enable' end
from pg_trigger join pg_class on pg_class.oid = tgrelid
where not tgisinternal and relnamespace = 'public'::regnamespace and tgenabled <> 'D' order by 1, 2
"""


def load(folder: Path, manifest: Manifest, owner_url: str, report: Report) -> None:
    """Every table's rows, then the indexes and constraints, which check them."""
    with psycopg.connect(owner_url) as owner:
        owner.execute("set local statement_timeout = 0")
        owner.execute("set local maintenance_work_mem = '256MB'")
        tables = {row[0] for row in owner.execute(TABLES)}
        if tables != set(manifest.tables):
            raise BackupFault(f"The tables differ: {', '.join(sorted(tables ^ set(manifest.tables)))}.")
        triggers = owner.execute(_TRIGGERS).fetchall()
        _switch(owner, [(table, name, "disable") for table, name, _ in triggers])
        bring_back = _strip(owner)
        owner.execute(sql.SQL("truncate {}").format(sql.SQL(", ").join(map(sql.Identifier, sorted(tables)))))
        for name, table in manifest.tables.items():
            _load_table(owner, folder / "database" / f"{name}.copy", name, table)
            if table.size > 1 << 24:
                report(f"  {name}: {table.rows} rows")
        report("Indexes …")
        for statement in bring_back:
            owner.execute(statement)  # type: ignore[call-overload]
        _switch(owner, triggers)
        _set_sequences(owner, manifest)
    with psycopg.connect(owner_url, autocommit=True) as owner:
        owner.execute("analyze")


def _strip(owner: psycopg.Connection[Any]) -> list[str]:
    """Take indexes and constraints away; the statements that bring them back."""
    indexes, constraints = owner.execute(_INDEXES).fetchall(), owner.execute(_CONSTRAINTS).fetchall()
    for take, _ in [*reversed(constraints), *indexes]:
        owner.execute(take)
    keys = [back for _, back in constraints if " FOREIGN KEY " not in back]
    foreign = [back for _, back in constraints if " FOREIGN KEY " in back]
    return [*keys, *(back for _, back in indexes), *foreign]


def _switch(owner: psycopg.Connection[Any], triggers: list[tuple[str, str, str]]) -> None:
    for table, name, way in triggers:
        owner.execute(
            sql.SQL("alter table {} {} trigger {}").format(
                sql.Identifier(table), sql.SQL(way), sql.Identifier(name)
            )
        )


def _load_table(owner: psycopg.Connection[Any], path: Path, name: str, table: Table) -> None:
    columns = sql.SQL(", ").join(map(sql.Identifier, table.columns))
    statement = sql.SQL("copy {} ({}) from stdin (format binary)").format(sql.Identifier(name), columns)
    with owner.cursor() as cursor:
        with path.open("rb") as file, cursor.copy(statement) as copy:
            while block := file.read(BLOCK):
                copy.write(block)
        if cursor.rowcount != table.rows:
            raise BackupFault(f"{name} got {cursor.rowcount} rows, but the backup says {table.rows}.")


def _set_sequences(owner: psycopg.Connection[Any], manifest: Manifest) -> None:
    for name, (last, called) in manifest.sequences.items():
        owner.execute("select setval(%s::regclass, %s, %s)", [f'"{name}"', last, called])
