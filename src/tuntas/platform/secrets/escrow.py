"""Key files closed for one recipient: whoever holds a backup opens nothing without the other key.

X25519 with a key made for this one time, HKDF-SHA-256, AES-256-GCM. The secret half of the recipient's pair lies
outside the machine, under a passphrase.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PrivateFormat, PublicFormat

PURPOSE = b"tuntas key escrow 1"


class EscrowFault(Exception):
    """An escrow can't be closed or opened; the text says why."""


def make_pair(secret: Path, passphrase: str) -> Path:
    """Write a new pair, the secret half for its owner's eyes and under the passphrase; where the public half is."""
    private = X25519PrivateKey.generate()
    closed = private.private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, serialization.BestAvailableEncryption(passphrase.encode())
    )
    public = private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    beside = secret.with_name(f"{secret.name}.pub")
    for path, text, mode in ((secret, closed, 0o600), (beside, public, 0o644)):
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
            file.write(text)
    return beside


def public_key(path: Path) -> X25519PublicKey:
    """The public half in a file."""
    try:
        key = serialization.load_pem_public_key(path.read_bytes())
    except (OSError, ValueError) as fault:
        raise EscrowFault(f"{path} is no public key of an escrow: {fault}") from fault
    if not isinstance(key, X25519PublicKey):
        raise EscrowFault(
            f"{path} holds another kind of key. Make one with `./tuntas secrets escrow-key FILE`."
        )
    return key


def secret_key(path: Path, passphrase: str) -> X25519PrivateKey:
    """The secret half in a file."""
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), passphrase.encode() or None)
    except (OSError, ValueError, TypeError) as fault:
        raise EscrowFault(f"{path} can't be opened: wrong passphrase, or not an escrow's key.") from fault
    if not isinstance(key, X25519PrivateKey):
        raise EscrowFault(f"{path} holds another kind of key.")
    return key


def fingerprint(key: X25519PublicKey) -> str:
    """A short name by which people tell keys apart."""
    return hashlib.sha256(_raw(key)).hexdigest()[:16]


def close(content: dict[str, Any], recipient: X25519PublicKey) -> bytes:
    """The content as bytes that only the recipient opens."""
    once = X25519PrivateKey.generate()
    key = _shared(once.exchange(recipient), _raw(once.public_key()), _raw(recipient))
    nonce = os.urandom(12)
    closed = AESGCM(key).encrypt(nonce, json.dumps(content).encode(), PURPOSE)
    parts = {"once": _raw(once.public_key()), "nonce": nonce, "closed": closed}
    texts = {name: base64.b64encode(part).decode() for name, part in parts.items()}
    return json.dumps({"for": fingerprint(recipient), **texts}, indent=1).encode()


def open_(envelope: bytes, secret: X25519PrivateKey) -> dict[str, Any]:
    """What was closed; `EscrowFault` for another recipient's envelope or a changed byte."""
    own = secret.public_key()
    try:
        texts = json.loads(envelope)
        once, nonce, closed = (
            base64.b64decode(texts[name], validate=True) for name in ("once", "nonce", "closed")
        )
        if texts["for"] != fingerprint(own):
            raise EscrowFault(f"These keys are in escrow for {texts['for']}; this key is {fingerprint(own)}.")
        shared = secret.exchange(X25519PublicKey.from_public_bytes(once))
        content: dict[str, Any] = json.loads(
            AESGCM(_shared(shared, once, _raw(own))).decrypt(nonce, closed, PURPOSE)
        )
    except (ValueError, KeyError, TypeError, InvalidTag) as fault:
        raise EscrowFault("The escrow was changed or cut: it can't be opened.") from fault
    return content


def _shared(secret: bytes, once: bytes, recipient: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt=once + recipient, info=PURPOSE).derive(secret)


def _raw(key: X25519PublicKey) -> bytes:
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)
