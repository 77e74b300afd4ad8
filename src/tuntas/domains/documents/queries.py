"""What pages and jobs read about documents, and whether a file or a code is ours."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from tuntas.platform import secrets

from . import codes, contents, rendering, rules
from .actions import BYTES_CONTEXT
from .models import Document, Version
from .workflow import READY, Kind, State, Status, is_card

LARGEST_FILE = 10 * 1024 * 1024


@dataclass(frozen=True)
class Output:
    """One output of a case as a page shows it."""

    id: UUID
    token: str
    kind: Kind
    label: str
    state: State
    state_label: str
    status: Status
    is_card: bool
    is_ready: bool
    is_released: bool
    issued_at: datetime | None
    sha256: str


class Answer(StrEnum):
    """What a document or a file turns out to be."""

    VALID = "valid"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    CHANGED = "changed_after_issue"
    NOT_OURS = "not_ours"


@dataclass(frozen=True)
class Verdict:
    """The answer with what our own record says; nothing of what was uploaded."""

    answer: Answer
    checked_at: datetime
    kind: str = ""
    office: str = ""
    masked_name: str = ""
    issued_at: datetime | None = None
    is_specimen: bool = False

    @property
    def is_ours(self) -> bool:
        return self.answer is not Answer.NOT_OURS


def outputs(case_id: UUID) -> list[Output]:
    """The documents of a case in the order in which they were frozen, in one query."""
    rows = Document.objects.filter(case_id=case_id).prefetch_related("versions").defer("content").order_by("id")
    return [_output(document) for document in rows]


def backlog() -> int:
    """How many documents wait for their making."""
    return Document.objects.filter(state=State.PENDING).count()


def pending(document_id: UUID) -> Document | None:
    """The document if it still has to be made."""
    return Document.objects.filter(pk=document_id, state=State.PENDING).first()


def find_by_token(token: str) -> Document | None:
    """The document behind an address, or None; malformed and unknown tokens are the same."""
    plain = rules.plain_token(token)
    return Document.objects.filter(token=plain).first() if plain else None


def rendered(document: Document) -> bytes:
    """The page of a document, unsigned: the same bytes each time for the same row."""
    return rendering.render(
        document.kind,
        contents.for_template(document.kind, document.content),
        specimen=document.is_specimen,
        at=document.frozen_at,
        address=codes.verify_address(document.token),
        token=document.token,
        checkpoint=document.content.get("checkpoint"),
    )


def file(document: Document) -> bytes:
    """The newest issued bytes of a signed document."""
    newest = document.versions.latest("issued_at", "id")
    return secrets.decrypt(bytes(newest.sealed), context=BYTES_CONTEXT)


def verify_token(token: str, *, at: datetime) -> Verdict:
    """What stands behind a printed code. A document that was not issued yet does not exist for the public."""
    document = find_by_token(token)
    if document is None or document.state not in READY:
        return Verdict(Answer.NOT_OURS, at)
    return _verdict(document, Answer(document.status), at)


def verify_bytes(content: bytes, *, at: datetime) -> Verdict:
    """Whether this file is one that we issued, by its SHA-256 alone: the content is never parsed.

    Equal to an issued version: what that document is worth today. An issued version with anything behind it:
    changed after issue. Everything else, a single changed byte included: not ours.
    """
    if len(content) > LARGEST_FILE:
        return Verdict(Answer.NOT_OURS, at)
    exact = _issued_as([hashlib.sha256(content).hexdigest()])
    if exact:
        return _verdict(exact, Answer(exact.status), at)
    original = _issued_as(_beginnings(content))
    return _verdict(original, Answer.CHANGED, at) if original else Verdict(Answer.NOT_OURS, at)


def _beginnings(content: bytes) -> list[str]:
    running, done, found = hashlib.sha256(), 0, []
    for length in sorted(rules.shorter_endings(content)):
        running.update(content[done:length])
        done = length
        found.append(running.copy().hexdigest())
    return found


def _issued_as(hashes: list[str]) -> Document | None:
    version = Version.objects.filter(sha256__in=hashes).select_related("document").defer("sealed").first()
    return version.document if version else None


def _verdict(document: Document, answer: Answer, at: datetime) -> Verdict:
    return Verdict(
        answer,
        at,
        kind=str(Kind(document.kind).label),
        office=document.office_name,
        masked_name=document.holder_masked,
        issued_at=document.issued_at,
        is_specimen=document.is_specimen,
    )


def _output(document: Document) -> Output:
    hashes = [version.sha256 for version in document.versions.all()]
    return Output(
        id=document.pk,
        token=document.token,
        kind=Kind(document.kind),
        label=str(Kind(document.kind).label),
        state=State(document.state),
        state_label=str(State(document.state).label),
        status=Status(document.status),
        is_card=is_card(document.kind),
        is_ready=document.state in READY,
        is_released=document.released_at is not None,
        issued_at=document.issued_at,
        sha256=hashes[-1] if hashes else "",
    )
