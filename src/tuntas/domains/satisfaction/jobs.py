"""Invites by e-mail when a case was handed over."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction

from tuntas.domains.cases import queries as cases
from tuntas.domains.messaging import actions as messaging
from tuntas.domains.satisfaction import actions
from tuntas.platform import clock
from tuntas.platform.actors import SYSTEM
from tuntas.platform.jobs import job
from tuntas.platform.journal.models import Fact


@job()
@transaction.atomic
def invite_after_hand_over(*, fact_id: int) -> None:
    """Reaction to `case.handed_over`. Without a confirmed address the tracking page offers the survey instead."""
    case_id = Fact.objects.values_list("stream", flat=True).get(pk=fact_id).removeprefix("case:")
    letter, at = cases.letter(case_id), clock.now()
    if letter is None:
        return
    token = actions.invite_for_case(case_id, channel="email", by=SYSTEM, at=at)
    if token is None:
        return
    messaging.queue(
        "survey_invitation",
        to=letter.email,
        params={"office": letter.params["office"], "link": f"{settings.PUBLIC_ORIGIN}/survey/{token}/"},
        key=f"survey_invitation:{case_id}",
        subject=letter.subject,
        language=letter.language,
        by=SYSTEM,
        at=at,
    )
