"""Of several issued documents with one number the newest is worth something; the older ones are replaced by it."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from tuntas.platform.actors import Actor

from .. import facts
from ..models import Document
from ..workflow import READY, Status
from ._moving import record


def supersede_older(document: Document, *, by: Actor, at: datetime) -> None:
    """Called when a document is issued, in that transaction.

    Which one is newest is decided by the moment of its content, not by which was signed first: two cases of one
    family may be signed in any order.
    """
    if document.number_hash is None:
        return
    _wait_for_others_of(bytes(document.number_hash))
    same = Document.objects.select_for_update(of=("self",)).filter(
        kind=document.kind, number_hash=document.number_hash, status=Status.VALID, state__in=sorted(READY)
    )
    issued = sorted(same, key=lambda one: (one.frozen_at, str(one.pk)))
    for old in issued[:-1]:
        old.status, old.replaced_by = Status.REPLACED, issued[-1]
        old.save(update_fields=["status", "replaced_by"])
        record(old, facts.DOCUMENT_REPLACED, by=by, at=at, replaced_by=str(issued[-1].pk))


def _wait_for_others_of(number_hash: bytes) -> None:
    """Until the transaction ends: two that are issued at once would not see each other, and both stay valid."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"document number {number_hash.hex()}"]
        )
