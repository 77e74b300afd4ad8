"""QR codes: our own address and a token, nothing else."""

from __future__ import annotations

from django.conf import settings

from tuntas.platform.ui import qr


def verify_address(token: str = "") -> str:
    """Where anyone checks a document; without a token the page for files and typed codes."""
    return f"{origin()}/verify/{token}"


def origin() -> str:
    """Scheme and host of the public pages, from the setting PUBLIC_ORIGIN."""
    return str(settings.PUBLIC_ORIGIN).rstrip("/")


def qr_svg(address: str) -> str:
    """The code as SVG without a margin; a damaged quarter of it can still be read (level Q)."""
    return qr.svg(address, error="q", xmldecl=False, border=0, dark="#14160f")
