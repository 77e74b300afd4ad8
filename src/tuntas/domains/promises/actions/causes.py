"""Reporting why things take longer. No cause touches a clock."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tuntas.domains.promises import access, facts, rules
from tuntas.domains.promises.models import DelayCause
from tuntas.domains.promises.rules import Cause
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import ensure
from tuntas.platform.journal import record


@transaction.atomic
def report_cause(office_code: str, *, cause: Cause, subject: str = "", by: Actor, at: datetime) -> DelayCause:
    """Say what holds an office up, or one subject there. Reported twice it stays one cause, from the first report."""
    ensure(access.can_report_cause(by, office_code))
    reported, is_new = DelayCause.objects.get_or_create(
        office_code=office_code,
        subject=subject,
        cause=cause,
        to_at=None,
        defaults={"from_at": rules.whole_second(at), "reported_by": by.id},
    )
    if is_new:
        _tell(reported, facts.CAUSE_REPORTED, by=by, at=at)
    return reported


@transaction.atomic
def end_cause(cause_id: UUID, *, by: Actor, at: datetime) -> DelayCause:
    """Say that it is over. Ended twice, the first end counts."""
    reported = DelayCause.objects.select_for_update().get(pk=cause_id)
    ensure(access.can_report_cause(by, reported.office_code))
    if reported.to_at is None:
        reported.to_at = max(rules.whole_second(at), reported.from_at)
        reported.save(update_fields=["to_at"])
        _tell(reported, facts.CAUSE_ENDED, by=by, at=at)
    return reported


def _tell(reported: DelayCause, name: str, *, by: Actor, at: datetime) -> None:
    record(
        reported.subject or f"office:{reported.office_code}",
        name,
        by=by,
        at=at,
        office=reported.office_code,
        content={"cause_id": str(reported.pk), "cause": str(reported.cause)},
    )
