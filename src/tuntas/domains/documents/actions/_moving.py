"""What every verb does: lock the row, follow the table of moves, write one fact."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from tuntas.platform import journal
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import ensure

from .. import access
from ..models import Document
from ..workflow import State


def locked(document_id: UUID) -> Document:
    """The document, held until the verb is done.

    No harder than its own columns need: an older document that is replaced by this one at the same moment names it.
    """
    return Document.objects.select_for_update(of=("self",), no_key=True).get(pk=document_id)


def move(document: Document, to: State, *changed: str) -> None:
    """Go on in the table of moves, or be refused."""
    ensure(access.can_move(document, to))
    document.state = to
    document.save(update_fields=["state", *changed])


def record(document: Document, name: str, *, by: Actor, at: datetime, **more: str) -> None:
    """One fact in the stream of the document's case: ids and codes only."""
    journal.record(
        f"case:{document.case_id}",
        name,
        by=by,
        at=at,
        office=document.office_code,
        content={**_content(document), **more},
    )


def record_each(documents: Sequence[Document], name: str, *, by: Actor, at: datetime) -> None:
    """The same fact of several documents of one case and office."""
    one = documents[0]
    contents = [_content(document) for document in documents]
    journal.record_each(f"case:{one.case_id}", name, contents, by=by, at=at, office=one.office_code)


def _content(document: Document) -> dict[str, str]:
    return {"case": str(document.case_id), "document": str(document.pk), "kind": document.kind}
