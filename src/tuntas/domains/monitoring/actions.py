"""The one verb that belongs to no domain below: an emergency was read."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tuntas.domains.cases import queries as cases
from tuntas.platform import journal
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import NotThere, ensure
from tuntas.platform.idempotency import once

from . import access, facts


@transaction.atomic
def acknowledge_exception(
    office_code: str, case_id: UUID, *, by: Actor, at: datetime, key: str | None = None
) -> None:
    """Note that this person read why it was an emergency; the applicant sees that the level above did."""
    with once(key, verb="monitoring.acknowledge_exception", by=by) as first:
        if first.done:
            return
        ensure(access.can_acknowledge(by, office_code))
        if all(row.case_id != case_id for row in cases.exceptions_of([office_code], except_by=by.id)):
            raise NotThere(_("There is no such emergency here."))
        journal.record(f"case:{case_id}", facts.EXCEPTION_ACKNOWLEDGED, by=by, at=at, office=office_code)
        first.keep({})
