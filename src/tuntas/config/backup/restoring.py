"""Brings a checked backup into an empty system: keys, tables, rows, files, anchor, and then a look whether all opens."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from . import BackupFault, anchoring, filing, loading, origin
from .manifest import Manifest
from .target import Target, refuse_other_version, refuse_unfit

Report = Callable[[str], object]


def restore(
    folder: Path,
    manifest: Manifest,
    target: Target,
    *,
    keys: dict[str, Any] | None,
    anchor: str | None,
    report: Report,
) -> bool:
    """Restore into an empty target; whether everything opened at the end. `keys`: what was in escrow."""
    there = _key_files(target.keys)
    _refuse_other_keys(target.keys, there, keys)
    origin.refuse_foreign(folder, keys or there, anchor)
    if stranger := filing.strangers(folder, target.files):
        raise BackupFault(
            f"{target.files} holds {stranger}, which is not in this backup. Give an empty folder."
        )
    refuse_unfit(target, manifest)
    _put_keys(target.keys, keys or {})
    report("Tables …")
    _migrate(target.owner_url)
    refuse_other_version(target.owner_url, manifest)
    report("Rows …")
    loading.load(folder, manifest, target.owner_url, report)
    report("Files …")
    filing.copy_back(folder, target.files, report)
    if anchor:
        anchoring.place(anchor, target.anchor)
    os.sync()  # a power cut now would take files whose rows stay
    report("Looking whether everything opens …")
    return looked_at(report)


def _key_files(folder: Path) -> dict[str, Any]:
    try:
        return {path.stem: json.loads(path.read_text()) for path in folder.glob("*.json")}
    except ValueError as fault:
        raise BackupFault(f"A key file in {folder} is damaged. Give an empty folder for keys.") from fault


def _refuse_other_keys(folder: Path, there: dict[str, Any], keys: dict[str, Any] | None) -> None:
    if keys is None and not there:
        raise BackupFault(
            f"There are no keys in {folder}. Give the escrow's secret key (--escrow-key FILE), or put the files there."
        )
    if keys is not None and there and there != keys:
        raise BackupFault(f"{folder} holds other keys than the escrow. Give an empty folder for keys.")


def _put_keys(folder: Path, keys: dict[str, Any]) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name, content in keys.items():
        path = folder / f"{name}.json"
        if not path.exists():
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                json.dump(content, file, indent=1)
                file.flush()
                os.fsync(file.fileno())


def _migrate(owner_url: str) -> None:
    from tuntas.config.commands import migrate

    try:
        migrate.as_owner(owner_url)
    except subprocess.CalledProcessError as fault:
        raise BackupFault("The tables could not be made: the lines above say why.") from fault


def looked_at(report: Report) -> bool:
    """Whether the restored system starts and opens what it holds.

    Asked in a process of its own, which reads the restored keys and nothing that this one remembers.
    """
    done = subprocess.run(
        [sys.executable, "-m", "tuntas.config.backup.opening"],
        env={name: value for name, value in os.environ.items() if name != "DATABASE_OWNER_URL"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    for line in done.stdout.splitlines():
        report(f"  {line}")
    return done.returncode == 0
