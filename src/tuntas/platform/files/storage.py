"""Where encrypted bytes lie: one folder on disk today, any Django storage (S3) by a setting tomorrow."""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, Storage, storages


class DurableStorage(FileSystemStorage):
    """Files that are wholly there or not at all, also after a power cut."""

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        return name

    def _save(self, name: str, content: File[Any] | IO[Any]) -> str:
        target = Path(self.path(name))
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # What is written is already encrypted; the dot keeps an interrupted write apart until it is removed.
        waiting = target.with_name(f".{target.name}.{os.getpid()}")
        handle = os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content.read())
            file.flush()
            os.fsync(file.fileno())
        os.replace(waiting, target)
        _sync_folder(target.parent)
        return name


def write(name: str, sealed: bytes) -> None:
    """Keep these (encrypted) bytes under the name, in place of what an interrupted attempt left there."""
    kept_as = _storage().save(name, ContentFile(sealed))
    if kept_as != name:
        raise RuntimeError("The storage of files must overwrite: it kept a part under another name.")


def read(name: str) -> bytes:
    with _storage().open(name) as file:
        return bytes(file.read())


def delete(name: str) -> None:
    _storage().delete(name)


def empty(folder: str) -> None:
    """Remove all that lies in one upload's or file's folder; nothing there is fine."""
    here, place = _storage(), place_of(folder)
    try:
        names = here.listdir(place)[1]
    except FileNotFoundError:
        return
    for name in names:
        here.delete(f"{place}/{name}")
    here.delete(place)


def place_of(folder: str) -> str:
    """Two levels above each folder, so that no directory grows into the millions."""
    return f"{folder[:2]}/{folder[2:4]}/{folder}"


def _storage() -> Storage:
    if "files" in settings.STORAGES:
        return storages["files"]
    return DurableStorage(location=settings.TUNTAS_FILES_DIR)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
