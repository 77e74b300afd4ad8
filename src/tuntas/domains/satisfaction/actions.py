"""Invites to the survey and counts answers, so that no answer can be joined to a case."""

from __future__ import annotations

import random
import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from tuntas.domains.cases import actions as cases
from tuntas.domains.cases import queries as case_queries
from tuntas.domains.satisfaction import access, facts, queries
from tuntas.domains.satisfaction.instruments import CURRENT
from tuntas.domains.satisfaction.models import Answer, Invitation, OfficeTally, token_hash
from tuntas.domains.satisfaction.rules import INVITATION_DAYS, added, batch_of
from tuntas.platform import journal
from tuntas.platform.actors import PUBLIC, SYSTEM, Actor, Kind
from tuntas.platform.decisions import Refused, ensure
from tuntas.platform.idempotency import once
from tuntas.platform.ids import new_token


@transaction.atomic
def invite(
    office_code: str, service_code: str, channel: str, *, by: Actor, at: datetime, instrument: str = CURRENT
) -> str:
    """A new token for one answer about this office; only its hash is kept, and nothing about a case."""
    ensure(access.can_invite(by))
    token = new_token()
    Invitation.objects.create(
        token_hash=token_hash(token),
        office_code=office_code,
        service_code=service_code,
        channel=channel,
        instrument=instrument,
        invited_on=timezone.localdate(at),
    )
    journal.record(_stream(office_code), facts.SURVEY_INVITED, by=SYSTEM, at=at, office=office_code)
    return token


@transaction.atomic
def invite_for_case(case_id: uuid.UUID | str, *, channel: str, by: Actor, at: datetime) -> str | None:
    """The token of a handed-over case's one invitation; None when it went out before.

    The case keeps that it was invited; which invitation it was is written nowhere.
    """
    if by.is_resident:
        ensure(access.can_ask_for_invitation(by, str(case_id)))
    else:
        ensure(access.can_invite(by))
    # The system acts here for this one case, as its applicant would.
    page = case_queries.case_page(case_id, Actor(Kind.RESIDENT, str(case_id)), at)
    if page is None or not cases.offer_survey(case_id, by=by, at=at):
        return None
    return invite(page.case.office_code, page.case.service_code, channel, by=SYSTEM, at=at)


@transaction.atomic
def answer(
    token: str,
    *,
    scores: Mapping[str, int],
    profile: Mapping[str, str],
    at: datetime,
    key: str | None = None,
) -> None:
    """Count an answer and burn its token, in one transaction.

    Sent again with the same `key` nothing happens; with another key the token is gone and `Refused` is raised.
    """
    with once(key, verb="survey.answer", by=PUBLIC) as first:
        if first.done:
            return
        invitation = queries.open_invitations(token, at).select_for_update().first()
        if invitation is None:
            raise Refused(access.NOT_GOOD)
        if not scores:
            raise Refused(access.NOTHING_CHOSEN)
        tally = _locked_tally(invitation.office_code)
        batch = batch_of(tally.answers)
        Answer.objects.create(
            office_code=invitation.office_code,
            service_code=invitation.service_code,
            channel=invitation.channel,
            instrument=invitation.instrument,
            answered_on=timezone.localdate(at),
            batch=batch,
            scores=dict(scores),
            profile=dict(profile),
        )
        invitation.delete()
        _count(tally, batch)
        office = invitation.office_code
        journal.record(_stream(office), facts.SURVEY_ANSWERED, by=PUBLIC, at=at, office=office)


def sweep(at: datetime) -> int:
    """Delete invitations whose days are over; how many."""
    last_good = timezone.localdate(at) - timedelta(days=INVITATION_DAYS)
    return Invitation.objects.filter(invited_on__lt=last_good).delete()[0]


def _locked_tally(office_code: str) -> OfficeTally:
    """The office's tally, which stays locked, so that no ten ever has eleven."""
    OfficeTally.objects.get_or_create(office_code=office_code)
    return OfficeTally.objects.select_for_update().get(pk=office_code)


def _count(tally: OfficeTally, batch: int) -> None:
    """One answer more; a ten that is full now is published."""
    tally.answers += 1
    if batch_of(tally.answers) > batch:
        ten = list(Answer.objects.filter(office_code=tally.office_code, batch=batch))
        tally.totals = added(tally.totals, [one.scores for one in ten])
        _mix(ten)
    tally.save(update_fields=["answers", "totals"])


def _mix(ten: list[Answer]) -> None:
    """Write a full ten anew in random order: where rows lie on the disk would else tell in which order they came."""
    Answer.objects.filter(pk__in=[one.pk for one in ten]).delete()
    random.SystemRandom().shuffle(ten)
    for one in ten:
        one.pk = uuid.uuid4()
    Answer.objects.bulk_create(ten)


def _stream(office_code: str) -> str:
    return f"office:{office_code}"
