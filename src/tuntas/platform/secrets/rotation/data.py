"""A new data key: everybody can read it, then everybody writes it, then everything is written again under it."""

from __future__ import annotations

import secrets as randomness
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from tuntas.platform.secrets import keys, ring

from . import waiting, walking
from .faults import StillUsed
from .pace import Pace
from .places import Place

# A row that stays locked for longer than so many rounds is somebody's fault, and is named.
ROUNDS = 20
Report = Callable[[str], object]
# Of each data key, how many values it opens that are never written again; asked when the old ones are to go, because
# some come in while everybody still writes with an old one.
ForGood = Callable[[], Mapping[int, int]]


def rotate(places: Sequence[Place], *, for_good: ForGood, report: Report, pace: Pace | None = None) -> int:
    """Put a new data key in the place of the old ones; its number. Broken off, it goes on where it was."""
    pace = pace or Pace()
    number = _added(report)
    if ring.look().encrypts_with != number:
        waiting.for_everybody(report, grace=pace.grace)
        _change(encrypts_with=number)
        report(f"Everything new is written with data key {number}.")
    waiting.for_everybody(report, grace=pace.grace)
    _rewrite_all(places, number, report, pace)
    _retire(places, number, for_good, report, pace)
    return number


def _added(report: Report) -> int:
    """The newest full key: one that a broken-off rotation added, or a fresh one."""
    content = keys.load("data")
    full = sorted(key["number"] for key in content["data_keys"] if key.get("use", ring.ALL) == ring.ALL)
    if len(full) > 1:
        report(f"Going on with data key {full[-1]}.")
        return int(full[-1])
    number = max(key["number"] for key in content["data_keys"]) + 1
    fresh = {"number": number, "key": randomness.token_hex(32)}
    _change(data_keys=[*content["data_keys"], fresh], encrypts_with=content.get("encrypts_with", full[-1]))
    report(f"Data key {number} is there. COPY THE KEY FOLDER INTO ESCROW NOW.")
    return number


def _rewrite_all(places: Sequence[Place], number: int, report: Report, pace: Pace) -> None:
    for _round in range(ROUNDS):
        for place in places:
            changed = walking.rewrite(place, number=number, rest=pace.rest)
            if changed:
                report(f"  {place.name}: {changed}")
        # What a slow transaction wrote with the old key is there once that transaction has ended.
        waiting.for_older_transactions(report)
        if not _left(places, number):
            return
    raise StillUsed(f"Rows that are always locked: {', '.join(_left(places, number))}. Run this again.")


def _left(places: Sequence[Place], number: int) -> list[str]:
    return [place.name for place in places if walking.count_of(place, other_than=number)]


def _retire(places: Sequence[Place], number: int, for_good: ForGood, report: Report, pace: Pace) -> None:
    """Take the older keys away; one that sealed facts of the journal stays for those alone."""
    before = keys.load("data")["data_keys"]
    if left := _left(places, number):
        raise StillUsed(f"Older data keys still open: {', '.join(left)}.")
    stays = for_good()
    _change(data_keys=[key for key in map(partial(_kept, number, stays), before) if key])
    # A process that was stopped for all this time may have written one last row.
    waiting.for_everybody(report, grace=pace.grace)
    late = [f"facts of data key {one}" for one in sorted(for_good().keys() - stays.keys() - {number})]
    if left := _left(places, number) + late:
        _change(data_keys=before)
        raise StillUsed(f"Older data keys were used once more: {', '.join(left)}. Run this again.")
    for key in before:
        if key["number"] in stays:
            report(f"Data key {key['number']} stays for {stays[key['number']]} sealed facts and nothing else.")
        elif key["number"] != number:
            report(f"Data key {key['number']} is gone.")


def _kept(number: int, for_good: Mapping[int, int], key: dict[str, Any]) -> dict[str, Any] | None:
    if key["number"] == number:
        return key
    return {**key, "use": ring.FACTS} if key["number"] in for_good else None


def _change(**changes: Any) -> None:
    keys.replace("data", {**keys.load("data"), **changes})
    ring.look()
