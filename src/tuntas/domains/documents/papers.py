"""Papers that are rendered for one answer and never stored: the receipt and the filled form."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings

from . import codes, f201, rendering


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
    """Form F-2.01 (PDF) as answered.

    Content: reference, event, office, submitted_at, sections (each title and rows of label and value; two with the
    same pair and a side "left" and "right" stand beside each other), declaration, place_and_day, reporter_name, officer.
    """
    return rendering.render("form_f201", content, specimen=specimen, at=at, address=codes.origin())


def birth_report(
    answers: dict[str, Any],
    *,
    reference: str,
    office: str,
    submitted_at: str,
    signed_at: str,
    specimen: bool,
    at: datetime,
) -> bytes:
    """Form F-2.01 (PDF) of a birth, filled from the answers, ready for the signatures."""
    content = f201.birth(
        answers, reference=reference, office=office, submitted_at=submitted_at, signed_at=signed_at
    )
    return render_form(content, specimen=specimen, at=at)
