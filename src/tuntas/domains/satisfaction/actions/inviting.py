"""Who is invited to the survey, so that no answer can be joined to a case."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from tuntas.domains.cases import actions as cases
from tuntas.domains.cases import queries as case_queries
from tuntas.domains.satisfaction import access, facts, queries
from tuntas.domains.satisfaction.instruments import CURRENT
from tuntas.domains.satisfaction.models import Invitation, token_hash, token_of
from tuntas.domains.satisfaction.rules import INVITATION_DAYS
from tuntas.platform import journal
from tuntas.platform.actors import SYSTEM, Actor, Kind
from tuntas.platform.decisions import ensure
from tuntas.platform.ids import new_token


@transaction.atomic
def invite(
    office_code: str,
    service_code: str,
    channel: str,
    *,
    by: Actor,
    at: datetime,
    instrument: str = CURRENT,
    token: str = "",
) -> str:
    """A new token for one answer about this office; only its hash is kept, and nothing about a case."""
    ensure(access.can_invite(by))
    token = token or new_token()
    Invitation.objects.create(
        token_hash=token_hash(token),
        office_code=office_code,
        service_code=service_code,
        channel=channel,
        instrument=instrument,
        invited_on=timezone.localdate(at),
    )
    journal.record(f"office:{office_code}", facts.SURVEY_INVITED, by=SYSTEM, at=at, office=office_code)
    return token


@transaction.atomic
def invite_for_case(
    case_id: uuid.UUID | str, *, channel: str, by: Actor, at: datetime, key: str = ""
) -> str | None:
    """The token of a handed-over case's one invitation; None when it went out before.

    Asked again with the same `key` (which only the page holds that asks) it is the same token until it is answered: a
    button that is pressed twice on a slow network must not lose the one link.

    The case keeps that it was invited; which invitation it was is written nowhere.
    """
    if by.is_resident:
        ensure(access.can_ask_for_invitation(by, str(case_id)))
    else:
        ensure(access.can_invite(by))
    # The system acts here for this one case, as its applicant would.
    page = case_queries.case_page(case_id, Actor(Kind.RESIDENT, str(case_id)), at)
    if page is None:
        return None
    token = token_of(page.case.pk, key) if key else ""
    if not cases.offer_survey(case_id, by=by, at=at):
        return token if token and queries.open_invitations(token, at).exists() else None
    return invite(page.case.office_code, page.case.service_code, channel, by=SYSTEM, at=at, token=token)


def sweep(at: datetime) -> int:
    """Delete invitations whose days are over; how many."""
    last_good = timezone.localdate(at) - timedelta(days=INVITATION_DAYS)
    return Invitation.objects.filter(invited_on__lt=last_good).delete()[0]
