"""Takes a backup: rows first, as of one moment, then the files, which are written before the rows that name them."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from django.conf import settings

from tuntas.platform.files.storage import place_of
from tuntas.platform.journal import signing
from tuntas.platform.secrets import escrow, keys

from . import BackupFault, dumping, filing, manifest
from .dumping import Snapshot
from .manifest import Manifest, Part

Report = Callable[[str], object]
# Never fill the last bytes of a disk on which a database may lie.
MARGIN = 64 << 20
_CHECKPOINT = "select note from journal_checkpoint order by size desc limit 1"


def take(
    folder: Path, *, address: str, escrow_to: X25519PublicKey | None, at: datetime, report: Report
) -> Manifest:
    """Write a whole backup into `folder`, which is not there yet; until it is whole it has another name."""
    if folder.exists():
        raise BackupFault(f"{folder} is there already. Each backup gets a folder of its own.")
    _refuse_anchor_among_files()
    signer = signing.signer()
    with _begun(folder) as begun:
        while True:
            before = _key_files()
            with dumping.snapshot(address) as snapshot:
                # Were they changed between the look and the moment? Then it is not sure that they open its rows.
                if _key_files() != before:
                    continue
                made = _fill(begun, snapshot, before, escrow_to, at, report)
                break
        manifest.write(begun, made, signer)
        manifest.settle(begun)
        begun.rename(folder)
    return made


@contextmanager
def _begun(folder: Path) -> Iterator[Path]:
    """An empty folder beside it that is this backup's alone; what is not finished there is taken away again.

    A dated folder each night would otherwise leave a heap of halves on a disk that is full already.
    """
    begun = folder.with_name(f"{folder.name}.partial")
    begun.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(begun, os.O_RDONLY | os.O_DIRECTORY)
    try:
        _refuse_another(handle, begun)
        try:
            for left in begun.iterdir():  # of one that was killed
                shutil.rmtree(left) if left.is_dir() else left.unlink()
            yield begun
        except BaseException:
            shutil.rmtree(begun, ignore_errors=True)
            raise
    finally:
        os.close(handle)


def _refuse_another(handle: int, begun: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as fault:
        raise BackupFault(
            f"Another backup is being written into {begun}. Give each a folder of its own."
        ) from fault


def _fill(
    begun: Path,
    snapshot: Snapshot,
    key_files: dict[str, Any],
    escrow_to: X25519PublicKey | None,
    at: datetime,
    report: Report,
) -> Manifest:
    source = Path(settings.TUNTAS_FILES_DIR)
    _refuse_full_disk(begun, dumping.size_of(snapshot) + filing.size_of(source))
    report("Rows …")
    tables = dumping.dump(snapshot, begun / "database", report)
    report("Files …")
    listed, count, total = filing.copy_out(source, begun, report)
    newest = snapshot.one("select max(recorded_at) from journal_fact")
    return Manifest(
        made_at=at.isoformat(),
        mode=settings.TUNTAS_MODE,
        postgresql=snapshot.connection.info.server_version // 10000,
        migrations=tuple(
            row[0] for row in snapshot.rows("select app || '.' || name from django_migrations order by 1")
        ),
        leaves=snapshot.one("select count(*) from journal_leaf"),
        newest_fact_at=newest.isoformat() if newest else None,
        checkpoint=snapshot.one(_CHECKPOINT),
        lost=_lost(_not_copied(begun, snapshot), snapshot.address),
        tables=tables,
        sequences=dumping.sequences(snapshot),
        files=listed,
        file_count=count,
        file_bytes=total,
        keys=_escrow(begun, key_files, escrow_to),
        keys_for=escrow.fingerprint(escrow_to) if escrow_to else None,
    )


def _key_files() -> dict[str, Any]:
    folder = Path(settings.TUNTAS_KEYS_DIR)
    return {path.stem: keys.load(path.stem) for path in sorted(folder.glob("*.json"))}


def _escrow(begun: Path, key_files: dict[str, Any], recipient: X25519PublicKey | None) -> Part | None:
    if recipient is None:
        return None
    closed = escrow.close(key_files, recipient)
    (begun / "keys.escrow").write_bytes(closed)
    return Part(len(closed), hashlib.sha256(closed).hexdigest())


def _refuse_anchor_among_files() -> None:
    anchor, files = Path(settings.TUNTAS_JOURNAL_ANCHOR), Path(settings.TUNTAS_FILES_DIR)
    if anchor.resolve().is_relative_to(files.resolve()):
        raise BackupFault(
            f"The anchor {anchor} lies in {files}, so it would be in the backup. Move it elsewhere."
        )


def _refuse_full_disk(folder: Path, wanted: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < wanted + MARGIN:
        raise BackupFault(
            f"The backup takes about {wanted >> 20} MB, but {folder.parent} has {free >> 20} MB free. "
            "Choose another disk."
        )


def _not_copied(begun: Path, snapshot: Snapshot) -> dict[str, str]:
    """By file, a page that a row of the backup names and that was not there to be copied."""
    missing = {}
    for folder, key, pages in snapshot.rows("select folder, id, pages from files_storedfile"):
        for page in range(1, pages + 1):
            name = f"{place_of(folder)}/{key}-{page}"
            if not (begun / "files" / name).exists():
                missing[str(key)] = name
    return missing


def _lost(missing: dict[str, str], address: str) -> tuple[str, ...]:
    """Of those the ones whose rows are still there: the others were deleted while the backup ran."""
    if not missing:
        return ()
    with dumping.snapshot(address) as now:
        there = now.connection.execute(
            "select id::text from files_storedfile where id = any(%s::uuid[]) order by 1", [list(missing)]
        )
        return tuple(missing[row[0]] for row in there)
