"""A PDF from a template and frozen text: tagged (PDF/UA-1), made for archives (PDF/A-2a), the same bytes each time."""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

from tuntas.platform.demonstration import notice

from . import codes, rules
from .rules import printable

if TYPE_CHECKING:
    import typst

_TEMPLATES = Path(__file__).parent / "typst"
_STANDARDS: list[typst.PDFStandard] = ["ua-1", "a-2a"]
# The compiler keeps parsed templates and fonts; it is one per process and not made for two threads at once.
_one_at_a_time = threading.Lock()


def render(
    template: str,
    content: dict[str, Any],
    *,
    specimen: bool,
    at: datetime,
    address: str,
    token: str = "",
    checkpoint: dict[str, Any] | None = None,
) -> bytes:
    """One PDF. `content` is text (and lists and dicts of text); `address` is what the QR code holds."""
    given = {
        "content": as_text(content),
        "specimen": specimen,
        "checkpoint": as_text(checkpoint) if checkpoint else None,
        "issuer": settings.TUNTAS_AGENCY,
        "notice": notice(),
        "about": "CONTOH – BUKAN DOKUMEN RESMI (SPECIMEN)" if specimen else "",
        "qr_says": f"Kode QR menuju {address}",
        "verify": {"page": _spoken(codes.verify_address()), "code": rules.grouped(token)},
    }
    inputs = {"data": json.dumps(given, ensure_ascii=False), "qr": codes.qr_svg(address)}
    with _one_at_a_time:
        pdf = _compiler().compile(
            str(_TEMPLATES / f"{template}.typ"),
            format="pdf",
            sys_inputs=inputs,
            pdf_standards=_STANDARDS,
            timestamp=at.astimezone(UTC).replace(microsecond=0),
        )
    if not isinstance(pdf, bytes):
        raise TypeError(f"{template}.typ gave no single PDF.")
    return pdf


def as_text(value: Any) -> Any:
    """Every leaf as printable text on one line; lists and dicts keep their shape."""
    if isinstance(value, dict):
        return {key: as_text(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [as_text(part) for part in value]
    return "" if value is None else printable(str(value))


def _spoken(address: str) -> str:
    return address.split("://", 1)[-1].rstrip("/")


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    # Loaded by the first document: a process that makes none does not carry it.
    import typst

    fonts = typst.Fonts(include_system_fonts=False)
    return typst.Compiler(root=str(_TEMPLATES), font_paths=fonts)
