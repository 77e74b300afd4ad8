"""How long everybody who waits will still wait, at one office or at all of them; the same for phone, desk and alarms."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from .. import waiting
from ..waiting import Wait
from .snapshots import Snapshot, snapshots, versions

# The same answer for so long while nothing changes: sixty phones ask when one number is called.
SAME_FOR = timedelta(seconds=10)

_read: dict[str, Snapshot] = {}
_said: dict[str, tuple[Snapshot, datetime, dict[UUID, Wait]]] = {}
_said_now: dict[str, tuple[Snapshot, datetime, dict[str, Wait]]] = {}


def estimates_of(office_codes: Iterable[str], at: datetime) -> dict[str, dict[UUID, Wait]]:
    """By office, each waiting ticket's wait in call order. Seven queries at most, one when nothing changed."""
    return {code: waits_in(snapshot, at) for code, snapshot in snapshots_of(office_codes, at).items()}


def estimate_for(office_code: str, ticket: UUID, at: datetime) -> Wait | None:
    """How long one ticket still waits; None when it does not wait, or behind more people than anybody estimates."""
    return estimates_of([office_code], at).get(office_code, {}).get(ticket)


def newcomers(office_code: str, letters: Iterable[str], at: datetime) -> dict[str, Wait]:
    """How long whoever takes a ticket now would wait, by letter; as `estimates_of` says it to those who wait."""
    snapshot = snapshots_of([office_code], at).get(office_code)
    return newcomers_in(snapshot, letters, at) if snapshot else {}


def newcomers_in(snapshot: Snapshot, letters: Iterable[str], at: datetime) -> dict[str, Wait]:
    moment, letters = _rounded(at), list(letters)
    said = _said_now.get(snapshot.office_code)
    if said and said[0] is snapshot and said[1] == moment and said[2].keys() >= set(letters):
        return said[2]
    office = snapshot.office(at)
    found = {letter: waiting.wait(office, waiting.Waiting(letter)) for letter in letters}
    _said_now[snapshot.office_code] = (snapshot, moment, found)
    return found


def snapshots_of(office_codes: Iterable[str], at: datetime) -> dict[str, Snapshot]:
    """How these offices stand; read anew only where the office's day changed since."""
    return standing(versions(office_codes, at), at)


def standing(
    known: dict[str, tuple[Any, ...]], at: datetime, *, older: timedelta = timedelta()
) -> dict[str, Snapshot]:
    """As `snapshots_of`, where the rows of `versions` are known; `older`: how much older than the row it may be."""
    found = {
        code: _read[code] for code, row in known.items() if code in _read and _is_same(_read[code], row, older)
    }
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


def _is_same(snapshot: Snapshot, row: tuple[Any, ...], older: timedelta) -> bool:
    day, changed_at, began_at, _passed_over, *points = row
    learnt = (snapshot.calibration.low, snapshot.calibration.middle, snapshot.calibration.high)
    if snapshot.day != day or (points[0] is not None and learnt != (*points,)):
        return False
    is_now = (snapshot.changed_at, snapshot.began_at) == (changed_at, began_at)
    return is_now or timedelta() <= changed_at - snapshot.changed_at < older


def _rounded(at: datetime) -> datetime:
    return at - timedelta(microseconds=at.timestamp() % SAME_FOR.total_seconds() * 1e6)
