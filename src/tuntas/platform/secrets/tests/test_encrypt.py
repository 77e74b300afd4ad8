"""What is encrypted opens with its key, in its place, unchanged, and in no other way."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tuntas.platform import secrets
from tuntas.platform.secrets import keys

PLAIN = b"Jalan Contoh 1"


@pytest.fixture(autouse=True)
def _own_keys(folder: Path) -> None:
    keys.create_data_keys()


def test_opens_what_it_encrypted_in_the_same_place() -> None:
    blob = secrets.encrypt(PLAIN, context="sample.address")

    assert secrets.decrypt(blob, context="sample.address") == PLAIN
    assert secrets.decrypt(memoryview(blob), context="sample.address") == PLAIN  # as a database gives it
    assert PLAIN not in blob


def test_says_the_same_twice_in_different_bytes() -> None:
    assert secrets.encrypt(PLAIN, context="a") != secrets.encrypt(PLAIN, context="a")


def test_opens_nothing_in_another_place() -> None:
    blob = secrets.encrypt(PLAIN, context="sample.address")

    with pytest.raises(secrets.Unreadable):
        secrets.decrypt(blob, context="sample.name")


def test_opens_nothing_that_was_changed_or_cut() -> None:
    blob = secrets.encrypt(PLAIN, context="a")
    changed = [blob[:at] + bytes([blob[at] ^ 1]) + blob[at + 1 :] for at in range(len(blob))]
    cut = [blob[:length] for length in range(len(blob))]

    for fault in [*changed, *cut]:
        with pytest.raises(secrets.Unreadable):
            secrets.decrypt(fault, context="a")


def test_opens_older_values_after_a_new_data_key(folder: Path) -> None:
    older = secrets.encrypt(PLAIN, context="a")
    content = json.loads((folder / "data.json").read_text())
    content["data_keys"].append({"number": 2, "key": "22" * 32})
    (folder / "data.json").write_text(json.dumps(content))
    secrets.forget()

    newer = secrets.encrypt(PLAIN, context="a")

    assert secrets.decrypt(older, context="a") == secrets.decrypt(newer, context="a") == PLAIN
    assert (older[:2], newer[:2]) == (b"\x00\x01", b"\x00\x02")


def test_opens_nothing_of_a_key_that_is_gone(folder: Path) -> None:
    blob = secrets.encrypt(PLAIN, context="a")
    (folder / "data.json").unlink()
    keys.create_data_keys()
    secrets.forget()

    with pytest.raises(secrets.Unreadable):
        secrets.decrypt(blob, context="a")


def test_hashes_of_two_purposes_cannot_be_compared(folder: Path) -> None:
    before = secrets.keyed_hash("9971010101900001", purpose="nik")

    assert before == secrets.keyed_hash("9971010101900001", purpose="nik")
    assert before != secrets.keyed_hash("9971010101900001", purpose="family-number")

    (folder / "data.json").unlink()
    keys.create_data_keys()
    secrets.forget()
    assert before != secrets.keyed_hash("9971010101900001", purpose="nik")
