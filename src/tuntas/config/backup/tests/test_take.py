"""A backup is there whole or not at all, and says what is missing from it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from tuntas.config.backup import BackupFault, checking, filing, taking

from .conftest import Source, quiet


def test_a_photo_that_is_not_on_the_disk_is_told(source: Source, tmp_path: Path) -> None:
    shutil.rmtree(source.files)
    source.files.mkdir()

    assert len(source.take(tmp_path / "second").lost) == 1


def test_never_writes_over_a_backup(source: Source) -> None:
    with pytest.raises(BackupFault, match="is there already"):
        source.take(source.folder)


def test_refuses_a_full_disk_before_it_begins(
    source: Source, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=1 << 20))

    with pytest.raises(BackupFault, match="Choose another disk"):
        source.take(tmp_path / "second")

    assert _backups(tmp_path) == ["backup"]


def test_what_is_broken_off_leaves_nothing_behind(
    source: Source, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking.filing, "copy_out", _break_off)

    with pytest.raises(KeyboardInterrupt):
        source.take(tmp_path / "second")

    assert _backups(tmp_path) == ["backup"]


def test_two_at_once_do_not_write_into_one_folder(
    source: Source, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy_out = filing.copy_out
    refused: list[str] = []

    def meanwhile(*given: Any) -> Any:
        with pytest.raises(BackupFault) as fault:
            source.take(tmp_path / "second")
        refused.append(str(fault.value))
        return copy_out(*given)

    monkeypatch.setattr(taking.filing, "copy_out", meanwhile)
    source.take(tmp_path / "second")

    assert ["Another backup is being written" in said for said in refused] == [True]
    assert checking.check(tmp_path / "second", quiet).leaves


def test_goes_on_after_one_that_was_killed(source: Source, tmp_path: Path) -> None:
    half = tmp_path / "second.partial" / "database"
    half.mkdir(parents=True)
    (half.parent / "files.list").touch()

    source.take(tmp_path / "second")

    assert _backups(tmp_path) == ["backup", "second"]


def _break_off(*_given: Any) -> None:
    raise KeyboardInterrupt


def _backups(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name.startswith(("backup", "second")))
