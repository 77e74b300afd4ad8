"""What is looked at without Django and without a database: Python, packages, settings, folders, disk, ports, browser."""

from __future__ import annotations

import fcntl
import importlib.util
import os
import platform
import re
import shutil
import sys
from pathlib import Path
from urllib.parse import urlsplit

from tuntas.config import env, ports, session

from .verdicts import Check, Doubtful, Wrong

OLDEST_PYTHON = (3, 11)
PACKAGES = (
    "django",
    "psycopg",
    "granian",
    "procrastinate",
    "allauth",
    "structlog",
    "prometheus_client",
    "polib",
)
LITTLE_PERCENT = 10


def python() -> str:
    if sys.version_info < OLDEST_PYTHON:
        raise Wrong(f"This is Python {platform.python_version()}, which is too old.")
    return f"Python {platform.python_version()}."


def packages() -> str:
    missing = [name for name in PACKAGES if importlib.util.find_spec(name) is None]
    if missing:
        raise Wrong(f"Packages are missing: {', '.join(missing)}.")
    return f"All {len(PACKAGES)} packages that it stands on are there."


def settings() -> str:
    """As `./tuntas run` reads them; the database's address may be this checkout's own."""
    env.read_all({"DATABASE_URL": "our own", **{name: value for name, value in os.environ.items() if value}})
    unknown = sorted(_given_names() - {row.name for row in env.TABLE})
    if unknown:
        raise Doubtful(
            f"Nobody reads {', '.join(unknown)}: perhaps the name is misspelt.",
            "Compare with docs/reference/settings.md, and correct or remove it.",
        )
    return f"All settings can be read; the mode is {os.environ['TUNTAS_MODE']}."


def outside_address() -> str:
    """A production system whose pages travel unencrypted shows everybody's cookies."""
    origin = env.read("TUNTAS_WEB_ORIGIN")
    if os.environ.get("TUNTAS_MODE") == "production" and not origin.startswith("https://"):
        raise Doubtful(f"Pages are served at {origin}, without encryption.")
    return f"Pages are served at {origin}."


def disk() -> str:
    """A big disk that is nearly full may have more room than a small one that is half empty."""
    least = env.read("TUNTAS_DISK_FREE_MB")
    rooms = [(*_room(folder), folder) for folder in _folders()]
    for _percent, megabytes, inodes, folder in rooms:
        if megabytes < least:
            raise Wrong(f"The disk of {folder} is full: {megabytes} MB are free, {least} are wanted.")
        if inodes == 0:
            raise Wrong(f"The disk of {folder} is full: it takes no more files, of any size.")
    percent, megabytes, _inodes, folder = min(rooms)
    if percent < LITTLE_PERCENT:
        raise Doubtful(f"The disk of {folder} is nearly full: {percent} % ({megabytes} MB) are free.")
    return f"At least {min(room[1] for room in rooms)} MB and {percent} % are free on every disk."


def folders() -> str:
    for folder in _folders():
        there = _nearest(folder)
        if not os.access(there, os.W_OK | os.X_OK):
            raise Wrong(f"Nothing can be written in {there}.")
    return "All folders can be written in."


def secrets_at_rest() -> str:
    """Key files, and `.env` with the passwords of database and mail."""
    folder = env.read("TUNTAS_KEYS_DIR")
    wanted = [folder, *sorted(folder.glob("*.json")), session.dotenv()]
    open_to_others = [str(path) for path in wanted if path.exists() and _open(path)]
    if open_to_others:
        raise Doubtful(f"Others on this machine can read {', '.join(open_to_others)}.")
    return "Nobody else on this machine can read the keys and the settings."


def anchor_place() -> str:
    anchor = env.read("TUNTAS_JOURNAL_ANCHOR")
    beside = anchor.is_relative_to(env.read("TUNTAS_FILES_DIR")) or anchor.is_relative_to(
        session.state_folder()
    )
    if os.environ.get("TUNTAS_MODE") == "production" and beside:
        raise Doubtful(f"The anchor {anchor} lies among what is backed up, and would be restored with it.")
    return "The anchor lies where it should."


