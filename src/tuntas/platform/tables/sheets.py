"""One kind of table: what it holds, what goes out, what coming in would do, and doing it whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.functional import Promise as LazyText

from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Decision

from .plans import Plan
from .reading import Column, Line, read
from .writing import as_csv


@dataclass(frozen=True)
class Sheet:
    """Described once by its domain; pages and commands follow from it."""

    name: str  # of the file
    title: str | LazyText
    about: str | LazyText
    columns: tuple[Column, ...]
    rows: Callable[[Actor, datetime], Iterable[Sequence[Any]]]
    plan: Callable[[Sequence[Line], Actor, datetime], Plan]
    may: Callable[[Actor], Decision]  # whether the pages exist for this person
    lock: Callable[[], object] = lambda: None

    def written(self, by: Actor, at: datetime) -> str:
        """The file as it stands, for this person."""
        return as_csv([column.name for column in self.columns], self.rows(by, at))


class NotSound(Exception):
    """There are faults, so nothing was written."""

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self.plan = plan


class NotAsShown(NotSound):
    """It would do something else by now than what was confirmed, so nothing was written."""


def look(sheet: Sheet, sent: bytes, *, by: Actor, at: datetime) -> Plan:
    """What this file would do; nothing is written. A file with unreadable cells is not looked at further."""
    found = read(sent, sheet.columns)
    plan = sheet.plan(found.lines, by, at) if found.lines else Plan()
    faults = sorted((*found.faults, *plan.faults), key=lambda fault: fault.line)
    return replace(plan, faults=tuple(faults))


@transaction.atomic
def take_in(sheet: Sheet, sent: bytes, *, confirmed: str, by: Actor, at: datetime) -> Plan:
    """Do what was shown under the digest `confirmed`, all of it in one transaction, or raise and do nothing."""
    sheet.lock()
    plan = look(sheet, sent, by=by, at=at)
    if not plan.is_sound:
        raise NotSound(plan)
    if plan.digest != confirmed:
        raise NotAsShown(plan)
    plan.write()
    return plan
