"""Which system made this backup? Its journal's key signs the manifest, and the anchor tells which key that is.

A hash says that a backup is whole; whoever can write in its folder can make another hash. The escrow is no proof either:
anybody may close keys of their own for it. The anchor never was in the folder, and it is signed with the journal's key.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from tuntas.platform.journal.rules.notes import NoteFault, Signer, Verifier, open_checkpoint, open_note

from . import BackupFault

MANIFEST, NOTE = "manifest.json", "manifest.note"


def sign(folder: Path, signer: Signer) -> None:
    """Write the signed hash of the manifest beside it."""
    (folder / NOTE).write_text(signer.sign(_text(signer.name, folder)))


def refuse_changed(folder: Path) -> None:
    """Whether the manifest is as it was signed, as far as can be seen without a key."""
    try:
        said, is_now = (folder / NOTE).read_text(), _hash(folder)
    except OSError as fault:
        raise BackupFault(f"{folder} is no whole backup: {fault.filename} is missing.") from fault
    except UnicodeDecodeError as fault:
        raise BackupFault(f"{folder / NOTE} was changed.") from fault
    if said.split("\n")[1:2] != [is_now]:
        raise BackupFault(f"{folder / MANIFEST} was changed: it does not fit {NOTE}.")


def refuse_foreign(folder: Path, keys: dict[str, Any], anchor: str | None) -> None:
    """Only a backup that this journal's key signed is restored, and only if the anchor knows that key."""
    try:
        verifier = Verifier.parse(keys["journal"]["verifier_key"])
    except (KeyError, TypeError, NoteFault) as fault:
        raise BackupFault(
            "The journal's key is missing among the keys, so nobody can tell whose backup this is."
        ) from fault
    try:
        is_signed = open_note((folder / NOTE).read_text(), verifier) == _text(verifier.name, folder)
    except NoteFault:
        is_signed = False
    if not is_signed:
        raise BackupFault(
            f"This backup was changed, or another system made it: its manifest is not signed with the key of "
            f"{verifier.name}. Nothing was restored. Take another backup, or the keys that belong to this one."
        )
    if anchor and not _knows(anchor, verifier):
        raise BackupFault(
            "The anchor was signed with another key than this backup: they are of two systems, or somebody put other "
            "keys and rows in the backup's place. Nothing was restored."
        )


def _knows(anchor: str, verifier: Verifier) -> bool:
    try:
        open_checkpoint(anchor, verifier)
    except NoteFault:
        return False
    return True


def _text(name: str, folder: Path) -> str:
    # The first line of a checkpoint is the journal's name alone: neither can pass for the other.
    return f"{name}/backup\n{_hash(folder)}\n"


def _hash(folder: Path) -> str:
    return hashlib.sha256((folder / MANIFEST).read_bytes()).hexdigest()
