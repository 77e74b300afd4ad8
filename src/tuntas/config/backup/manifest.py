"""What a backup holds: written last, read first."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

from tuntas.platform.journal.rules.notes import Signer

from . import BackupFault, origin

FORMAT = 2
BLOCK = 1 << 20


@dataclass(frozen=True)
class Part:
    """One file of the backup."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Table(Part):
    """The rows of one table, and its columns in the order in which they stand there."""

    rows: int
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Manifest:
    """Everything about a backup that is not the data itself."""

    made_at: str
    mode: str
    postgresql: int
    migrations: tuple[str, ...]
    # How many facts have their place in the journal, the newest one's moment, and the last signed checkpoint.
    leaves: int
    newest_fact_at: str | None
    checkpoint: str | None
    tables: dict[str, Table]
    sequences: dict[str, tuple[int, bool]]
    files: Part
    file_count: int
    file_bytes: int
    # Pages that were not on the disk although rows name them.
    lost: tuple[str, ...]
    keys: Part | None
    # The fingerprint of the escrow's key.
    keys_for: str | None
    format: int = field(default=FORMAT)

    def parts(self) -> Iterator[tuple[str, Part]]:
        """Path and content of each part but the files, whose list is one."""
        for name, table in self.tables.items():
            yield f"database/{name}.copy", table
        yield "files.list", self.files
        if self.keys:
            yield "keys.escrow", self.keys


def write(folder: Path, manifest: Manifest, signer: Signer) -> None:
    """The manifest, and its signed hash beside it."""
    (folder / origin.MANIFEST).write_bytes(json.dumps(asdict(manifest), indent=1).encode())
    origin.sign(folder, signer)


def read(folder: Path) -> Manifest:
    """The manifest of a whole backup; `BackupFault` when it is none, or was changed."""
    origin.refuse_changed(folder)
    content: dict[str, Any] = json.loads((folder / origin.MANIFEST).read_bytes())
    if content.get("format") != FORMAT:
        raise BackupFault(f"This backup has format {content.get('format')}; this version reads {FORMAT}.")
    tables = {
        name: Table(**{**one, "columns": tuple(one["columns"])}) for name, one in content["tables"].items()
    }
    sequences = {name: (last, called) for name, (last, called) in content["sequences"].items()}
    keys = Part(**content["keys"]) if content["keys"] else None
    changed = {
        "tables": tables,
        "sequences": sequences,
        "files": Part(**content["files"]),
        "keys": keys,
        "migrations": tuple(content["migrations"]),
        "lost": tuple(content["lost"]),
    }
    return Manifest(**{**content, **changed})


class HashedFile:
    """Writes a file and knows its size and hash."""

    def __init__(self, path: Path) -> None:
        self.size, self._hash = 0, hashlib.sha256()
        self._file: IO[bytes] = path.open("wb", buffering=BLOCK)

    def __enter__(self) -> HashedFile:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self._file.write(data)
        self._hash.update(data)
        self.size += len(data)

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()


def part_of(path: Path) -> Part:
    """Size and hash of a file that is there."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            found.update(block)
    return Part(path.stat().st_size, found.hexdigest())


def settle(folder: Path) -> None:
    """Have everything below on the disk before it is called a backup."""
    os.sync()
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
