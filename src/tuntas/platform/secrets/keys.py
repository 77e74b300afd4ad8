"""The key files: one folder, JSON each, and each says for which mode it was made."""

from __future__ import annotations

import json
import os
import secrets
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings


class KeysFault(Exception):
    """Key files are missing, damaged or of the other mode; the text says what to do."""


def path(name: str) -> Path:
    return Path(settings.TUNTAS_KEYS_DIR) / f"{name}.json"


@cache
def read(name: str) -> dict[str, Any]:
    """The content of one key file, remembered; refuses a file that was made for the other mode."""
    return load(name)


def load(name: str) -> dict[str, Any]:
    """The content of one key file as it is now; refuses a file that was made for the other mode."""
    where = path(name)
    try:
        content = json.loads(where.read_text())
    except FileNotFoundError as fault:
        raise KeysFault(
            f"The key file {where} is missing. Restore it from escrow, or, on a new system without any data, "
            "make new keys with `./tuntas secrets create`."
        ) from fault
    except (json.JSONDecodeError, UnicodeDecodeError) as fault:
        raise KeysFault(f"The key file {where} is damaged. Restore it from escrow.") from fault
    if not isinstance(content, dict):
        raise KeysFault(f"The key file {where} is damaged. Restore it from escrow.")
    if content.get("mode") != settings.TUNTAS_MODE:
        raise KeysFault(
            f"The key file {where} was made for mode '{content.get('mode')}', but TUNTAS_MODE is "
            f"'{settings.TUNTAS_MODE}'. Keys of a demonstration never open a production system, nor the reverse."
        )
    return content


def write_new(name: str, content: dict[str, Any]) -> None:
    """Write a key file that does not exist yet, readable by its owner alone: wholly, or not at all."""
    folder = path(name).parent
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    begun = folder / f".{name}.{os.getpid()}"
    try:
        with os.fdopen(os.open(begun, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump({"mode": settings.TUNTAS_MODE, **content}, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        os.link(begun, path(name))  # unlike a move it fails where a file stands
    finally:
        begun.unlink(missing_ok=True)
    read.cache_clear()


def replace(name: str, content: dict[str, Any]) -> None:
    """Put another content in the place of a key file that is there: a reader finds the old one or the new one."""
    load(name)
    begun = path(name).parent / f".{name}.{os.getpid()}"
    try:
        with os.fdopen(os.open(begun, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump({**content, "mode": settings.TUNTAS_MODE}, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        os.replace(begun, path(name))
        _sync_folder(path(name).parent)
    finally:
        begun.unlink(missing_ok=True)
    read.cache_clear()


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def create_data_keys() -> None:
    """New data key, hash key and page secret; refuses when the file is there."""
    write_new(
        "data",
        {
            "data_keys": [{"number": 1, "key": secrets.token_hex(32)}],
            "hash_keys": [{"number": 1, "key": secrets.token_hex(32)}],
            "page_secret": secrets.token_urlsafe(48),
        },
    )
