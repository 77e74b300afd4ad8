"""What follows from facts of a case: it is ready when its last document is; the applicant is told, once."""

from __future__ import annotations

from django.db import transaction

from tuntas.domains.messaging import actions as messaging
from tuntas.platform import clock
from tuntas.platform.actors import SYSTEM
from tuntas.platform.jobs import job
from tuntas.platform.journal.models import Fact

from . import actions, queries
from .actions.leaving import release_stranded


@job()
def settle_case(*, fact_id: int) -> None:
    """Reaction to `document.ready`."""
    actions.settle(_case_id(fact_id), at=clock.now())


@job()
def tell_ready(*, fact_id: int) -> None:
    """Reaction to `case.ready`."""
    _tell(fact_id, "case_ready")


@job()
def tell_returned(*, fact_id: int) -> None:
    """Reaction to `case.returned`."""
    _tell(fact_id, "case_returned")


@job()
def release_cases_of_who_left(*, fact_id: int) -> None:
    """Reaction to `staff.left` and `staff.posting_ended`: what they may no longer check goes back to the queue."""
    stream = Fact.objects.values_list("stream", flat=True).get(pk=fact_id)
    release_stranded(staff_id=stream.removeprefix("staff:"), by=SYSTEM, at=clock.now())


@transaction.atomic
def _tell(fact_id: int, template: str) -> None:
    """Queue one message; the fact's number makes a second run the same message."""
    letter = queries.letter(_case_id(fact_id))
    if letter is None:
        return
    messaging.queue(
        template,
        to=letter.email,
        params=letter.params,
        key=f"{template}:{fact_id}",
        subject=letter.subject,
        language=letter.language,
        by=SYSTEM,
        at=clock.now(),
    )


def _case_id(fact_id: int) -> str:
    return Fact.objects.values_list("stream", flat=True).get(pk=fact_id).removeprefix("case:")
