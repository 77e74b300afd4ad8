"""A process that runs learns what was written into the key file, and a damaged file takes nothing from it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tuntas.platform import secrets
from tuntas.platform.secrets import keys, ring


@pytest.fixture(autouse=True)
def _own_keys(folder: Path) -> None:
    keys.create_data_keys()
    secrets.encrypt(b"", context="a")  # it has looked just now


def test_meets_an_unknown_number_and_looks_at_once(folder: Path) -> None:
    of_another = _as_another_process(folder, _second_data_key(folder))

    assert secrets.decrypt(of_another, context="a") == b"by another process"


def test_writes_with_a_new_key_within_a_second(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _second_data_key(folder)
    assert secrets.key_number(secrets.encrypt(b"", context="a")) == 1

    monkeypatch.setattr(ring, "LOOKED_AT_EVERY_SECONDS", 0)

    assert secrets.key_number(secrets.encrypt(b"", context="a")) == 2


def test_writes_with_the_key_that_the_file_names(folder: Path) -> None:
    _second_data_key(folder, encrypts_with=1)
    secrets.forget()

    assert secrets.key_number(secrets.encrypt(b"", context="a")) == 1


@pytest.mark.parametrize("content", [b"", b"{", b'{"mode": "production"}', b'{"mode": "demonstration"}'])
def test_goes_on_with_its_keys_when_the_file_is_damaged(folder: Path, content: bytes) -> None:
    blob = secrets.encrypt(b"before", context="a")
    (folder / "data.json").write_bytes(content)

    ring.look()

    assert secrets.decrypt(blob, context="a") == b"before"


def test_knows_a_pin_of_an_older_key_and_of_before_keys_had_numbers(folder: Path) -> None:
    numbered = secrets.proof_of("1:123456", purpose="pin")
    content = keys.load("data")
    old = {**content["hash_keys"][0], "use": "check"}
    _write(folder, {**content, "hash_keys": [old, {"number": 2, "key": "cd" * 32}]})
    secrets.forget()

    for kept in (numbered, numbered[2:]):
        assert secrets.proves(kept, "1:123456", purpose="pin")
        assert not secrets.proves(kept, "1:123457", purpose="pin")
        assert secrets.is_of_older_key(kept)
    assert not secrets.is_of_older_key(secrets.proof_of("1:123456", purpose="pin"))


def test_knows_no_pin_of_a_key_that_is_gone(folder: Path) -> None:
    kept = secrets.proof_of("1:123456", purpose="pin")
    _write(folder, {**keys.load("data"), "hash_keys": [{"number": 2, "key": "cd" * 32}]})
    secrets.forget()

    assert not secrets.proves(kept, "1:123456", purpose="pin")


def test_replaces_a_file_wholly_and_for_its_owner_alone(folder: Path) -> None:
    keys.replace("data", {**keys.load("data"), "page_secret": "another"})

    assert keys.read("data")["page_secret"] == "another"
    assert [path.name for path in folder.iterdir()] == ["data.json"]
    assert (folder / "data.json").stat().st_mode & 0o777 == 0o600


def _second_data_key(folder: Path, **more: Any) -> dict[str, Any]:
    content = keys.load("data")
    changed = {**content, "data_keys": [*content["data_keys"], {"number": 2, "key": "ab" * 32}], **more}
    _write(folder, changed)
    return changed


def _write(folder: Path, content: dict[str, Any]) -> None:
    (folder / "data.json").write_text(json.dumps(content))


def _as_another_process(folder: Path, content: dict[str, Any]) -> bytes:
    """What a process wrote that had read the file already."""
    number = 2
    cipher = ring.parse(content).ciphers[number]
    return number.to_bytes(2, "big") + bytes(12) + cipher.encrypt(bytes(12), b"by another process", b"a")
