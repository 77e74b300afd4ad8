"""What stands on everything that a demonstration shows, whatever the reader's language: its figures are nobody's."""

from __future__ import annotations

from django.conf import settings

NOTICE = "DATA PERAGAAN – BUKAN KINERJA KANTOR SEBENARNYA"


def notice() -> str:
    """The notice in a demonstration, else empty."""
    return NOTICE if settings.TUNTAS_MODE == "demonstration" else ""
