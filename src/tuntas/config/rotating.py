"""Rotations with what only the whole house knows: every place that is encrypted, every use of a hash."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from tuntas.config import encrypted
from tuntas.domains.cases import actions as cases
from tuntas.domains.cases import pins
from tuntas.domains.register import embedded  # noqa: F401  its hashes are known once it is loaded
from tuntas.domains.satisfaction import queries as satisfaction
from tuntas.platform import clock
from tuntas.platform.actors import SYSTEM
from tuntas.platform.secrets.rotation import data, hashing
from tuntas.platform.secrets.rotation.faults import StillUsed
from tuntas.platform.secrets.rotation.pace import Pace

HASTE = Pace(rest=0)
# Codes, uploads and counts of codes are done with in a day.
LIVES_SHORTLY = timedelta(days=1)


def of(key: str) -> Callable[..., None]:
    """The rotation of `data` or `hash`, called with `report` and `gently`."""
    return {"data": _of_data, "hash": _of_hash}[key]


def _of_data(*, report: Callable[[str], object], gently: bool = True) -> None:
    pace = Pace() if gently else HASTE
    data.rotate(encrypted.places(), for_good=encrypted.keys_of_facts, report=report, pace=pace)


def _of_hash(*, report: Callable[[str], object], gently: bool = True) -> None:
    hashing.rotate(at=clock.now(), report=report, pace=Pace() if gently else HASTE)


def retire_hash(number: int, *, end_pins: bool, at: datetime, report: Callable[[str], object]) -> None:
    """Forget an old hash key for good; `StillUsed` while PINs or survey links were made under it."""
    left_at = hashing.left_at(number)
    if at - left_at < LIVES_SHORTLY:
        raise StillUsed("Codes and uploads of the last day may still want this key. Try again tomorrow.")
    if end_pins:
        report(f"{cases.end_pins_under(number, by=SYSTEM, at=at)} PINs ended.")
    wanted = {
        "PINs": pins.kept_under(number).count(),
        "survey links": satisfaction.open_invitations_until(left_at, at=at),
    }
    if any(wanted.values()):
        listed = ", ".join(f"{count} {name}" for name, count in wanted.items() if count)
        raise StillUsed(f"Hash key {number} is still wanted by {listed}.")
    hashing.forget(number)
    report(f"Hash key {number} is gone.")
