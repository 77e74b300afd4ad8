"""Encryption of fields and keyed hashes for finding them; the keys live outside the database.

A blob is: key number (2 bytes) ‖ nonce (12 bytes) ‖ AES-256-GCM ciphertext and tag. The context (such as
"cases.answers") is authenticated, so a value moved to another column can't be read there.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from . import keys


class Unreadable(Exception):
    """An encrypted value that none of our keys opens."""


def encrypt(plain: bytes, *, context: str) -> bytes:
    """Encrypt under the newest data key; `context` must be given again to read it."""
    number, cipher = _newest()
    nonce = os.urandom(12)
    return number.to_bytes(2, "big") + nonce + cipher.encrypt(nonce, plain, context.encode())


def decrypt(blob: bytes, *, context: str) -> bytes:
    """The plain bytes, or `Unreadable` for a wrong key, a wrong context or a changed byte."""
    blob = bytes(blob)
    cipher = _ciphers().get(int.from_bytes(blob[:2], "big"))
    if cipher is None:
        raise Unreadable("The data key of this value is not in data.json.")
    try:
        return cipher.decrypt(blob[2:14], blob[14:], context.encode())
    except (InvalidTag, ValueError) as fault:  # ValueError: cut so short that no nonce is left
        raise Unreadable(f"A value of {context} can't be read with the keys in data.json.") from fault


def keyed_hash(value: str, *, purpose: str) -> bytes:
    """HMAC-SHA-256 (32 bytes) for finding an encrypted value; normalise the value first."""
    return hmac.new(_hash_key(), f"{purpose}\x00{value}".encode(), hashlib.sha256).digest()


@lru_cache(maxsize=1)
def _ciphers() -> dict[int, AESGCM]:
    return {key["number"]: AESGCM(bytes.fromhex(key["key"])) for key in keys.read("data")["data_keys"]}


def _newest() -> tuple[int, AESGCM]:
    number = max(_ciphers())
    return number, _ciphers()[number]


@lru_cache(maxsize=1)
def _hash_key() -> bytes:
    return bytes.fromhex(keys.read("data")["hash_key"])


def forget() -> None:
    """Read the key files again at the next use (after a rotation, and in tests)."""
    _ciphers.cache_clear()
    _hash_key.cache_clear()
    keys.read.cache_clear()
