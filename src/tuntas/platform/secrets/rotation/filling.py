"""Fills, compares and empties columns of keyed hashes, a few rows at a time, past whoever holds a row."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import singledispatch
from typing import Any

from django.db import OperationalError, transaction
from django.db.models import Q, QuerySet

from tuntas.platform.secrets.hashes import KeyedHash, KeyedSet
from tuntas.platform.secrets.models import HashColumn

from .walking import REST, ROWS

Rows = QuerySet[Any]


def want(number: int, *, no_longer: int | None = None) -> None:
    """Have the database refuse rows without the hash of this key; in the same breath free another key's column."""
    with transaction.atomic():
        HashColumn.objects.filter(is_even=number % 2 == 0).update(is_wanted=True)
        if no_longer is not None:
            HashColumn.objects.filter(is_even=no_longer % 2 == 0).update(is_wanted=False)


@singledispatch
def fill(one: Any, number: int, *, rest: float = REST) -> int:
    """Write what lacks the hash under this key; how many rows."""
    raise TypeError(one)


@fill.register
def _(one: KeyedHash, number: int, *, rest: float = REST) -> int:
    def write(row: Any) -> bool:
        plain = one.of(row)
        if plain is None:
            return False
        _update(one, row, **{one.column_of(number): one.under(number, plain)})
        return True

    return _walk(unfilled(one, number).select_related(*one.also), write, rest)


@fill.register
def _(one: KeyedSet, number: int, *, rest: float = REST) -> int:
    def write(row: Any) -> bool:
        missing = one.under(number, one.of(row)) - set(getattr(row, one.column) or [])
        if missing:
            _update(one, row, **{one.column: one.keys(one.of(row))})
        return bool(missing)

    return _walk(one.rows, write, rest)


def unfilled(one: KeyedHash, number: int) -> Rows:
    """Rows that hold a hash under the other key only."""
    here, other = one.column_of(number), one.column_of(number + 1)
    rows: Rows = one.rows.filter(**{f"{here}__isnull": True, f"{other}__isnull": False})
    return rows


def uncleared(one: KeyedHash, number: int) -> Rows:
    """Rows that hold another key's hash beside this one's; without this one's it stays, or nobody finds them."""
    here, other = one.column_of(number), one.column_of(number + 1)
    rows: Rows = one.rows.filter(**{f"{here}__isnull": False, f"{other}__isnull": False})
    return rows


@singledispatch
def wrong(one: Any, number: int, *, rest: float = REST) -> Iterator[Any]:
    """Keys of rows whose hash under this key is not that of their value."""
    raise TypeError(one)


@wrong.register
def _(one: KeyedHash, number: int, *, rest: float = REST) -> Iterator[Any]:
    # A row that was never findable by it (documents of before there was a hash) stays so.
    findable = one.rows.filter(Q(**{f"{one.column}__isnull": False}) | Q(**{f"{one.even}__isnull": False}))
    for row in _read(findable.select_related(*one.also), rest):
        plain, held = one.of(row), getattr(row, one.column_of(number))
        made = None if plain is None else one.under(number, plain)
        if (None if held is None else bytes(held)) != made:
            yield row.pk


@wrong.register
def _(one: KeyedSet, number: int, *, rest: float = REST) -> Iterator[Any]:
    for row in _read(one.rows, rest):
        if not one.under(number, one.of(row)) <= set(getattr(row, one.column) or []):
            yield row.pk


@singledispatch
def clear(one: Any, *, keep: int, rest: float = REST) -> int:
    """Empty what other keys than this one wrote; how many rows."""
    raise TypeError(one)


@clear.register
def _(one: KeyedHash, *, keep: int, rest: float = REST) -> int:
    def write(row: Any) -> bool:
        _update(one, row, **{one.column_of(keep + 1): None})
        return True

    return _walk(uncleared(one, keep), write, rest)


@clear.register
def _(one: KeyedSet, *, keep: int, rest: float = REST) -> int:
    def write(row: Any) -> bool:
        wanted = sorted(one.under(keep, one.of(row)))
        if getattr(row, one.column) == wanted:
            return False
        _update(one, row, **{one.column: wanted})
        return True

    return _walk(one.rows, write, rest)


def _update(one: KeyedHash | KeyedSet, row: Any, **changes: Any) -> None:
    one.rows.filter(pk=row.pk).update(**changes)


def _walk(rows: Rows, write: Callable[[Any], bool], rest: float) -> int:
    """Lock a few rows, write them, rest; those that somebody held come at the end, one by one."""
    changed, last, held = 0, None, []
    while True:
        began = time.monotonic()
        with transaction.atomic():
            wanted = list(_after(rows, last).values_list("pk", flat=True)[:ROWS])
            batch = list(rows.filter(pk__in=wanted).select_for_update(of=("self",), skip_locked=True))
            changed += sum(map(write, batch))
        held += sorted(set(wanted) - {row.pk for row in batch})
        if not wanted:
            return changed + sum(_waited_for(rows, key, write) for key in held)
        last = wanted[-1]
        time.sleep(rest * (time.monotonic() - began))


def _waited_for(rows: Rows, key: Any, write: Callable[[Any], bool]) -> bool:
    """Queue for one row, holding no other, so that nobody waits for us who has what we want."""
    try:
        with transaction.atomic():
            row = rows.filter(pk=key).select_for_update(of=("self",)).first()
            return row is not None and write(row)
    except OperationalError:  # held for longer than our settings let anyone wait: the next round finds it
        return False


def _read(rows: Rows, rest: float) -> Iterator[Any]:
    last = None
    while True:
        began = time.monotonic()
        batch = list(_after(rows, last)[:ROWS])
        yield from batch
        if not batch:
            return
        last = batch[-1].pk
        time.sleep(rest * (time.monotonic() - began))


def _after(rows: Rows, last: Any) -> Rows:
    return (rows if last is None else rows.filter(pk__gt=last)).order_by("pk")
