"""Whether a code or a file is ours, and what it is worth today."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .. import rules
from ..models import Document, Version
from ..workflow import READY, Kind
from .making import find_by_token

LARGEST_FILE = 10 * 1024 * 1024


class Answer(StrEnum):
    """What a document or a file turns out to be."""

    VALID = "valid"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    CHANGED = "changed_after_issue"
    NOT_OURS = "not_ours"


@dataclass(frozen=True)
class Verdict:
    """The answer with kind, office and masked name of our own record; nothing of what was uploaded."""

    answer: Answer
    checked_at: datetime
    kind: str = ""
    office: str = ""
    masked_name: str = ""
    is_specimen: bool = False
    token: str = ""  # of the record that the answer speaks of

    @property
    def is_ours(self) -> bool:
        return self.answer is not Answer.NOT_OURS


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


def verify_hash(sha256: str, *, at: datetime) -> Verdict:
    """What a file of this SHA-256 (hex) is worth today. Only the bytes could tell that one was changed after issue."""
    exact = _issued_as([sha256.lower()])
    return _verdict(exact, Answer(exact.status), at) if exact else Verdict(Answer.NOT_OURS, at)


def file_verdict(found: Answer, token: str, *, at: datetime) -> Verdict:
    """What was found out about a file, with what its document is worth at this moment."""
    document = find_by_token(token) if found is not Answer.NOT_OURS else None
    if document is None:
        return Verdict(Answer.NOT_OURS, at)
    return _verdict(document, found if found is Answer.CHANGED else Answer(document.status), at)


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
        is_specimen=document.is_specimen,
        token=document.token,
    )
