"""A backup that somebody changed or put in another's place is refused before anything is written."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from tuntas.config.backup import BackupFault, checking, origin, restoring
from tuntas.config.backup.target import Target
from tuntas.platform.journal import signing
from tuntas.platform.journal.rules.notes import Checkpoint, Signer, sign_checkpoint

from .conftest import quiet


@pytest.fixture
def nowhere(tmp_path: Path) -> Target:
    """Whoever wrote there, or asked the database, would fail otherwise."""
    empty = tmp_path / "nowhere"
    return Target("host=/nonexistent", "host=/nonexistent", empty / "keys", empty / "files", empty / "anchor")


def test_a_planted_change_is_refused_although_every_hash_fits(taken: Path, nowhere: Target) -> None:
    """Somebody who can write in the folder changes rows and all hashes above them, but holds no key."""
    table = taken / "database" / "offices_staff.copy"
    table.write_bytes(table.read_bytes()[:-1] + b"\x00")
    _write_hashes_anew(taken, "offices_staff")
    manifest = checking.check(taken, quiet)

    with pytest.raises(BackupFault, match="was changed, or another system made it"):
        restoring.restore(taken, manifest, nowhere, keys=_our_keys(), anchor=None, report=quiet)

    assert not nowhere.keys.parent.exists()


def test_another_systems_backup_in_its_place_is_refused(taken: Path, nowhere: Target) -> None:
    """Whole and signed, with keys of its own closed for our escrow; the anchor is still ours."""
    stranger = Signer.new(signing.origin())
    keys = {**_our_keys(), "journal": {"verifier_key": str(stranger.verifier)}}
    origin.sign(taken, stranger)
    manifest = checking.check(taken, quiet)
    anchor = sign_checkpoint(Checkpoint(signing.origin(), 1, bytes(32)), signing.signer()).note

    with pytest.raises(BackupFault, match="anchor was signed with another key"):
        restoring.restore(taken, manifest, nowhere, keys=keys, anchor=anchor, report=quiet)

    assert not nowhere.keys.parent.exists()


def test_a_checkpoint_of_the_journal_does_not_pass_for_the_signature(taken: Path) -> None:
    (taken / origin.NOTE).write_text(signing.signer().sign(f"{signing.origin()}\n{_hash(taken)}\nAAAA\n"))

    with pytest.raises(BackupFault, match="was changed, or another system made it"):
        origin.refuse_foreign(taken, _our_keys(), None)


def test_without_the_journals_key_nobody_can_tell(taken: Path) -> None:
    with pytest.raises(BackupFault, match="journal's key is missing"):
        origin.refuse_foreign(taken, {"data": {}}, None)


def _our_keys() -> dict[str, Any]:
    return {"journal": {"verifier_key": str(signing.verifier())}}


def _write_hashes_anew(folder: Path, table: str) -> None:
    manifest = json.loads((folder / origin.MANIFEST).read_text())
    rows = (folder / "database" / f"{table}.copy").read_bytes()
    manifest["tables"][table]["sha256"] = hashlib.sha256(rows).hexdigest()
    before = _hash(folder)
    (folder / origin.MANIFEST).write_text(json.dumps(manifest))
    note = folder / origin.NOTE
    note.write_text(note.read_text().replace(before, _hash(folder)))


def _hash(folder: Path) -> str:
    return hashlib.sha256((folder / origin.MANIFEST).read_bytes()).hexdigest()
