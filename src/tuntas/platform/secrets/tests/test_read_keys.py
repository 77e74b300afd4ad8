"""Key files are made once, for one mode, for their owner's eyes, and a fault says what to do."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from tuntas.platform.secrets import keys


def test_a_new_file_is_its_owners_alone_and_says_its_mode(folder: Path) -> None:
    keys.create_data_keys()

    path = folder / "data.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert keys.read("data")["mode"] == "demonstration"
    assert len(bytes.fromhex(keys.read("data")["data_keys"][0]["key"])) == 32


def test_a_file_is_never_overwritten(folder: Path) -> None:
    keys.create_data_keys()
    before = (folder / "data.json").read_bytes()

    with pytest.raises(FileExistsError):
        keys.create_data_keys()

    assert (folder / "data.json").read_bytes() == before


def test_a_write_that_stops_half_way_leaves_no_half_a_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(descriptor: int) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", stop)
        with pytest.raises(OSError, match="disk is full"):
            keys.create_data_keys()

    keys.create_data_keys()  # as the next start does

    assert [path.name for path in folder.iterdir()] == ["data.json"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "is missing. Restore it from escrow"),
        (b"{", "is damaged"),
        (b"\xff", "is damaged"),
        (b"[]", "is damaged"),
        (json.dumps({"mode": "production"}).encode(), "was made for mode 'production'"),
        (json.dumps({}).encode(), "was made for mode 'None'"),
    ],
    ids=["missing", "cut", "no text", "no object", "other mode", "no mode"],
)
def test_a_file_that_does_not_fit_says_what_to_do(folder: Path, content: bytes | None, said: str) -> None:
    folder.mkdir()
    if content is not None:
        (folder / "data.json").write_bytes(content)

    with pytest.raises(keys.KeysFault, match=said):
        keys.read("data")


def test_production_opens_no_keys_of_a_demonstration(folder: Path, settings: Any) -> None:
    keys.create_data_keys()
    settings.TUNTAS_MODE = "production"

    with pytest.raises(keys.KeysFault, match="never open a production system"):
        keys.read("data")
