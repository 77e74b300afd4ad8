"""What is written about documents: ordered, issued, printed, released, handed over, replaced, withdrawn."""

from __future__ import annotations

import base64
import hashlib
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tuntas.platform import journal, secrets
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import ensure
from tuntas.platform.journal import queries as journal_queries

from . import access, facts, rules, signatories
from .models import Document, Version
from .workflow import State, Status

BYTES_CONTEXT = "documents_version.sealed"


@transaction.atomic
def freeze(
    case_id: UUID,
    kind: str,
    content: dict[str, Any],
    *,
    office: str,
    holder_name: str,
    by: Actor,
    at: datetime,
    number: str = "",
    office_name: str = "",
    specimen: bool = True,
) -> Document:
    """Order one document of a case with exactly this content; `document.frozen` starts its making.

    Content: keys per kind in README.md, days as ISO text. Specimen unless the caller says that the register is real.
    Raises `NobodySigns` when the dated table names no signatory.
    """
    title = signatories.signatory(kind, at.date()).title
    document = Document.objects.create(
        case_id=case_id,
        kind=kind,
        number=number,
        office_code=office,
        office_name=office_name or office,
        holder_masked=rules.mask_name(holder_name),
        content={"signatory_title": title, **content, "checkpoint": _checkpoint()},
        is_specimen=specimen,
        frozen_at=at,
    )
    _record(document, facts.DOCUMENT_FROZEN, by=by, at=at)
    return document


@transaction.atomic
def record_signed(document_id: UUID, pdf: bytes, *, certificate: str, by: Actor, at: datetime) -> Document:
    """Issue the signed file. The first one wins: a second signature of the same document is thrown away."""
    document = _locked(document_id)
    if document.state != State.PENDING:
        return document
    ensure(access.can_move(document, State.SIGNED))
    version = Version.objects.create(
        document=document,
        sha256=hashlib.sha256(pdf).hexdigest(),
        size=len(pdf),
        sealed=secrets.encrypt(pdf, context=BYTES_CONTEXT),
        issued_at=at,
        reason=Version.Reason.ISSUED,
    )
    document.state, document.certificate, document.issued_at = State.SIGNED, certificate, at
    document.save(update_fields=["state", "certificate", "issued_at"])
    _record(document, facts.DOCUMENT_READY, by=by, at=at, sha256=version.sha256)
    return document


@transaction.atomic
def record_rendered(document_id: UUID, *, by: Actor, at: datetime) -> Document:
    """The card can be printed: its layout was made without a fault."""
    document = _locked(document_id)
    if document.state != State.PENDING:
        return document
    _move(document, State.RENDERED)
    _record(document, facts.DOCUMENT_RENDERED, by=by, at=at)
    return document


@transaction.atomic
def record_printed(document_id: UUID, *, by: Actor, at: datetime, blank_number: str) -> Document:
    """The card stands on this blank: from here on it is ready. A blank number is used once."""
    document = _locked(document_id)
    ensure(access.can_print(by, document))
    document.blank_number, document.issued_at = blank_number, at
    _move(document, State.PRINTED, "blank_number", "issued_at")
    _record(document, facts.DOCUMENT_PRINTED, by=by, at=at, blank=blank_number)
    # Two truths at one moment: a blank was used, and an output of the case is ready, which the promise waits for.
    _record(document, facts.DOCUMENT_READY, by=by, at=at)
    return document


@transaction.atomic
def record_handed_over(document_id: UUID, *, by: Actor, at: datetime) -> Document:
    """The card left with a person whose identity the case has recorded as proved."""
    document = _locked(document_id)
    ensure(access.can_hand_over(by, document))
    _move(document, State.HANDED_OVER)
    _record(document, facts.DOCUMENT_HANDED_OVER, by=by, at=at)
    return document


@transaction.atomic
def release(case_id: UUID, *, by: Actor, at: datetime) -> int:
    """Open the signed files of a case to its resident, after the case recorded a proof of identity; how many."""
    waiting = list(
        Document.objects.select_for_update().filter(
            case_id=case_id, state=State.SIGNED, status=Status.VALID, released_at=None
        )
    )
    for document in waiting:
        document.released_at = at
        document.save(update_fields=["released_at"])
        _record(document, facts.DOCUMENT_RELEASED, by=by, at=at)
    return len(waiting)


@transaction.atomic
def replace(old_id: UUID, new_id: UUID, *, by: Actor, at: datetime) -> Document:
    """The old document is worth nothing any more: the new one stands in its place."""
    old = _locked(old_id)
    ensure(access.can_replace(old, Document.objects.get(pk=new_id)))
    old.status, old.replaced_by_id = Status.REPLACED, new_id
    old.save(update_fields=["status", "replaced_by"])
    _record(old, facts.DOCUMENT_REPLACED, by=by, at=at, replaced_by=str(new_id))
    return old


@transaction.atomic
def withdraw(document_id: UUID, reason_code: str, *, by: Actor, at: datetime) -> Document:
    """The document is void, for a reason of the catalogue."""
    document = _locked(document_id)
    ensure(access.can_withdraw(document))
    document.status, document.withdrawn_reason = Status.WITHDRAWN, reason_code
    document.save(update_fields=["status", "withdrawn_reason"])
    _record(document, facts.DOCUMENT_WITHDRAWN, by=by, at=at, reason=reason_code)
    return document


@transaction.atomic
def record_opened(document: Document, *, by: Actor, at: datetime) -> None:
    """Someone allowed took the file: the resident sees who."""
    _record(document, facts.DOCUMENT_OPENED, by=by, at=at)


def _locked(document_id: UUID) -> Document:
    return Document.objects.select_for_update(of=("self",)).get(pk=document_id)


def _move(document: Document, to: State, *changed: str) -> None:
    ensure(access.can_move(document, to))
    document.state = to
    document.save(update_fields=["state", *changed])


def _record(document: Document, name: str, *, by: Actor, at: datetime, **more: str) -> None:
    journal.record(
        f"case:{document.case_id}",
        name,
        by=by,
        at=at,
        office=document.office_code,
        content={"case": str(document.case_id), "document": str(document.pk), "kind": document.kind, **more},
    )


def _checkpoint() -> dict[str, str] | None:
    latest = journal_queries.latest_checkpoint()
    if latest is None:
        return None
    root = latest.root if isinstance(latest.root, str) else base64.b64encode(latest.root).decode()
    return {"size": str(latest.size), "root": root}
