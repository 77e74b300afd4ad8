"""How long everybody who waits will still wait, at one office or at all of them; the same for phone, desk and alarms."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from .. import waiting
from ..waiting import Wait
from .snapshots import Snapshot, snapshots, versions

# The same answer for so long while nothing changes: sixty phones ask when one number is called.
SAME_FOR = timedelta(seconds=10)

_read: dict[str, Snapshot] = {}
_said: dict[str, tuple[Snapshot, datetime, dict[UUID, Wait]]] = {}


def estimates_of(office_codes: Iterable[str], at: datetime) -> dict[str, dict[UUID, Wait]]:
    """By office, each waiting ticket's wait in call order. Seven queries at most, one when nothing changed."""
    return {code: waits_in(snapshot, at) for code, snapshot in snapshots_of(office_codes, at).items()}


def estimate_for(office_code: str, ticket: UUID, at: datetime) -> Wait | None:
    """How long one ticket still waits; None when it does not wait, or behind more people than anybody estimates."""
    return estimates_of([office_code], at).get(office_code, {}).get(ticket)


def snapshots_of(office_codes: Iterable[str], at: datetime) -> dict[str, Snapshot]:
    """How these offices stand; read anew only where the office's day changed since."""
    known = versions(office_codes, at)
    found = {code: _read[code] for code, row in known.items() if code in _read and _is_same(_read[code], row)}
    fresh = snapshots({code: row for code, row in known.items() if code not in found}, at)
    if not connection.in_atomic_block:  # what is not committed may never be true
        _read.update(fresh)
    return {**found, **fresh}


def waits_in(snapshot: Snapshot, at: datetime) -> dict[UUID, Wait]:
    moment = _rounded(at)
    said = _said.get(snapshot.office_code)
    if said and said[0] is snapshot and said[1] == moment:
        return said[2]
    waits = waiting.waits(snapshot.office(at))
    found = {one.id: wait for one, wait in zip(snapshot.queue, waits, strict=True)}
    _said[snapshot.office_code] = (snapshot, moment, found)
    return found


def _is_same(snapshot: Snapshot, row: tuple[object, ...]) -> bool:
    learnt = (snapshot.calibration.low, snapshot.calibration.middle, snapshot.calibration.high)
    seen = (snapshot.day, snapshot.changed_at, snapshot.began_at)
    return seen == row[:3] and (row[4] is None or learnt == row[4:])


def _rounded(at: datetime) -> datetime:
    return at - timedelta(microseconds=at.timestamp() % SAME_FOR.total_seconds() * 1e6)
