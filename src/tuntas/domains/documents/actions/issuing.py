"""A document is ordered, issued, replaced and withdrawn."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tuntas.platform import secrets
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import ensure
from tuntas.platform.journal import queries as journal_queries
from tuntas.platform.prepared import insert

from .. import access, facts, rules, signatories
from ..models import NUMBER, SEALED_AS, Document, Version
from ..workflow import State, Status
from ._moving import locked, move, record, record_each
from .superseding import supersede_older


@dataclass(frozen=True)
class Order:
    """One document to be made: keys of `content` per kind in README.md, days as ISO text.

    `voids_older`: what was issued before with this number is worth nothing from the order on, not only from the issue.
    """

    kind: str
    content: dict[str, Any]
    holder_name: str
    number: str = ""
    voids_older: bool = False


@transaction.atomic(savepoint=False)
def freeze(
    case_id: UUID,
    *orders: Order,
    office: str,
    by: Actor,
    at: datetime,
    office_name: str = "",
    specimen: bool = True,
) -> list[Document]:
    """Order the documents of a case with exactly these contents; `document.frozen` starts the making of each.

    Specimen unless the caller says that the register is real. Raises `NobodySigns` when the dated table names no
    signatory.
    """
    checkpoint = _checkpoint()
    documents = [
        Document(
            case_id=case_id,
            kind=order.kind,
            number=order.number,
            **NUMBER.columns(f"{order.kind}:{order.number}" if order.number else None),
            office_code=office,
            office_name=office_name or office,
            holder_masked=rules.mask_name(order.holder_name),
            content={
                "signatory_title": signatories.signatory(order.kind, timezone.localdate(at)).title,
                **order.content,
                "checkpoint": checkpoint,
            },
            is_specimen=specimen,
            frozen_at=at,
        )
        for order in orders
    ]
    insert(*documents)
    record_each(documents, facts.DOCUMENT_FROZEN, by=by, at=at)
    for order, document in zip(orders, documents, strict=True):
        if order.voids_older:
            supersede_older(document, by=by, at=at)
    return documents


@transaction.atomic
def record_signed(document_id: UUID, pdf: bytes, *, certificate: str, by: Actor, at: datetime) -> Document:
    """Issue the signed file. The first one wins: a second signature of the same document is thrown away."""
    document = locked(document_id)
    if document.state != State.PENDING:
        return document
    ensure(access.can_move(document, State.SIGNED))
    version = Version.objects.create(
        document=document,
        sha256=hashlib.sha256(pdf).hexdigest(),
        size=len(pdf),
        sealed=secrets.encrypt(pdf, context=SEALED_AS),
        issued_at=at,
        reason=Version.Reason.ISSUED,
    )
    document.state, document.certificate, document.issued_at = State.SIGNED, certificate, at
    document.save(update_fields=["state", "certificate", "issued_at"])
    supersede_older(document, by=by, at=at)
    record(document, facts.DOCUMENT_READY, by=by, at=at, sha256=version.sha256)
    return document


@transaction.atomic
def record_rendered(document_id: UUID, *, by: Actor, at: datetime) -> Document:
    """The card can be printed: its layout was made without a fault."""
    document = locked(document_id)
    if document.state != State.PENDING:
        return document
    move(document, State.RENDERED)
    record(document, facts.DOCUMENT_RENDERED, by=by, at=at)
    return document


@transaction.atomic
def replace(old_id: UUID, new_id: UUID, *, by: Actor, at: datetime) -> Document:
    """The old document is worth nothing any more: the new one stands in its place."""
    old = locked(old_id)
    ensure(access.can_replace(old, Document.objects.get(pk=new_id)))
    old.status, old.replaced_by_id = Status.REPLACED, new_id
    old.save(update_fields=["status", "replaced_by"])
    record(old, facts.DOCUMENT_REPLACED, by=by, at=at, replaced_by=str(new_id))
    return old


@transaction.atomic
def withdraw(document_id: UUID, reason_code: str, *, by: Actor, at: datetime) -> Document:
    """The document is void, for a reason of the catalogue."""
    document = locked(document_id)
    ensure(access.can_withdraw(document))
    document.status, document.withdrawn_reason = Status.WITHDRAWN, reason_code
    document.save(update_fields=["status", "withdrawn_reason"])
    record(document, facts.DOCUMENT_WITHDRAWN, by=by, at=at, reason=reason_code)
    return document


def _checkpoint() -> dict[str, str] | None:
    latest = journal_queries.latest_checkpoint()
    if latest is None:
        return None
    root = latest.root if isinstance(latest.root, str) else base64.b64encode(latest.root).decode()
    return {"size": str(latest.size), "root": root}
