"""The last signed checkpoint, kept in a file outside the database and its backups."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from tuntas.platform.journal import signing
from tuntas.platform.journal.faults import Altered
from tuntas.platform.journal.rules.notes import Checkpoint, NoteFault, open_checkpoint


def path() -> Path:
    return Path(settings.TUNTAS_JOURNAL_ANCHOR)


@contextmanager
def held() -> Iterator[None]:
    """Hold the file against any other signer of this machine, even one that works on another database."""
    path().parent.mkdir(parents=True, exist_ok=True)
    with open(f"{path()}.lock", "a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def read() -> Checkpoint | None:
    """The last checkpoint that was signed, or None before the first."""
    try:
        note = path().read_text()
    except FileNotFoundError:
        return None
    try:
        return open_checkpoint(note, signing.verifier())
    except NoteFault as fault:
        raise Altered(
            f"The anchor file {path()} does not hold a checkpoint of this journal: {fault}"
        ) from fault


def write(checkpoint: Checkpoint) -> None:
    """Replace the file in one step, on the disk before this returns."""
    fresh = Path(f"{path()}.new")
    with open(fresh, "w") as file:
        file.write(checkpoint.note)
        file.flush()
        os.fsync(file.fileno())
    os.replace(fresh, path())
    folder = os.open(path().parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