def port() -> str:
    first = _port()
    if is_running():
        return f"This checkout is running, on port {first} and the next one."
    for number in (first, first + 1):
        try:
            ports.look(number)
        except OSError as fault:
            raise Wrong(f"Port {number} can't be used ({fault.strerror}).") from fault
    return f"Ports {first} and {first + 1} are free."


def browser() -> str:
    if not any(shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome")):
        raise Doubtful("There is no Chromium: the tests in a browser can't run. Serving does not need it.")
    return "Chromium is there for the tests."


def is_running() -> bool:
    """Whether a `run` of this checkout holds its lock at this moment."""
    try:
        with (session.state_folder() / "run.lock").open() as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def _given_names() -> set[str]:
    # What `./tuntas` and its group tell one another is no setting.
    return {name for name in os.environ if name.startswith("TUNTAS_")} - {
        "TUNTAS_REFERENCE_DATA",
        "TUNTAS_GROUP",
        "TUNTAS_GROUP_FOLDER",
        "TUNTAS_TEST_SUPERUSER_URL",
    }


def _folders() -> list[Path]:
    return [
        session.state_folder(),
        env.read("TUNTAS_FILES_DIR"),
        env.read("TUNTAS_KEYS_DIR"),
        env.read("TUNTAS_JOURNAL_ANCHOR").parent,
    ]


def _nearest(folder: Path) -> Path:
    while not folder.exists():
        folder = folder.parent
    return folder


def _room(folder: Path) -> tuple[int, int, int]:
    """Per cent and megabytes that are free, and inodes (1 where the file system does not count them)."""
    found = os.statvfs(_nearest(folder))
    free = found.f_bavail * found.f_frsize
    percent = 100 * found.f_bavail // max(found.f_blocks, 1)
    return percent, free // 1024**2, found.f_favail if found.f_files else 1


def _open(path: Path) -> bool:
    return bool(path.stat().st_mode & 0o077)


def _port() -> int:
    """Where `run` listens, as far as it can be known: pages of a proxy come in elsewhere."""
    inside = env.read("TUNTAS_WEB_INSIDE") or env.read("TUNTAS_WEB_ORIGIN")
    host = urlsplit(inside).hostname or ""
    if re.fullmatch(r"127\..*|localhost|\[?::1\]?", host):
        return urlsplit(inside).port or 8000
    return 8000


CHECKS = (
    Check("python", python, "Install Python 3.11 or newer and run ./tuntas with it."),
    Check(
        "packages",
        packages,
        "Remove .tuntas/venv/installed; the next ./tuntas command installs what is missing.",
    ),
    Check("settings", settings, "Correct it in the environment or in .env (docs/reference/settings.md)."),
)
# What needs settings that can be read.
WITH_SETTINGS = (
    Check(
        "outside address",
        outside_address,
        "Set TUNTAS_WEB_ORIGIN to the https:// address of the proxy in front.",
    ),
    Check(
        "disk",
        disk,
        "Make room or give the disk more: `du -xh --max-depth=1 FOLDER | sort -h` shows what fills it.",
    ),
    Check("folders", folders, "Give the folder to the user who runs Tuntas: chown, or chmod u+rwx."),
    Check(
        "secrets at rest",
        secrets_at_rest,
        "chmod 700 the folder of keys, and chmod 600 the files in it and .env.",
    ),
    Check(
        "anchor's place",
        anchor_place,
        "Move it out of every backup, and set TUNTAS_JOURNAL_ANCHOR to its new place.",
    ),
    Check(
        "ports",
        port,
        "See who listens (ss -ltnp) and stop it, or choose another: ./tuntas run --port 9000 (the next one is used too).",
    ),
    Check("browser", browser, "Debian: apt-get install chromium. As root ./tuntas test does it by itself."),
)
