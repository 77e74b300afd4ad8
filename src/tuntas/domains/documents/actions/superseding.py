"""Of several issued documents with one number the newest is worth something; the older ones are replaced by it."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from tuntas.platform.actors import Actor

from .. import facts
from ..models import NUMBER, Document
from ..workflow import READY, Status
from ._moving import record


def supersede_older(document: Document, *, by: Actor, at: datetime) -> None:
    """Called when a document is issued, or when it is ordered and makes the older ones void at once.

    Which one is newest is decided by the moment of its content, not by which was signed first: two cases of one
    family may be signed in any order. A newer one may still be in the making.
    """
    number = NUMBER.of(document)
    if number is None:
        return
    _wait_for_others_of(number)
    same = Document.objects.filter(NUMBER.where(number), kind=document.kind, status=Status.VALID).defer(
        "content", "number", "holder_masked"
    )
    newest = max(same, key=lambda one: (one.frozen_at, str(one.pk)), default=None)
    if newest is None:
        return
    # Only what was issued is locked: who issues another one holds its row and waits for our turn to be over.
    held = same.select_for_update(of=("self",), no_key=True)
    issued = held.filter(state__in=sorted(READY)).exclude(pk=newest.pk)
    for old in issued:
        old.status, old.replaced_by = Status.REPLACED, newest
        old.save(update_fields=["status", "replaced_by"])
        record(old, facts.DOCUMENT_REPLACED, by=by, at=at, replaced_by=str(newest.pk))


def _wait_for_others_of(number: str) -> None:
    """Until the transaction ends: two that are issued at once would not see each other, and both stay valid."""
    with connection.cursor() as cursor:
        for name in NUMBER.names_for_locks(number):
            cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"document number {name}"])
