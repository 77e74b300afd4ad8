"""Encryption of what lies in a folder: AES-256-GCM under the folder's own key, which only the data key opens."""

from __future__ import annotations

import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tuntas.platform import secrets

from . import storage

CONTEXT = "files.key"
NONCE_BYTES = 12


def new_wrapped_key(folder: str) -> bytes:
    """A fresh key for one folder, wrapped; moved to another folder's row it opens nothing."""
    return secrets.encrypt(AESGCM.generate_key(bit_length=256), context=f"{CONTEXT}:{folder}")


def keep(folder: str, part: str, plain: bytes, *, wrapped_key: bytes) -> None:
    """Write one part of a folder; its place is authenticated, so parts can't be exchanged for one another."""
    name, nonce = f"{storage.place_of(folder)}/{part}", os.urandom(NONCE_BYTES)
    storage.write(name, nonce + _cipher(folder, wrapped_key).encrypt(nonce, plain, name.encode()))


def show(folder: str, part: str, *, wrapped_key: bytes) -> bytes:
    """The clear bytes of one part, in memory only."""
    name = f"{storage.place_of(folder)}/{part}"
    sealed = storage.read(name)
    return _cipher(folder, wrapped_key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], name.encode())


def drop(folder: str, part: str) -> None:
    storage.delete(f"{storage.place_of(folder)}/{part}")


def _cipher(folder: str, wrapped_key: bytes) -> AESGCM:
    return AESGCM(secrets.decrypt(wrapped_key, context=f"{CONTEXT}:{folder}"))
