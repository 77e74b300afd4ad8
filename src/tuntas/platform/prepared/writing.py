"""Rows in and rows changed: the statements of a model, remembered."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import AutoField, Field, Model

from .statement import run


def insert(*rows: Model) -> None:
    """Add rows of one model by one statement. A serial key is read back; a default of the model is already there."""
    model = type(rows[0])
    fields, head, tail = _insert_of(model)
    database = connections[DEFAULT_DB_ALIAS]
    given = [
        field.get_db_prep_save(field.pre_save(row, add=True), connection=database)
        for row in rows
        for field in fields
    ]
    line = f"({', '.join(['%s'] * len(fields))})"
    with run(f"{head} {', '.join([line] * len(rows))}{tail}", given) as cursor:
        if tail:
            for row, (key,) in zip(rows, cursor.fetchall(), strict=True):
                row.pk = key
    for row in rows:
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def update(row: Model, names: Sequence[str]) -> None:
    """Write these fields of a row that is there; raises when it is not."""
    fields, statement = _update_of(type(row), tuple(names))
    database = connections[DEFAULT_DB_ALIAS]
    given = [field.get_db_prep_save(field.pre_save(row, add=False), connection=database) for field in fields]
    with run(statement, [*given, row.pk]) as cursor:
        if cursor.rowcount != 1:
            raise type(row).DoesNotExist(f"{row.pk} is not there to be changed.")  # type: ignore[attr-defined]


@cache
def _insert_of(model: type[Model]) -> tuple[list[Field], str, str]:  # type: ignore[type-arg]
    serial = isinstance(model._meta.pk, AutoField)
    fields = [field for field in model._meta.concrete_fields if not (serial and field.primary_key)]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    head = f'insert into "{model._meta.db_table}" ({columns}) values'
    return fields, head, f' returning "{model._meta.pk.column}"' if serial else ""


@cache
def _update_of(model: type[Model], names: tuple[str, ...]) -> tuple[list[Field], str]:  # type: ignore[type-arg]
    fields = [model._meta.get_field(name) for name in names]
    columns = ", ".join(f'"{field.column}" = %s' for field in fields)  # type: ignore[union-attr]
    statement = f'update "{model._meta.db_table}" set {columns} where "{model._meta.pk.column}" = %s'  # noqa: S608
    return fields, statement  # type: ignore[return-value]
