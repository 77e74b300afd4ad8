"""Keys in escrow open for their recipient, unchanged, and for nobody else."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from tuntas.platform.secrets import escrow

KEYS = {"data": {"mode": "demonstration", "data_keys": [{"number": 1, "key": "ab" * 32}]}}


def test_opens_for_who_holds_the_secret_and_the_passphrase(tmp_path: Path) -> None:
    public = escrow.make_pair(tmp_path / "escrow.pem", "empat kata acak sekali")

    closed = escrow.close(KEYS, escrow.public_key(public))

    assert escrow.open_(closed, escrow.secret_key(tmp_path / "escrow.pem", "empat kata acak sekali")) == KEYS
    assert b"ab" * 32 not in closed
    assert stat.S_IMODE((tmp_path / "escrow.pem").stat().st_mode) == 0o600
    with pytest.raises(escrow.EscrowFault, match="wrong passphrase"):
        escrow.secret_key(tmp_path / "escrow.pem", "empat kata lain")


def test_opens_for_nobody_else(tmp_path: Path) -> None:
    public, _other = (escrow.make_pair(tmp_path / name, "x") for name in ("one", "other"))

    closed = escrow.close(KEYS, escrow.public_key(public))

    with pytest.raises(escrow.EscrowFault, match="in escrow for"):
        escrow.open_(closed, escrow.secret_key(tmp_path / "other", "x"))


@pytest.mark.parametrize("part", ["for", "once", "nonce", "closed"])
def test_opens_nothing_that_was_changed(tmp_path: Path, part: str) -> None:
    public = escrow.make_pair(tmp_path / "one", "x")
    closed = json.loads(escrow.close(KEYS, escrow.public_key(public)))
    closed[part] = ("b" if closed[part][0] != "b" else "c") + closed[part][1:]

    with pytest.raises(escrow.EscrowFault):
        escrow.open_(json.dumps(closed).encode(), escrow.secret_key(tmp_path / "one", "x"))


def test_never_writes_over_a_pair(tmp_path: Path) -> None:
    escrow.make_pair(tmp_path / "one", "x")

    with pytest.raises(FileExistsError):
        escrow.make_pair(tmp_path / "one", "x")
