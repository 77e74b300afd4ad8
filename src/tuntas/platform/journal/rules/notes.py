"""Signed notes (C2SP signed-note, Ed25519) and the checkpoints written in them (C2SP tlog-checkpoint)."""

import base64
import binascii
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

_ED25519 = b"\x01"
_MOST_SIGNATURES = 100
_SIZE = re.compile(r"0|[1-9]\d{0,17}")


class NoteFault(ValueError):
    """A note, key or checkpoint that is not of the right form, or whose signature is not good."""


@dataclass(frozen=True)
class Verifier:
    """A public key with its name, written as `name+key id+key`."""

    name: str
    public: bytes

    @property
    def key_id(self) -> bytes:
        return sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{_to_base64(_ED25519 + self.public)}"

    @classmethod
    def parse(cls, text: str) -> "Verifier":
        name, key_id, key = _key_parts(text.split("+", 2))
        verifier = cls(name, key)
        if verifier.key_id.hex() != key_id:
            raise NoteFault("The key's id is not the one of its name and bytes.")
        return verifier


@dataclass(frozen=True, repr=False)
class Signer:
    """A private key with its name, written as `PRIVATE+KEY+name+key id+seed`."""

    name: str
    seed: bytes

    @classmethod
    def new(cls, name: str) -> "Signer":
        key = Ed25519PrivateKey.generate()
        return cls(name, key.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption()))

    @classmethod
    def parse(cls, text: str) -> "Signer":
        if not text.startswith("PRIVATE+KEY+"):
            raise NoteFault("A private key begins with PRIVATE+KEY+.")
        name, key_id, seed = _key_parts(text.removeprefix("PRIVATE+KEY+").split("+", 2))
        signer = cls(name, seed)
        if signer.verifier.key_id.hex() != key_id:
            raise NoteFault("The key's id is not the one of its name and bytes.")
        return signer

    @property
    def verifier(self) -> Verifier:
        key = Ed25519PrivateKey.from_private_bytes(self.seed).public_key()
        return Verifier(self.name, key.public_bytes(Encoding.Raw, PublicFormat.Raw))

    def write(self) -> str:
        """The private key as text, for a key file only."""
        return f"PRIVATE+KEY+{self.name}+{self.verifier.key_id.hex()}+{_to_base64(_ED25519 + self.seed)}"

    def sign(self, text: str) -> str:
        """The text as a signed note."""
        _check_text(text)
        signature = Ed25519PrivateKey.from_private_bytes(self.seed).sign(text.encode())
        return f"{text}\n\u2014 {self.name} {_to_base64(self.verifier.key_id + signature)}\n"


@dataclass(frozen=True)
class Checkpoint:
    """What a log says of itself: the root of its tree at a size; `note` is the signed text that says so."""

    origin: str
    size: int
    root: bytes
    note: str = ""

    @property
    def text(self) -> str:
        return f"{self.origin}\n{self.size}\n{_to_base64(self.root)}\n"

    @property
    def root_text(self) -> str:
        """The root in base64, as it is printed on receipts."""
        return _to_base64(self.root)


def sign_checkpoint(checkpoint: Checkpoint, signer: Signer) -> Checkpoint:
    return Checkpoint(checkpoint.origin, checkpoint.size, checkpoint.root, signer.sign(checkpoint.text))


# The last one is looked at several times a second, wherever it is kept.
@lru_cache(maxsize=4)
def open_checkpoint(note: str, verifier: Verifier) -> Checkpoint:
    """The checkpoint in a note that this key has signed; raises `NoteFault` for anything else."""
    return replace(read_checkpoint(open_note(note, verifier)), note=note)


def read_checkpoint(text: str) -> Checkpoint:
    """The checkpoint that a text says, without a signature; raises `NoteFault` when it says none."""
    lines = text.split("\n")
    if len(lines) < 4 or not _SIZE.fullmatch(lines[1]) or "" in lines[:-1]:
        raise NoteFault("This is not a checkpoint: origin, size and root, each on its line.")
    root = _from_base64(lines[2])
    if len(root) != 32:
        raise NoteFault("A checkpoint's root has 32 bytes.")
    return Checkpoint(lines[0], int(lines[1]), root)


def open_note(note: str, verifier: Verifier) -> str:
    """The text of a note that this key has signed."""
    text, gap, signatures = note.rpartition("\n\n")
    lines = signatures.split("\n")
    if not gap or lines.pop() != "" or not 0 < len(lines) <= _MOST_SIGNATURES:
        raise NoteFault("This is not a signed note.")
    _check_text(text := text + "\n")
    # Every line is read before one is believed: a malformed line makes the whole note malformed.
    known = [
        s for name, key_id, s in map(_signature, lines) if (name, key_id) == (verifier.name, verifier.key_id)
    ]
    if not known:
        raise NoteFault(f"The note is not signed by {verifier.name}.")
    for signature in known:
        try:
            Ed25519PublicKey.from_public_bytes(verifier.public).verify(signature, text.encode())
        except InvalidSignature as fault:
            raise NoteFault(f"The signature of {verifier.name} is not good.") from fault
    return text


def _signature(line: str) -> tuple[str, bytes, bytes]:
    found = re.fullmatch(r"\u2014 ([^\s+]+) ([A-Za-z0-9+/=]+)", line)
    if not found:
        raise NoteFault("A signature line is a dash, a name and a signature.")
    signature = _from_base64(found[2])
    if len(signature) < 5:
        raise NoteFault("A signature is too short.")
    return found[1], signature[:4], signature[4:]


def _check_text(text: str) -> None:
    if not text.endswith("\n") or any(sign < " " and sign != "\n" for sign in text):
        raise NoteFault("A note's text ends with a newline and has no control characters.")


def _key_parts(parts: list[str]) -> tuple[str, str, bytes]:
    if len(parts) != 3 or not re.fullmatch(r"[^\s+]+", parts[0]) or not re.fullmatch(r"[0-9a-f]{8}", parts[1]):
        raise NoteFault("A key is written name+key id+key.")
    key = _from_base64(parts[2])
    if len(key) != 33 or key[:1] != _ED25519:
        raise NoteFault("The key is not an Ed25519 key.")
    return parts[0], parts[1], key[1:]


def _to_base64(value: bytes) -> str:
    return base64.b64encode(value).decode()


def _from_base64(text: str) -> bytes:
    try:
        value = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as fault:
        raise NoteFault("This is not base64.") from fault
    if _to_base64(value) != text:
        raise NoteFault("This is not base64 as it is written.")
    return value
