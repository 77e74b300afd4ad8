"""Is this backup what was written? Every byte of it is read before one is restored."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from . import BackupFault, filing
from .manifest import Manifest, Part, part_of, read

Report = Callable[[str], object]
NAMED = 5


def check(folder: Path, report: Report) -> Manifest:
    """The manifest of a backup whose every part is as it was written; else `BackupFault` names what is not."""
    manifest = read(folder)
    report(f"Checking a backup of {manifest.made_at} …")
    faults = list(_faults(folder, manifest))
    if faults:
        more = f" and {len(faults) - NAMED} more" if len(faults) > NAMED else ""
        raise BackupFault(f"This backup is damaged: {'; '.join(faults[:NAMED])}{more}. Nothing was restored.")
    return manifest


def _faults(folder: Path, manifest: Manifest) -> Iterator[str]:
    whole = True
    for name, part in manifest.parts():
        if fault := _fault(folder, name, part):
            whole = whole and name != "files.list"
            yield fault
    if not whole:
        return  # what a changed list says about files means nothing
    for name, part in filing.listed(folder):
        if fault := _fault(folder, f"files/{name}", part):
            yield fault


def _fault(folder: Path, name: str, part: Part) -> str:
    try:
        found = part_of(folder / name)
    except OSError:
        return f"{name} is missing"
    return "" if (found.size, found.sha256) == (part.size, part.sha256) else f"{name} was changed"
