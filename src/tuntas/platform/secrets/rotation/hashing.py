"""A new hash key: everybody writes and searches both columns, the rows are filled, and then the old column is left.

Of those who write at the same time, at most two neighbouring views of the keys are there: the old key, both, the new
key. Neighbours share a column that both of them fill, and that column is unique: so no value comes in twice, and
whoever searches finds what the other wrote.
"""

from __future__ import annotations

import secrets as randomness
from collections.abc import Callable
from datetime import datetime
from typing import Any

from tuntas.platform.secrets import hashes, keys, ring

from . import filling, waiting
from .faults import StillUsed
from .pace import Pace

ROUNDS = 20
Report = Callable[[str], object]


def rotate(*, at: datetime, report: Report, pace: Pace | None = None) -> int:
    """Put a new hash key in the place of the old one; its number. Broken off, it goes on where it was."""
    pace = pace or Pace()
    old, new = _both(report)
    if not new:
        if _clear(old, report, pace):
            report("The last rotation's columns are empty now. Call this again for a new key.")
            return old
        new = _add(report)
    waiting.for_everybody(report, grace=pace.grace)
    _fill_all(new, report, pace)
    # From here on the database itself refuses a row that somebody writes who knows the old key alone.
    filling.want(new)
    waiting.for_older_transactions(report)
    _fill_all(new, report, pace)
    _refuse_wrong(new, report, pace)
    filling.want(new, no_longer=old)
    _leave(old, at)
    report(f"Hash key {old} is in no column any more; it still knows PINs and links that it made.")
    waiting.for_everybody(report, grace=pace.grace)
    _clear(new, report, pace)
    if left := _unfilled(new):
        raise StillUsed(f"Rows of the old hash key alone: {', '.join(left)}. They are kept; run this again.")
    return new


def left_at(number: int) -> datetime:
    """Since when a key is only known for what it made; `StillUsed` when it is in use, or not there."""
    for key in ring.hash_keys_of(keys.load("data")):
        if key["number"] == number and key.get("use") == ring.CHECK:
            return datetime.fromisoformat(key["left_at"])
    raise StillUsed(f"There is no hash key {number} that was replaced.")


def forget(number: int) -> None:
    """Take a replaced key away for good; the caller has asked whether something still wants it."""
    _change([key for key in ring.hash_keys_of(keys.load("data")) if key["number"] != number])


def _both(report: Report) -> tuple[int, int]:
    """The key that counts, and the one that a broken-off rotation added, or 0."""
    in_columns = ring.look().in_columns
    if len(in_columns) == 1:
        return in_columns[0], 0
    report(f"Going on with hash key {in_columns[-1]}.")
    return in_columns[0], in_columns[-1]


def _add(report: Report) -> int:
    content = keys.load("data")
    there = ring.hash_keys_of(content)
    number = int(max(key["number"] for key in there)) + 1
    _change([*there, {"number": number, "key": randomness.token_hex(32)}])
    report(f"Hash key {number} is there. COPY THE KEY FOLDER INTO ESCROW NOW.")
    return number


def _leave(old: int, at: datetime) -> None:
    _change(
        [
            {**key, "use": ring.CHECK, "left_at": at.isoformat()} if key["number"] == old else key
            for key in ring.hash_keys_of(keys.load("data"))
        ]
    )


def _fill_all(number: int, report: Report, pace: Pace) -> None:
    for _round in range(ROUNDS):
        for one in hashes.everything():
            if count := filling.fill(one, number, rest=pace.rest):
                report(f"  {one.name}: {count}")
        waiting.for_older_transactions(report)
        if not _unfilled(number):
            return
    raise StillUsed(f"Rows that are always locked: {', '.join(_unfilled(number))}. Run this again.")


def _unfilled(number: int) -> list[str]:
    return [one.name for one in hashes.known() if filling.unfilled(one, number).exists()]


def _refuse_wrong(number: int, report: Report, pace: Pace) -> None:
    """Read every row once and make its hash again: what does not agree would never be found."""
    report("Comparing each row with its hash …")
    everything = hashes.everything()
    wrong = [f"{one.name} of {key}" for one in everything for key in filling.wrong(one, number, rest=pace.rest)]
    if wrong:
        raise StillUsed(
            f"{len(wrong)} rows do not hold the hash of their value, such as {wrong[0]}. Mend them, and run this again."
        )


def _clear(number: int, report: Report, pace: Pace) -> int:
    """Empty the columns that keys of the other parity filled; how many rows.

    To the last one: what stayed would be taken for the hash of the key after the next, which has the same column.
    """
    count = 0
    for _round in range(ROUNDS):
        for one in hashes.everything():
            if cleared := filling.clear(one, keep=number, rest=pace.rest):
                report(f"  {one.name}: {cleared} old hashes gone")
                count += cleared
        if not (left := [one.name for one in hashes.known() if filling.uncleared(one, number).exists()]):
            return count
        waiting.for_older_transactions(report)
    raise StillUsed(f"Rows that are always locked: {', '.join(left)}. Run this again.")


def _change(hash_keys: list[dict[str, Any]]) -> None:
    content = {name: value for name, value in keys.load("data").items() if name != "hash_key"}
    keys.replace("data", {**content, "hash_keys": hash_keys})
    ring.look()
