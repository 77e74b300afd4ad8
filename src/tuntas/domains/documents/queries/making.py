"""One document: whether it waits, its page, its issued bytes."""

from __future__ import annotations

from uuid import UUID

from tuntas.platform import secrets

from .. import codes, contents, rendering, rules
from ..models import SEALED_AS, Document
from ..workflow import State


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
    return secrets.decrypt(bytes(newest.sealed), context=SEALED_AS)
