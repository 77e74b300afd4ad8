"""Sealed facts: content that only one role may open."""

import json
import secrets as randomness
from hashlib import sha256
from typing import Any

from tuntas.platform import secrets
from tuntas.platform.journal.rules.commitment import canonical


def seal(content: dict[str, Any], *, role: str) -> tuple[bytes, bytes]:
    """The content encrypted to the role, and SHA-256(inner salt ‖ canonical content), its digest."""
    salt = randomness.token_bytes(16)
    plain = json.dumps({"salt": salt.hex(), "content": content}).encode()
    return secrets.encrypt(plain, context=_context(role)), _digest(salt, content)


def unseal(sealed: bytes, digest: bytes, *, role: str) -> tuple[dict[str, Any], bytes]:
    """The content and its inner salt; an error when the bytes are not the role's or not what was sealed."""
    opened = json.loads(secrets.decrypt(bytes(sealed), context=_context(role)))
    salt, content = bytes.fromhex(opened["salt"]), opened["content"]
    if _digest(salt, content) != bytes(digest):
        raise ValueError("The sealed content is not the one that the journal committed to.")
    return content, salt


def _digest(salt: bytes, content: dict[str, Any]) -> bytes:
    return sha256(salt + canonical(content)).digest()


def _context(role: str) -> str:
    return f"journal.sealed.{role}"
