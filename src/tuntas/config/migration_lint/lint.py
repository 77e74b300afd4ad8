"""Walks all migrations in their order and looks at those that were not released yet."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path

from django.db.migrations import operations as dj
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.migration import Migration
from django.db.migrations.state import ProjectState

from . import operations, statements
from .findings import FAULTS, Finding

RELEASED = Path(__file__).parent / "released.txt"
ALLOWANCE = re.compile(r"^\s*#\s*allowed\s+([\w-]+)\s*:?\s*(.*)$", re.MULTILINE)
OURS = "tuntas."


def released() -> frozenset[str]:
    """`app.name` of the migrations that stand in a release: they have run, and nothing changes them any more."""
    return frozenset(RELEASED.read_text().split())


def of_the_project() -> list[Finding]:
    """What is wrong with this checkout's migrations."""
    return list(lint(plan(MigrationLoader(None)), released()))


def plan(loader: MigrationLoader) -> list[Migration]:
    """Every migration in an order in which they can run."""
    ordered: dict[tuple[str, str], Migration] = {}
    for leaf in sorted(loader.graph.leaf_nodes()):
        for key in loader.graph.forwards_plan(leaf):
            ordered.setdefault(key, loader.graph.nodes[key])
    return list(ordered.values())


def lint(migrations: list[Migration], released: frozenset[str]) -> Iterator[Finding]:
    """The findings of all migrations of ours that are not released."""
    state, new = ProjectState(), operations.Tables()
    for migration in migrations:
        is_looked_at = type(migration).__module__.startswith(OURS) and name_of(migration) not in released
        if is_looked_at:
            yield from _with_allowances(migration, list(_looked_at(migration, state.clone(), new)))
        state = migration.mutate_state(state, preserve=False)


def name_of(migration: Migration) -> str:
    return f"{migration.app_label}.{migration.name}"


def _looked_at(migration: Migration, state: ProjectState, new: operations.Tables) -> Iterator[Finding]:
    for operation in migration.operations:
        _note_new(operation, migration.app_label, new)
        for code, what in operations.faults(operation, migration.app_label, state, new):
            yield Finding(name_of(migration), code, what)
        operation.state_forwards(migration.app_label, state)
    kinds = migration.operations
    if any(map(operations.writes_rows, kinds)) and any(
        operations.locks_tables(one, migration.app_label, new) for one in kinds
    ):
        yield Finding(name_of(migration), "mixed", "it")
    if not migration.atomic and not all(isinstance(one, operations.WITHOUT_TRANSACTION) for one in kinds):
        yield Finding(name_of(migration), "not-atomic", "it")


def _note_new(operation: object, app: str, new: operations.Tables) -> None:
    if isinstance(operation, dj.CreateModel):
        new.add(app, operation.name, operation.options.get("db_table", ""))
    if isinstance(operation, dj.RunSQL):
        for statement in statements.statements(operation.sql):
            if table := statements.created(statement):
                new.add_table(table)


def _with_allowances(migration: Migration, found: list[Finding]) -> Iterator[Finding]:
    """The findings that no comment in the migration's file allows, and the comments that allow nothing."""
    allowed = allowances(migration)
    for finding in found:
        if finding.code not in allowed:
            yield finding
    for code, reason in allowed.items():
        if code not in FAULTS or len(reason) < 20:
            yield Finding(name_of(migration), "reason", f"`# allowed {code}`")
        elif code not in {finding.code for finding in found}:
            yield Finding(name_of(migration), "not-needed", f"`# allowed {code}`")


def allowances(migration: Migration) -> dict[str, str]:
    source = getattr(migration, "source", None) or _source(migration)
    return {code: reason.strip() for code, reason in ALLOWANCE.findall(source)}


def _source(migration: Migration) -> str:
    path = inspect.getsourcefile(type(migration))
    return Path(path).read_text() if path else ""
