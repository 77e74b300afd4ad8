"""Makes what was ordered: renders and signs outside any transaction, then records it in one action."""

from __future__ import annotations

from uuid import UUID

from tuntas.platform import clock
from tuntas.platform.actors import SYSTEM
from tuntas.platform.jobs import job
from tuntas.platform.journal.models import Fact

from . import actions, queries
from .workflow import is_card


@job(queue="documents")
def render_document(*, fact_id: int) -> None:
    """Reaction to `document.frozen`."""
    content = Fact.objects.values_list("content", flat=True).get(pk=fact_id) or {}
    make(UUID(content["document"]))


def make(document_id: UUID) -> None:
    """Render and sign one document that is still pending.

    Killed before the last line it leaves the document pending and is run again; two at once make two files, but
    the row's lock lets only the first be issued, so only one set of bytes ever counts as genuine.
    """
    document = queries.pending(document_id)
    if document is None:
        return
    page = queries.rendered(document)
    if is_card(document.kind):
        actions.record_rendered(document_id, by=SYSTEM, at=clock.now())
        return
    # Here, where it is needed: the processes that only defer this job would carry 20 MB of it for nothing.
    from . import signing

    signed = signing.sign(page)
    actions.record_signed(document_id, signed.pdf, certificate=signed.certificate, by=SYSTEM, at=clock.now())
