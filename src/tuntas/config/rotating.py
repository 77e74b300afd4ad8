"""Rotations with what only the whole house knows: every place that is encrypted, every use of a hash."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from tuntas.config import encrypted
from tuntas.platform.secrets.rotation import data
from tuntas.platform.secrets.rotation.pace import Pace

HASTE = Pace(rest=0)


def of(key: str) -> Callable[..., None]:
    """The rotation of `data` or `hash`, called with `report` and `gently`."""
    return partial(_of_data if key == "data" else _of_hash)


def _of_data(*, report: Callable[[str], object], gently: bool = True) -> None:
    pace = Pace() if gently else HASTE
    data.rotate(encrypted.places(), for_good=encrypted.keys_of_facts(), report=report, pace=pace)


def _of_hash(*, report: Callable[[str], object], gently: bool = True) -> None:
    raise NotImplementedError
