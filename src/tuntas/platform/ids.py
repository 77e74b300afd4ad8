"""Identifiers: ordered ones for rows, unguessable ones for addresses."""

from __future__ import annotations

import base64
import secrets
import time
import uuid


def new_id() -> uuid.UUID:
    """A UUID version 7 (RFC 9562): rows made together lie together in an index. It is no secret."""
    stamp = time.time_ns() // 1_000_000
    value = stamp << 80 | 0x7 << 76 | secrets.randbits(12) << 64 | 0b10 << 62 | secrets.randbits(62)
    return uuid.UUID(int=value)


def new_token(bits: int = 160) -> str:
    """An unguessable name for an address: lower-case base32, 128 bits or more."""
    if bits < 128:
        raise ValueError("A token has at least 128 bits.")
    return base64.b32encode(secrets.token_bytes(bits // 8)).decode().rstrip("=").lower()
