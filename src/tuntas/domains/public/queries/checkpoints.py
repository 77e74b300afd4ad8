"""The published checkpoints: the latest ones, and the one of a size."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import datetime

from tuntas.platform.journal.models import SignedCheckpoint
from tuntas.platform.journal.rules.merkle import WIDTH
from tuntas.platform.journal.rules.tiles import TilePlace

LISTED = 20
_DIGITS = 18


@dataclass(frozen=True)
class CheckpointRow:
    """A signed checkpoint as a page shows it: `root` as receipts print it."""

    size: int
    root: str
    note: str
    signed_at: datetime


def latest() -> list[CheckpointRow]:
    """The last twenty, the newest first; one query."""
    return [_row(one) for one in SignedCheckpoint.objects.order_by("-size")[:LISTED]]


def at_size(text: str) -> CheckpointRow | None:
    """The checkpoint that was signed at so many facts, if there is one."""
    if not (text.isascii() and text.isdigit() and len(text) <= _DIGITS):
        return None
    found = SignedCheckpoint.objects.filter(size=int(text)).first()
    return _row(found) if found else None


def tile_addresses(size: int) -> list[str]:
    """The first tile of hashes and the newest one, as the log serves them."""
    last, width = divmod(size, WIDTH)
    newest = TilePlace(0, last, width) if width else TilePlace(0, last - 1)
    first = TilePlace(0, 0, min(size, WIDTH))
    return list(dict.fromkeys(f"/journal/{place.path}" for place in (first, newest)))


def _row(one: SignedCheckpoint) -> CheckpointRow:
    return CheckpointRow(one.size, base64.b64encode(bytes(one.root)).decode(), one.note, one.signed_at)
