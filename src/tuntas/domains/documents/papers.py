"""Papers that are rendered for one answer and never stored: the receipt and the filled forms."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings

from . import codes, f102, f106, f201, rendering
from .filling import Filling


def render_receipt(content: dict[str, Any], *, specimen: bool, at: datetime, tracking_address: str) -> bytes:
    """The proof of application (PDF) with reference and PIN; its QR code holds the tracking address and no code.

    Content: service, reference, pin, submitted_at, office, office_address, promise, next_steps (list),
    checkpoint ({size, root} of the journal's latest one, or None). Nothing of it is kept.
    """
    texts = {
        "agency": settings.TUNTAS_AGENCY,
        **content,
        "tracking_page": tracking_address.split("://", 1)[-1],
    }
    checkpoint = texts.pop("checkpoint", None)
    return rendering.render(
        "receipt", texts, specimen=specimen, at=at, address=tracking_address, checkpoint=checkpoint
    )


def render_form(content: dict[str, Any], *, specimen: bool, at: datetime) -> bytes:
    """A form of the regulation (PDF) as answered.

    Content: code, title, subtitle, reference, event_label, event, office, submitted_at, sections (each title and rows
    of label and value; two with the same pair and a side "left" and "right" stand beside each other), changes (each
    element, old, new, proof), declaration, place_and_day, signer, reporter_name, officer.
    """
    return rendering.render("filled_form", content, specimen=specimen, at=at, address=codes.origin())


def filled_form(code: str, filling: Filling, *, specimen: bool, at: datetime) -> bytes:
    """The form of this code (PDF), filled and ready for the signatures; KeyError when there is no such form."""
    return render_form(FORMS[code](filling), specimen=specimen, at=at)


def _birth_report(filling: Filling) -> dict[str, Any]:
    return f201.birth(
        filling.answers,
        reference=filling.reference,
        office=filling.office,
        submitted_at=filling.submitted_at,
        signed_at=filling.signed_at,
    )


FORMS = {"f-1.02": f102.registration, "f-1.06": f106.statement, "f-2.01": _birth_report}
