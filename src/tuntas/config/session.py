"""The surroundings of a command: settings, keys and a database that runs for as long as the command does."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from .cluster import APPLICATION, OWNER, Cluster
from .start import ALL_KEYS

ROOT = Path(__file__).resolve().parents[3]


def state_folder() -> Path:
    """Where this checkout keeps keys, files and its database: `.tuntas/`, for root `/var/lib/tuntas/<hash>`.

    TUNTAS_STATE names another folder: a second system from one checkout, as tests want it. As root the server's own
    user must be able to get there.
    """
    if given := os.environ.get("TUNTAS_STATE"):
        return Path(given).resolve()
    return Path("/var/lib/tuntas") / _hash(ROOT) if os.geteuid() == 0 else ROOT / ".tuntas"


def checkout_hash() -> str:
    """The name of this checkout, or of the state that was set for it, among all others of this machine."""
    given = os.environ.get("TUNTAS_STATE")
    return _hash(Path(given).resolve() if given else ROOT)


def _hash(folder: Path) -> str:
    return hashlib.sha256(str(folder).encode()).hexdigest()[:12]


def private_cluster() -> Cluster:
    """This checkout's own PostgreSQL; no other checkout has the same folder or socket."""
    # A socket's path may have 107 characters at most, so its folder is short.
    sockets = Path(tempfile.gettempdir()) / f"tuntas-{checkout_hash()}-{os.geteuid()}"
    return Cluster(state_folder() / "postgres", sockets=sockets)


def prepare_environment(*, mode: str = "demonstration") -> None:
    """Give every setting that `./tuntas` can know by itself; what is set already stays, then `.env` counts."""
    _set_what_is_missing(_given())
    own = state_folder()
    own.mkdir(parents=True, exist_ok=True)
    known = {
        "TUNTAS_MODE": mode,
        "TUNTAS_KEYS_DIR": str(own / "keys"),
        "TUNTAS_FILES_DIR": str(own / "files"),
        "TUNTAS_JOURNAL_ANCHOR": str(own / "journal-anchor"),
        "DJANGO_SETTINGS_MODULE": "tuntas.config.settings",
    }
    _set_what_is_missing(known)


def _set_what_is_missing(values: dict[str, str]) -> None:
    for name, value in values.items():
        if not os.environ.get(name, "").strip():
            os.environ[name] = value


def dotenv() -> Path:
    """Where settings are written. A second system, whose folder the environment names, has its own there."""
    return Path(os.environ.get("TUNTAS_STATE") or ROOT) / ".env"


def _given() -> dict[str, str]:
    lines = dotenv().read_text().splitlines() if dotenv().exists() else []
    pairs = (line.split("=", 1) for line in lines if "=" in line and not line.lstrip().startswith("#"))
    given = {name.strip(): _unquoted(value.strip()) for name, value in pairs}
    return {name: value for name, value in given.items() if value}


def _unquoted(value: str) -> str:
    """Quotes around a whole value are the file's, as a shell and systemd read it too."""
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "'\"":
        return value[1:-1]
    return value


@contextmanager
def database(*, with_tables: bool = False) -> Iterator[None]:
    """Run a block with Django set up and the database there; stop the server if nobody else uses it.

    `with_tables`: a checkout that was never started gets its keys and tables first.
    """
    end_orderly()
    prepare_environment()
    with contextlib.ExitStack() as stack:
        if not os.environ.get("DATABASE_URL"):
            cluster = private_cluster()
            stack.enter_context(cluster.in_use())
            os.environ["DATABASE_URL"] = cluster.url(APPLICATION)
            os.environ["DATABASE_OWNER_URL"] = cluster.url(OWNER)
            if with_tables:
                _set_up_tables(cluster)
        set_up_django()
        from django.db import connections

        from .commands.translations import compile_all

        compile_all()
        stack.callback(connections.close_all)
        yield


@contextmanager
def setting_up() -> Iterator[None]:
    """One at a time: of two commands on a fresh checkout the second finds the first one's keys, tables and city."""
    own = state_folder()
    own.mkdir(parents=True, exist_ok=True)
    with (own / "setting-up").open("a") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        yield


def _set_up_tables(cluster: Cluster) -> None:
    from .commands import migrate

    with setting_up():
        if not cluster.has_tables():
            make_keys()
            migrate.as_owner(cluster.url(OWNER))


def end_orderly() -> None:
    """Let SIGTERM and a closed terminal end the command as Ctrl+C does: what it started is stopped on the way out."""
    if threading.current_thread() is threading.main_thread():
        on_end(lambda number, _frame: sys.exit(128 + number))


def on_end(act: Callable[[int, FrameType | None], object]) -> None:
    """Act when this process is told to end; what it was started to ignore (nohup) it goes on ignoring."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, act)


def set_up_django() -> None:
    import django

    django.setup()


def make_keys() -> None:
    """Make the key files that are missing, in a demonstration only; a production system restores its own."""
    folder = Path(os.environ["TUNTAS_KEYS_DIR"])
    are_there = all((folder / f"{name}.json").exists() for name in ALL_KEYS)
    if are_there or os.environ["TUNTAS_MODE"] != "demonstration":
        return
    subprocess.run([sys.executable, "-m", "tuntas.config.first_keys"], check=True)
