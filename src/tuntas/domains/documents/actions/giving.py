"""A card is printed and handed over, a file is released and opened."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Decision, Refused, ensure

from .. import access, facts
from ..models import Document
from ..workflow import State, Status
from ._moving import locked, move, record
from .superseding import supersede_older

BLANK_IS_USED = Decision(_("A card was already printed on this blank. Check its number."))


@transaction.atomic
def record_printed(document_id: UUID, *, by: Actor, at: datetime, blank_number: str) -> Document:
    """The card stands on this blank: from here on it is ready. A blank number is used once, else `Refused`."""
    document = locked(document_id)
    ensure(access.can_print(by, document))
    document.blank_number, document.issued_at = blank_number, at
    try:
        with transaction.atomic():
            move(document, State.PRINTED, "blank_number", "issued_at")
    except IntegrityError as fault:
        raise Refused(BLANK_IS_USED) from fault
    record(document, facts.DOCUMENT_PRINTED, by=by, at=at, blank=blank_number)
    supersede_older(document, by=by, at=at)
    # Two truths at one moment: a blank was used, and an output of the case is ready, which the promise waits for.
    record(document, facts.DOCUMENT_READY, by=by, at=at)
    return document


@transaction.atomic
def record_handed_over(document_id: UUID, *, by: Actor, at: datetime) -> Document:
    """The card left with a person whose identity the case has recorded as proved."""
    document = locked(document_id)
    ensure(access.can_hand_over(by, document))
    move(document, State.HANDED_OVER)
    record(document, facts.DOCUMENT_HANDED_OVER, by=by, at=at)
    return document


@transaction.atomic
def release(case_id: UUID, *, by: Actor, at: datetime) -> int:
    """Open the signed files of a case to its resident, after the case recorded a proof of identity; how many."""
    waiting = list(
        Document.objects.select_for_update(no_key=True).filter(
            case_id=case_id, state=State.SIGNED, status=Status.VALID, released_at=None
        )
    )
    for document in waiting:
        document.released_at = at
        document.save(update_fields=["released_at"])
        record(document, facts.DOCUMENT_RELEASED, by=by, at=at)
    return len(waiting)


@transaction.atomic
def record_opened(document: Document, *, by: Actor, at: datetime) -> None:
    """Someone allowed took the file: the resident sees who."""
    record(document, facts.DOCUMENT_OPENED, by=by, at=at)
