"""Which rows? A queryset that is compiled once for each shape of its values."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import chain, count, zip_longest
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.db.models.query import FlatValuesListIterable, ModelIterable, get_related_populators
from django.db.transaction import TransactionManagementError
from psycopg.sql import Literal

from .statement import run

_Shape = tuple[Any, ...]
_MANY = (list, tuple, set, frozenset)


class Prepared:
    """A queryset made from plain values, whose SQL is remembered.

    `make` gets strings, bytes, whole numbers, UUIDs, days, moments, or collections of such, and must hand each on
    unchanged: a value that is rewritten on its way into the statement (a hash, an encrypted text, a slice) raises
    LookupError at the first call. None, truth values and enumerations may steer how the queryset is built: each gets
    its own SQL.
    """

    def __init__(self, make: Callable[..., QuerySet[Any, Any]]) -> None:
        self._make = make
        self._plans: dict[_Shape, _Plan | None] = {}

    def __call__(self, *values: Any) -> list[Any]:
        """The rows for these values: models, or tuples where the queryset asks for values."""
        shape = tuple(map(_shape, values))
        if shape not in self._plans:
            self._plans[shape] = _plan(self._make, values)
        plan = self._plans[shape]
        return plan.rows(list(_flat(values))) if plan else []

    def first(self, *values: Any) -> Any | None:
        """The first row, or None."""
        return next(iter(self(*values)), None)


@dataclass(frozen=True)
class _Plan:
    """One statement: where its values go, and how its rows become what the queryset promises."""

    sql: str
    # For each parameter: which of the flattened values.
    slots: tuple[int, ...]
    locks: bool
    compiler: Any
    converters: dict[int, Any]
    build: Callable[[Iterable[Any]], list[Any]]

    def rows(self, values: list[Any]) -> list[Any]:
        if self.locks and not connection.in_atomic_block:
            raise TransactionManagementError("Rows are locked inside a transaction.")
        with run(self.sql, [values[slot] for slot in self.slots]) as cursor:
            found = cursor.fetchall()
        return self.build(self.compiler.apply_converters(found, self.converters) if self.converters else found)


# Django answers by itself that no row of a small column has a large number: a second try stays below its limit.
_FIRST_NUMBERS = (1_987_650_000, 31_650)


def _plan(make: Callable[..., QuerySet[Any, Any]], values: tuple[Any, ...]) -> _Plan | None:
    for first in _FIRST_NUMBERS:
        with suppress(EmptyResultSet):
            return _plan_of(make, values, first)
    return None


def _plan_of(make: Callable[..., QuerySet[Any, Any]], values: tuple[Any, ...], first: int) -> _Plan:
    numbers = count()
    stand_ins = [_stand_in(value, numbers, first) for value in values]
    queryset = make(*stand_ins)
    compiler = queryset.query.get_compiler(using=queryset.db)
    sql, parameters = compiler.as_sql()
    # A value that steers is no stand-in: it must not be taken for a parameter that looks alike.
    places = {str(one): at for at, one in enumerate(_flat(tuple(stand_ins))) if not _steers(one)}
    # Django wraps bytes: the wrapper is looked into.
    slots = [places.get(str(getattr(one, "obj", one))) for one in parameters]
    if missing := set(places.values()) - set(slots):
        raise LookupError(f"The values at {sorted(missing)} do not reach the statement as they are: {sql}")
    fields = [column[0] for column in compiler.select[: compiler.col_count]]
    return _Plan(
        _with_constants(sql, slots, parameters),
        tuple(slot for slot in slots if slot is not None),
        bool(queryset.query.select_for_update),
        compiler,
        compiler.get_converters(fields),
        _builder(queryset, compiler),
    )


def _with_constants(sql: str, slots: Sequence[int | None], parameters: Sequence[Any]) -> str:
    """What is the same every time stands in the text, so that a plan for any value can use a partial index."""
    texts = [
        "%s" if slot is not None else Literal(one).as_string(None).replace("%", "%%")
        for slot, one in zip(slots, parameters, strict=True)
    ]
    pieces = sql.split("%s")
    return "".join(chain.from_iterable(zip_longest(pieces, texts, fillvalue="")))


def _builder(queryset: QuerySet[Any, Any], compiler: Any) -> Callable[[Iterable[Any]], list[Any]]:
    iterable = queryset._iterable_class  # type: ignore[attr-defined]
    if iterable is FlatValuesListIterable:
        return lambda rows: [row[0] for row in rows]
    if iterable is not ModelIterable:
        return lambda rows: list(map(tuple, rows))
    about, db = compiler.klass_info, queryset.db
    begin, end = about["select_fields"][0], about["select_fields"][-1] + 1
    names = [column[0].target.attname for column in compiler.select[begin:end]]
    related = get_related_populators(about, compiler.select, db)  # type: ignore[call-arg]

    def models(rows: Iterable[Any]) -> list[Any]:
        found = []
        for row in rows:
            found.append(about["model"].from_db(db, names, row[begin:end]))
            for populator in related:
                populator.populate(row, found[-1])
        return found

    return models


def _steers(value: Any) -> bool:
    return value is None or isinstance(value, bool | enum.Enum)


def _shape(value: Any) -> Any:
    if _steers(value):
        return value
    # In a collection, too, a value that steers stands in the statement itself.
    return (len(value), *map(_shape, value)) if isinstance(value, _MANY) else type(value)


def _flat(values: tuple[Any, ...]) -> Iterator[Any]:
    return chain.from_iterable(value if isinstance(value, _MANY) else (value,) for value in values)


def _stand_in(value: Any, numbers: Iterator[int], first: int) -> Any:
    """A value of the same kind that no statement holds by chance."""
    if _steers(value):
        return value
    if isinstance(value, _MANY):
        return [_stand_in(one, numbers, first) for one in value]
    number = next(numbers)
    if isinstance(value, int):
        return first + number
    if isinstance(value, datetime):
        return datetime(1799, 1, 1, tzinfo=UTC) + timedelta(seconds=number)
    if isinstance(value, date):
        return date(1799, 1, 1) + timedelta(days=number)
    if isinstance(value, bytes):
        return b"stand-in %d" % number
    made = UUID(int=(0xFEED << 112) + number)
    return made if isinstance(value, UUID) else str(made)
