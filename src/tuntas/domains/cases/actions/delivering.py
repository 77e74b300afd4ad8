"""From approved to handed over: the card printed, everything ready, given to a proved identity."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tuntas.domains.documents import actions as documents
from tuntas.domains.documents import queries as outputs
from tuntas.domains.promises import actions as promises
from tuntas.domains.promises.rules import Kind as Clock
from tuntas.platform.actors import SYSTEM, Actor
from tuntas.platform.decisions import Decision, Refused, ensure
from tuntas.platform.idempotency import once

from .. import access, facts, queries
from ..models import Case, HandOver
from ..workflow import Status
from ._moving import NotThere, locked, move
from .owning import PROOFS


@transaction.atomic
def record_card_printed(
    case_id: UUID | str,
    document_id: UUID | str,
    *,
    blank_number: str,
    by: Actor,
    at: datetime,
    key: str | None = None,
) -> Case:
    """The card stands on its blank: with the signed documents this makes the case ready."""
    with once(key, verb="cases.record_card_printed", by=by) as first:
        case = locked(case_id, by)
        if first.done:
            return case
        ensure(access.can_print_card(by, case))
        card = next((output for output in outputs.outputs(case.pk) if str(output.id) == str(document_id)), None)
        if card is None:
            raise NotThere(_("There is no such application here."))
        documents.record_printed(card.id, by=by, at=at, blank_number=blank_number.strip()[:40])
        _settle(case, at=at)
        first.keep({})
    return case


@transaction.atomic
def settle(case_id: UUID | str, *, at: datetime) -> Case:
    """Make the case ready when its last output is; that moment keeps or breaks the promise."""
    case = Case.objects.select_for_update(of=("self",)).get(pk=case_id)
    _settle(case, at=at)
    return case


@transaction.atomic
def hand_over(
    case_id: UUID | str, *, proof: str, collector: str, by: Actor, at: datetime, key: str | None = None
) -> Case:
    """Give the finished documents to a person whose identity was proved: from here on the case is over."""
    with once(key, verb="cases.hand_over", by=by) as first:
        case = locked(case_id, by)
        if first.done:
            return case
        ensure(access.can_hand_over(by, case))
        if proof not in PROOFS or collector not in queries.collectors_of(case):
            raise Refused(Decision(_("Say who collects and which proof of identity you saw.")))
        HandOver.objects.create(case=case, proof=proof, collector=collector, by=UUID(by.id), at=at)
        documents.release(case.pk, by=by, at=at)
        for output in outputs.outputs(case.pk):
            # A card that was made void in the meantime stays at the office.
            if output.is_card and output.is_valid:
                documents.record_handed_over(output.id, by=by, at=at)
        case.ended_at = at
        move(case, Status.HANDED_OVER, facts.CASE_HANDED_OVER, by=by, at=at, proof=proof, collector=collector)
        first.keep({})
    return case


def _settle(case: Case, *, at: datetime) -> None:
    made = outputs.outputs(case.pk)
    if case.status != Status.APPROVED or not made or not all(output.is_ready for output in made):
        return
    promises.keep(case.stream, Clock.DELIVER, by=SYSTEM, at=at)
    case.ready_at = at
    move(case, Status.READY, facts.CASE_READY, by=SYSTEM, at=at)
