"""The faults of Django's operations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.contrib.postgres import operations as pg
from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import connection, models
from django.db.migrations import operations as dj
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models.functions import Now

from . import statements

Fault = tuple[str, str]
# Without a lock that anybody would notice, on a table of any size.
HARMLESS = (
    dj.CreateModel,
    dj.AlterModelOptions,
    dj.AlterModelManagers,
    dj.AlterModelTableComment,
    dj.RemoveIndex,
    dj.RenameIndex,
    dj.RemoveConstraint,
    dj.AlterOrderWithRespectTo,
    dj.RunPython,
    pg.AddIndexConcurrently,
    pg.RemoveIndexConcurrently,
    pg.AddConstraintNotValid,
    pg.ValidateConstraint,
    pg.CreateExtension,
    pg.CreateCollation,
)
# What may stand in a migration that is no transaction.
WITHOUT_TRANSACTION = (
    pg.AddIndexConcurrently,
    pg.RemoveIndexConcurrently,
    pg.ValidateConstraint,
    dj.RunPython,
    dj.RunSQL,
)


class Tables:
    """The tables that this release makes: empty, and unknown to the version that still serves."""

    def __init__(self) -> None:
        self._models: set[tuple[str, str]] = set()
        self._tables: set[str] = set()

    def add(self, app: str, name: str, table: str = "") -> None:
        self._models.add((app, name.lower()))
        self._tables.add(table or f"{app}_{name.lower()}")

    def add_table(self, table: str) -> None:
        self._tables.add(table)

    def is_new(self, table: str) -> bool:
        return table in self._tables

    def is_new_model(self, app: str, name: str) -> bool:
        return (app, name.lower()) in self._models


def faults(operation: Operation, app: str, before: ProjectState, new: Tables) -> Iterator[Fault]:
    """(code, what) for each fault of one operation; `before` is the state of the models that it finds."""
    if isinstance(operation, dj.SeparateDatabaseAndState):
        for inner in operation.database_operations:
            yield from faults(inner, app, before, new)
    elif isinstance(operation, dj.RunSQL):
        for statement in statements.statements(operation.sql):
            yield from statements.faults(statement, new.is_new)
    elif isinstance(operation, HARMLESS):
        return
    elif not new.is_new_model(app, _model_of(operation)):
        what = f"{type(operation).__name__}({_model_of(operation)}{_part_of(operation)})"
        yield from ((code, what) for code in _codes(operation, app, before))


def writes_rows(operation: Operation) -> bool:
    """Whether it changes data."""
    if isinstance(operation, dj.RunPython):
        return True
    if isinstance(operation, dj.RunSQL):
        return any(statements.writes_rows(one) for one in statements.statements(operation.sql))
    return False


def locks_tables(operation: Operation, app: str, new: Tables) -> bool:
    """Whether it holds a table that others use; one that is made here belongs to this migration alone."""
    if isinstance(operation, dj.RunSQL):
        touched = map(statements.changed, statements.statements(operation.sql))
        return any(table is not None and not new.is_new(table) for table in touched)
    if isinstance(operation, dj.SeparateDatabaseAndState):
        return any(locks_tables(one, app, new) for one in operation.database_operations)
    if isinstance(operation, dj.CreateModel):
        return any(_holds_another(field, app, new) for _name, field in operation.fields)
    if isinstance(operation, (dj.RunPython, dj.AlterModelOptions, dj.AlterModelManagers)):
        return False
    return not new.is_new_model(app, _model_of(operation))


def _holds_another(field: Any, app: str, new: Tables) -> bool:
    """A reference locks the table that it refers to against writing."""
    if not _refers(field):
        return False
    to = field.remote_field.model
    label = to if isinstance(to, str) else to._meta.label
    other_app, _dot, name = label.rpartition(".")
    return name != "self" and not new.is_new_model(other_app or app, name)


def _model_of(operation: Operation) -> str:
    """The model that an operation changes: `model_name` of fields and indexes, `name` of whole models."""
    return str(
        getattr(operation, "model_name", "")
        or getattr(operation, "old_name", "")
        or getattr(operation, "name", "")
    )


def _part_of(operation: Operation) -> str:
    """The field, index or constraint that it is about, when it is not about the whole model."""
    thing = getattr(operation, "constraint", None) or getattr(operation, "index", None)
    name = getattr(thing, "name", "") or (
        getattr(operation, "name", "") if hasattr(operation, "model_name") else ""
    )
    return f".{name}" if name else ""


def _codes(operation: Operation, app: str, before: ProjectState) -> Iterator[str]:
    match operation:
        case dj.AddField():
            yield from _of_new_field(operation.field)
        case dj.AlterField():
            old = before.models[app, operation.model_name_lower].fields[operation.name]
            yield from _of_changed_field(old, operation.field)
        case dj.RemoveField() | dj.DeleteModel():
            yield "drop"
        case dj.RenameField() | dj.RenameModel() | dj.AlterModelTable():
            yield "rename"
        case dj.AddIndex() | dj.AlterUniqueTogether() | dj.AlterIndexTogether():
            yield "index"
        case dj.AddConstraint():
            yield from _of_constraint(operation.constraint)
        case _:
            yield "unknown"


def _of_new_field(field: Any) -> Iterator[str]:
    if field.many_to_many:
        return
    if isinstance(field, models.GeneratedField):
        yield "rewrite"
    elif field.has_db_default():
        if not isinstance(field._db_default_expression, (models.Value, Now)):
            yield "rewrite"
    elif not field.null:
        yield "not-null"
    if field.unique:
        yield "unique"
    elif field.db_index:
        yield "index"


def _of_changed_field(old: Any, new: Any) -> Iterator[str]:
    if old.many_to_many or new.many_to_many:
        return
    if _type(old) != _type(new) and not _only_wider(_type(old), _type(new)):
        yield "type"
    if old.null and not new.null:
        yield "not-null"
    if new.unique and not old.unique:
        yield "unique"
    elif new.db_index and not old.db_index and not old.unique:
        yield "index"
    if _refers(new) and not _refers(old):
        yield "constraint"
    if old.db_column != new.db_column:
        yield "rename"


def _of_constraint(constraint: models.BaseConstraint) -> Iterator[str]:
    if isinstance(constraint, (models.UniqueConstraint, ExclusionConstraint)):
        yield "unique"
    else:
        yield "constraint"


def _refers(field: Any) -> bool:
    return bool(field.remote_field and getattr(field, "db_constraint", False))


def _type(field: Any) -> str:
    """The column's type; that of a reference is told by what it refers to."""
    if field.remote_field:
        to = field.remote_field.model
        return f"reference to {to if isinstance(to, str) else to._meta.label}".lower()
    return str(field.db_type(connection))


def _only_wider(old: str, new: str) -> bool:
    """A longer text keeps the rows as they are."""
    length = re.compile(r"varchar\((\d+)\)")
    before, after = length.fullmatch(old), length.fullmatch(new)
    if not before:
        return False
    return new == "text" or bool(after and int(after[1]) >= int(before[1]))
