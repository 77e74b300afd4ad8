"""The folder that the processes of one running group share: who stops says so there."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

# Told by the supervisor to its members; nobody sets it by hand.
NAMED = "TUNTAS_GROUP_FOLDER"


def fresh(folder: Path) -> Path:
    """Make the folder of a group that starts now; nothing of an earlier group stays."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "figures").mkdir(parents=True)
    return folder


def surroundings(folder: Path) -> dict[str, str]:
    """What a web process is told about its group."""
    return {NAMED: str(folder), "PROMETHEUS_MULTIPROC_DIR": str(folder / "figures")}


def say_stopping(folder: Path) -> None:
    """From here on no process of the group says that it is ready."""
    (folder / "stopping").touch()


def is_stopping() -> bool:
    named = os.environ.get(NAMED, "")
    return bool(named) and (Path(named) / "stopping").exists()
