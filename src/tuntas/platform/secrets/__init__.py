"""Encryption of fields and keyed hashes for finding them; the keys live outside the database.

A blob is: key number (2 bytes) ‖ nonce (12 bytes) ‖ AES-256-GCM ciphertext and tag. The context (such as
"cases.answers") is authenticated, so a value moved to another column can't be read there.
"""

from __future__ import annotations

import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from . import keys, ring

NUMBER_BYTES, HASH_BYTES = 2, 32
# Sealed facts are never written again, so a retired data key still opens them, and nothing else.
FACTS_CONTEXT = "journal.sealed."


class Unreadable(Exception):
    """An encrypted value that none of our keys opens."""


def encrypt(plain: bytes, *, context: str) -> bytes:
    """Encrypt under the data key in use; `context` must be given again to read it."""
    known = ring.current()
    nonce = os.urandom(12)
    cipher = known.ciphers[known.encrypts_with]
    return known.encrypts_with.to_bytes(2, "big") + nonce + cipher.encrypt(nonce, plain, context.encode())


def decrypt(blob: bytes, *, context: str) -> bytes:
    """The plain bytes, or `Unreadable` for a wrong key, a wrong context or a changed byte."""
    blob = bytes(blob)
    cipher = _cipher(key_number(blob), context)
    try:
        return cipher.decrypt(blob[2:14], blob[14:], context.encode())
    except (InvalidTag, ValueError) as fault:  # ValueError: cut so short that no nonce is left
        raise Unreadable(f"A value of {context} can't be read with the keys in data.json.") from fault


def key_number(blob: bytes) -> int:
    """Under which key a blob was written."""
    return int.from_bytes(blob[:NUMBER_BYTES], "big")


def keyed_hash(value: str, *, purpose: str) -> bytes:
    """HMAC-SHA-256 (32 bytes) for finding an encrypted value; normalise the value first."""
    known = ring.current()
    return made_with(known.hash_keys[known.hashes_with], value, purpose)


def hash_under(number: int, value: str, *, purpose: str) -> bytes:
    """The hash under the key of this number, which must be known."""
    return made_with(ring.current().hash_keys[number], value, purpose)


def keyed_hashes(value: str, *, purpose: str) -> list[bytes]:
    """The hashes under every known key, the oldest key's first: for what is found again by trying.

    Two writers who name a lock after each of these meet, also when one of them does not know the newest key yet.
    """
    known = ring.current()
    return [made_with(known.hash_keys[number], value, purpose) for number in sorted(known.hash_keys)]


def proof_of(value: str, *, purpose: str) -> bytes:
    """What to keep of a PIN or code in order to know it again: the hash key's number and the hash."""
    known = ring.current()
    number = known.hashes_with
    return number.to_bytes(2, "big") + made_with(known.hash_keys[number], value, purpose)


def proves(kept: bytes, value: str, *, purpose: str) -> bool:
    """Whether what was kept was made of this value; the same work whether or not its key is still known."""
    kept = bytes(kept)
    known = ring.current()
    number, expected = proof_number(kept), kept[-HASH_BYTES:]
    key = known.hash_keys.get(number) or ring.look().hash_keys.get(number)
    made = made_with(key or known.hash_keys[known.hashes_with], value, purpose)
    return hmac.compare_digest(made, expected) and key is not None


def proof_number(kept: bytes) -> int:
    """Under which hash key it was made; what was kept before the first rotation has no number."""
    return key_number(kept) if len(kept) == NUMBER_BYTES + HASH_BYTES else 1


def is_of_older_key(kept: bytes) -> bool:
    """Whether a proof should be made again, now that the value is at hand."""
    return proof_number(bytes(kept)) < ring.current().hashes_with


def forget() -> None:
    """Read the key files again at the next use (after a rotation, and in tests)."""
    ring.forget()
    keys.read.cache_clear()


def _cipher(number: int, context: str) -> AESGCM:
    known = ring.current()
    if number not in known.ciphers:
        # Somebody writes with a key that was added since this process looked.
        known = ring.look()
    cipher = known.ciphers.get(number)
    if cipher is None or (number in known.only_facts and not context.startswith(FACTS_CONTEXT)):
        raise Unreadable("The data key of this value is not in data.json.")
    return cipher


def made_with(key: bytes, value: str, purpose: str) -> bytes:
    """The hash under a key that is at hand."""
    return hmac.new(key, f"{purpose}\x00{value}".encode(), hashlib.sha256).digest()
