"""Folders that are ours alone. What was there before, and is not ours, is never changed."""

from __future__ import annotations

import os
import pwd
import shutil
import stat
from pathlib import Path


class ForeignFolder(Exception):
    """Something of another user, or no folder at all, stands where ours should be; the text names it."""


def make_way(folder: Path) -> None:
    """Make a folder and what is missing above it, passable for the server's user; what exists stays as it is."""
    missing = [folder, *folder.parents]
    missing = missing[: next(number for number, one in enumerate(missing) if one.exists())]
    for one in reversed(missing):
        one.mkdir(exist_ok=True)
        one.chmod(0o755)  # whatever the umask: another user must get through


def make_private(folder: Path, user: str | None) -> None:
    """A folder for `user` (None: ourselves) alone. Refuses a link, a file, and a folder of anyone else."""
    owner = pwd.getpwnam(user).pw_uid if user else os.geteuid()
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {owner, os.geteuid()}:
            raise ForeignFolder(
                f"{folder} is not ours. Remove it, or set TUNTAS_STATE to another folder."
            ) from None
    if user:
        shutil.chown(folder, user)
