"""Writes the rows of a place again, a few at a time; nobody waits for it, and it can be broken off at any moment."""

from __future__ import annotations

import time
from typing import Any

from django.db import OperationalError, connection, transaction

from tuntas.platform.secrets import Unreadable

from .places import Place

# So many rows are locked at once, for the milliseconds that it takes to encrypt them again.
ROWS = 200
# Between batches the machine belongs to the counters for as long again.
REST = 1.0


def rewrite(place: Place, *, number: int, rest: float = REST) -> int:
    """Write what other keys than `number` wrote again under it; how many rows.

    A row that somebody holds is passed over and queued for at the end, alone: nobody waits for us who has what we want.
    """
    changed, last, held = 0, None, []
    while True:
        began = time.monotonic()
        wanted = _keys_after(place, number, last)
        with transaction.atomic():
            rows = _locked(place, wanted, "skip locked")
            changed += _write(place, number, rows)
        held += sorted(set(wanted) - {row[0] for row in rows})
        if not wanted:
            return changed + sum(_waited_for(place, number, key) for key in held)
        last = wanted[-1]
        time.sleep(rest * (time.monotonic() - began))


def count_of(place: Place, *, other_than: int) -> int:
    """How many rows are not written with this key alone."""
    number = other_than.to_bytes(2, "big")
    with connection.cursor() as cursor:
        if not place.texts:
            cursor.execute(f"select count(*) from {place.table} where {place.may_want}", [number])  # noqa: S608
            return int(cursor.fetchone()[0])
        cursor.execute(f"select {place.column} from {place.table} where {place.may_want}", [number])  # noqa: S608
        return sum(bool(place.written_with(value) - {other_than}) for (value,) in cursor.fetchall())


def _keys_after(place: Place, number: int, last: Any) -> list[Any]:
    after = "" if last is None else f"and {place.primary_key} > %s"
    with connection.cursor() as cursor:
        cursor.execute(
            f"select {place.primary_key} from {place.table} where {place.may_want} {after} "  # noqa: S608
            f"order by {place.primary_key} limit {ROWS}",
            [number.to_bytes(2, "big"), *([] if last is None else [last])],
        )
        return [row[0] for row in cursor.fetchall()]


def _locked(place: Place, wanted: list[Any], way: str = "") -> list[tuple[Any, Any, Any]]:
    """Key, value and what the context is made of, of the wanted rows."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"select {place.primary_key}, {place.column}, {place.of} from {place.table} "  # noqa: S608
            f"where {place.primary_key} = any(%s) and {place.column} is not null for no key update {way}",
            [wanted],
        )
        return cursor.fetchall()


def _waited_for(place: Place, number: int, key: Any) -> bool:
    try:
        with transaction.atomic():
            return bool(_write(place, number, _locked(place, [key])))
    except OperationalError:  # held for longer than our settings let anyone wait: the next round finds it
        return False


def _write(place: Place, number: int, rows: list[tuple[Any, Any, Any]]) -> int:
    """Send all changes of a batch at once: a row's own round trip costs more than its encryption."""
    changes = [
        (_rewritten(place, key, value, of), key)
        for key, value, of in rows
        if place.written_with(value) - {number}
    ]
    if changes:
        with connection.cursor() as cursor:
            cursor.executemany(
                f"update {place.table} set {place.column} = %s where {place.primary_key} = %s",  # noqa: S608
                changes,
            )
    return len(changes)


def _rewritten(place: Place, key: Any, value: Any, of: Any) -> Any:
    try:
        return place.rewritten(value, of)
    except Unreadable as fault:
        raise Unreadable(f"{place.name} of row {key}: {fault}") from fault
