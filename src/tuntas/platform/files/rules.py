"""What may be sent and how: types by content, sizes, and where a resumed upload goes on."""

from __future__ import annotations

MEGABYTE = 1024 * 1024
MAX_BYTES = 10 * MEGABYTE
PIECE_BYTES = 256 * 1024
# What one draft may hold at most, so that an unfinished application can't fill the disk.
MAX_FILES_OF_SUBJECT = 60
MAX_OPEN_UPLOADS = 20
STALE_AFTER_HOURS = 24
# From so many first bytes on, the type can be told.
TELLING_BYTES = 64

ACCEPTED = ("image/jpeg", "image/png", "image/heic", "application/pdf")
HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}


def type_of(start: bytes) -> str | None:
    """The accepted type that these first bytes belong to, or None. A name or a browser's word is never asked."""
    if start.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if start.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if start[4:8] == b"ftyp" and _is_heic(start):
        return "image/heic"
    # Readers find a PDF even behind other bytes; only one that starts as a PDF is taken as one.
    if start.startswith(b"%PDF-"):
        return "application/pdf"
    return None


def _is_heic(start: bytes) -> bool:
    if start[8:12] in HEIC_BRANDS - {b"mif1", b"msf1"}:
        return True
    # `mif1` says only "a picture in this container": the list of further brands must say HEVC (AVIF says it too).
    size = min(int.from_bytes(start[:4], "big"), 128)
    brands = {start[at : at + 4] for at in range(16, size, 4)}
    return start[8:12] in HEIC_BRANDS and bool(brands & {b"heic", b"heix", b"hevc"})
