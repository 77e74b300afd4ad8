"""The receipt: made for one answer from what was just submitted, and kept nowhere."""

from __future__ import annotations

import base64
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone, translation

from tuntas.domains.documents.queries import render_receipt
from tuntas.domains.offices import queries as offices
from tuntas.platform import clock
from tuntas.platform.journal import queries as journal
from tuntas.platform.ui import dates, numbers

from .actions.requesting import Submitted
from .queries import service_of

# The paper is Indonesian, whatever language the screen has: an officer reads it too.
LANGUAGE = "id"


def answer(sent: Submitted) -> HttpResponse:
    """The receipt as a file; nothing about the case stands in its name."""
    with translation.override(LANGUAGE):
        pdf = render_receipt(
            content_of(sent),
            specimen=not settings.TUNTAS_JURISDICTION,
            at=clock.now(),
            tracking_address=settings.PUBLIC_ORIGIN + reverse("portal:track"),
        )
    headers = {
        "Content-Disposition": 'attachment; filename="bukti-permohonan.pdf"',
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "no-store",
    }
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def content_of(sent: Submitted) -> dict[str, Any]:
    """What the receipt prints, in the words of the paper."""
    case, service = sent.case, service_of(sent.case)
    zone = timezone.get_current_timezone()
    office = offices.office_row(case.office_code)
    accept = service.accept_within_minutes
    return {
        "service": f"{service.name} ({service.package})" if service.package else str(service.name),
        "reference": numbers.grouped(sent.reference),
        "pin": numbers.grouped(sent.pin),
        "submitted_at": dates.moment(case.submitted_at, language=LANGUAGE, zone=zone)
        if case.submitted_at
        else "",
        "office": office.name,
        "office_address": offices.region_name(office.region_code, with_parents=True),
        "promise": _promise(sent),
        "next_steps": [
            f"Petugas memeriksa berkas Anda paling lama {accept} menit jam layanan.",
            "Bila ada dokumen yang kurang, Anda membacanya di halaman lacak: tepat satu dokumen, dengan alasannya.",
            "Setelah siap, ambil di kantor dengan bukti identitas: KTP-el, IKD, paspor, atau SIM. Layanan ini gratis.",
        ],
        "checkpoint": _checkpoint(),
    }


def _promise(sent: Submitted) -> str:
    submitted = sent.case.submitted_at or clock.now()
    term = service_of(sent.case).promise(timezone.localtime(submitted).date())
    if term is None:
        return "–"
    words = f"{term.minutes} menit jam layanan sejak berkas dinyatakan lengkap"
    return words if term.confirmed else f"{words} (belum dikukuhkan dinas)"


def _checkpoint() -> dict[str, str] | None:
    latest = journal.latest_checkpoint()
    if latest is None:
        return None
    return {"size": str(latest.size), "root": base64.b64encode(latest.root).decode()}
