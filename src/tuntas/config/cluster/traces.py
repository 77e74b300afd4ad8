"""What a server left behind: whether it really runs, and whether its note of that can be believed."""

from __future__ import annotations

import os
from pathlib import Path


def server_pid(data: Path) -> int | None:
    """The process that the cluster's own note names, if that process lives and is this folder's server."""
    pid = _noted(data)
    return pid if pid and _is_server(pid, data) else None


def forget_dead_server(data: Path) -> None:
    """Take away the note of a server that is gone, when its number means another process now (or a zombie).

    PostgreSQL does so itself, except when a process of that number exists: after a reboot or in a container that is
    often any other program. Only while no child of the old server works in the folder: two would destroy the data.
    """
    pid = _noted(data)
    if pid and not _is_server(pid, data) and not list(_working_in(data)):
        (data / "postmaster.pid").unlink(missing_ok=True)


def _noted(data: Path) -> int | None:
    try:
        return int((data / "postmaster.pid").read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return None


def _is_server(pid: int, data: Path) -> bool:
    """Not just any PostgreSQL: the number may have gone to another checkout's, or the folder is a copy of one in use."""
    if not Path("/proc").is_dir():
        return _lives(pid)
    try:
        words = (Path("/proc") / str(pid) / "cmdline").read_bytes().split(b"\0")
        return b"postgres" in words[0] and os.fsencode(data) in words
    except OSError:
        return False


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except PermissionError:
        return True
    except OSError:
        return False
    return True


def _working_in(data: Path) -> list[int]:
    """The processes whose working folder is the data folder: PostgreSQL's, and only they."""
    there, found = str(data.resolve()), []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if os.readlink(process / "cwd") == there:
                found.append(int(process.name))
        except OSError:
            continue
    return found
