"""The encrypted files: copied with their hashes, compared, copied back."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from . import BackupFault
from .manifest import BLOCK, HashedFile, Part, part_of

Report = Callable[[str], object]
TOLD_EVERY = 10_000


def size_of(source: Path) -> int:
    return sum(path.stat().st_size for path in _walk(source))


def copy_out(source: Path, folder: Path, report: Report) -> tuple[Part, int, int]:
    """Copy all files below the folder's `files`; the list of them, their number and bytes.

    A file that is deleted while we look was a draft's that ended; whoever it belonged to is asked about afterwards.
    """
    count = total = 0
    with HashedFile(folder / "files.list") as listed:
        for path in _walk(source):
            name = path.relative_to(source).as_posix()
            try:
                part = _copy(path, folder / "files" / name)
            except FileNotFoundError:
                continue
            listed.write(f"{part.sha256} {part.size} {name}\n".encode())
            count, total = count + 1, total + part.size
            if count % TOLD_EVERY == 0:
                report(f"  {count} files")
    return Part(listed.size, listed.sha256), count, total


def listed(folder: Path) -> Iterator[tuple[str, Part]]:
    """Name and content of each file of a backup."""
    with (folder / "files.list").open() as lines:
        for line in lines:
            sha256, size, name = line.rstrip("\n").split(" ", 2)
            yield name, Part(int(size), sha256)


def copy_back(folder: Path, target: Path, report: Report) -> None:
    """Every file to where it was; one that is there already, byte for byte, is left."""
    for count, (name, part) in enumerate(listed(folder), start=1):
        there = target / name
        if there.exists() and part_of(there) == part:
            continue
        if _copy(folder / "files" / name, there) != part:
            raise BackupFault(f"files/{name} was changed while it was restored.")
        if count % TOLD_EVERY == 0:
            report(f"  {count} files")


def strangers(folder: Path, target: Path) -> str | None:
    """A file in the target that this backup does not hold, or None."""
    if not target.exists():
        return None
    known = {name for name, _part in listed(folder)}
    names = (path.relative_to(target).as_posix() for path in _walk(target))
    return next((name for name in names if name not in known), None)


def _walk(source: Path) -> Iterator[Path]:
    """Whole files only: a dot begins what is still being written."""
    for here, folders, names in os.walk(source):
        folders.sort()
        for name in sorted(names):
            if not name.startswith("."):
                yield Path(here) / name


def _copy(source: Path, target: Path) -> Part:
    found, size = hashlib.sha256(), 0
    with source.open("rb") as file:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as copy:
            while block := file.read(BLOCK):
                copy.write(block)
                found.update(block)
                size += len(block)
    return Part(size, found.hexdigest())
