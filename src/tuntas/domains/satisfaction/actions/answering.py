"""Counts an answer and burns its link; ten of them are published together."""

from __future__ import annotations

import random
import uuid
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from tuntas.domains.figures.rules.figures import monday
from tuntas.domains.figures.rules.places import places_of
from tuntas.domains.offices.queries import within
from tuntas.domains.satisfaction import access, facts, queries
from tuntas.domains.satisfaction.models import Answer, Tally, WeekTally
from tuntas.domains.satisfaction.rules import STEP, Tens, one_ten, together
from tuntas.platform import journal
from tuntas.platform.actors import PUBLIC
from tuntas.platform.decisions import Refused
from tuntas.platform.idempotency import once


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
        tally = _locked_tally(invitation.office_code, invitation.service_code)
        Answer.objects.create(
            office_code=invitation.office_code,
            service_code=invitation.service_code,
            channel=invitation.channel,
            instrument=invitation.instrument,
            answered_on=timezone.localdate(at),
            batch=tally.batch,
            scores=dict(scores),
            profile=dict(profile),
        )
        invitation.delete()
        _count(tally, at)
        office = invitation.office_code
        journal.record(f"office:{office}", facts.SURVEY_ANSWERED, by=PUBLIC, at=at, office=office)


def _locked_tally(office_code: str, service_code: str) -> Tally:
    """The office's tally of this service, which stays locked, so that no ten ever has eleven."""
    one, _is_new = Tally.objects.get_or_create(office_code=office_code, service_code=service_code)
    return Tally.objects.select_for_update().get(pk=one.pk)


def _count(tally: Tally, at: datetime) -> None:
    """One answer more; a ten that is full now is published."""
    tally.waiting += 1
    if tally.waiting == STEP:
        _publish(tally, at)
    tally.save(update_fields=["batch", "waiting", "published", "totals"])


def _publish(tally: Tally, at: datetime) -> None:
    """Add the full ten to its office and service, and to the week at each place around."""
    answers = list(
        Answer.objects.filter(office_code=tally.office_code, service_code=tally.service_code, batch=tally.batch)
    )
    ten = one_ten([one.scores for one in answers])
    _mix(answers)
    _add(tally, ten)
    tally.waiting, tally.batch = 0, tally.batch + 1
    weeks = _locked_weeks(tally, at)
    for row in weeks:
        _add(row, ten)
    WeekTally.objects.bulk_update(weeks, ["published", "totals"])


def _add(row: Tally | WeekTally, ten: Tens) -> None:
    sums = together((Tens(row.published, row.totals), ten))
    row.published, row.totals = sums.answers, sums.totals


def _mix(ten: list[Answer]) -> None:
    """Write a full ten anew in random order: where rows lie on the disk would else tell in which order they came."""
    Answer.objects.filter(pk__in=[one.pk for one in ten]).delete()
    random.SystemRandom().shuffle(ten)
    for one in ten:
        one.pk = uuid.uuid4()
    Answer.objects.bulk_create(ten)


def _locked_weeks(tally: Tally, at: datetime) -> list[WeekTally]:
    """This week's rows of everything, the city, the kecamatan and the office, made where they are not there yet."""
    week, service = monday(timezone.localdate(at)), tally.service_code
    region = within.office_regions([tally.office_code]).get(tally.office_code)
    cells = [
        WeekTally(scope=place.scope, code=place.code, service_code=service, week=week)
        for place in places_of(tally.office_code, region)
    ]
    WeekTally.objects.bulk_create(cells, ignore_conflicts=True)
    # In one order for all, so that two full tens never wait for one another.
    wanted = {(one.scope, one.code) for one in cells}
    rows = (
        WeekTally.objects.filter(week=week, service_code=service, code__in=[one.code for one in cells])
        .order_by("pk")
        .select_for_update()
    )
    return [row for row in rows if (row.scope, row.code) in wanted]
