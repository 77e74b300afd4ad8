"""Who is at risk: the same chances for phone, desk, wall and alarms."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from tuntas.domains.promises.queries import running

from ..models import Outlook
from ..rules.risk import AlarmKind
from ..waiting import Wait, broken
from .thresholds import thresholds

STALE_AFTER = timedelta(minutes=2)
# How long work should take where nobody saw any: half of what is promised leaves room for what goes wrong.
STANDARD_SHARE = 0.5


def risks_of_offices(at: datetime, *office_codes: str) -> dict[str, tuple[int, int]]:
    """By office, of all or of those named: waiting tickets and running promises at risk. One query.

    As last looked at; nothing from long ago.
    """
    rows = Outlook.objects.filter(looked_at__gt=at - STALE_AFTER, looked_at__lte=at + STALE_AFTER)
    if office_codes:
        rows = rows.filter(pk__in=office_codes)
    return {code: (waiting, promises) for code, waiting, promises in rows.values_list(
        "office_code", "waiting_at_risk", "promises_at_risk"
    )}  # fmt: skip


def is_at_risk(wait: Wait) -> bool:
    """Whether this ticket more likely than not waits longer than it should."""
    return thresholds()[AlarmKind.WAITING].is_at_risk(wait.over)


def tickets_at_risk(office_code: str, at: datetime) -> set[UUID]:
    """Of those who wait at one office, as last looked at. One query."""
    rows = Outlook.objects.filter(pk=office_code, looked_at__gt=at - STALE_AFTER)
    return {ticket for found in rows.values_list("tickets_at_risk", flat=True) for ticket in found}


def promise_chances(office_codes: Iterable[str], at: datetime) -> dict[str, dict[str, float]]:
    """By office and subject: how likely its running promise is broken; of two clocks the likelier."""
    found: dict[str, dict[str, float]] = {}
    for one in running.running_of(office_codes, at):
        usual = one.recent or one.elsewhere
        standard = sum(one.elsewhere) / len(one.elsewhere) if one.elsewhere else one.promised * STANDARD_SHARE
        chance = broken(one.elapsed, one.promised, usual, max(standard, 0.1))
        of_office = found.setdefault(one.office_code, {})
        of_office[one.subject] = max(chance, of_office.get(one.subject, 0.0))
    return found
