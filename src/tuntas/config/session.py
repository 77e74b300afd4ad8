"""The surroundings of a command: settings, keys and a database that runs for as long as the command does."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .cluster import APPLICATION, OWNER, Cluster

ROOT = Path(__file__).resolve().parents[3]


def state_folder() -> Path:
    """Where this checkout keeps keys, files and its database: `.tuntas/`, for root `/var/lib/tuntas/<hash>`."""
    return Path("/var/lib/tuntas") / checkout_hash() if os.geteuid() == 0 else ROOT / ".tuntas"


def checkout_hash() -> str:
    return hashlib.sha256(str(ROOT).encode()).hexdigest()[:12]


def private_cluster() -> Cluster:
    """This checkout's own PostgreSQL; no other checkout has the same folder or socket."""
    # A socket's path may have 107 characters at most, so its folder is short.
    sockets = Path(tempfile.gettempdir()) / f"tuntas-{checkout_hash()}-{os.geteuid()}"
    return Cluster(state_folder() / "postgres", sockets=sockets)


def prepare_environment() -> None:
    """Give every setting that `./tuntas` can know by itself; what is set already stays."""
    own = state_folder()
    own.mkdir(parents=True, exist_ok=True)
    given = _dotenv()
    defaults = {
        "TUNTAS_MODE": "demonstration",
        "TUNTAS_KEYS_DIR": str(own / "keys"),
        "TUNTAS_FILES_DIR": str(own / "files"),
        "TUNTAS_JOURNAL_ANCHOR": str(own / "journal-anchor"),
        "DJANGO_SETTINGS_MODULE": "tuntas.config.settings",
    }
    for name, value in {**defaults, **given}.items():
        os.environ.setdefault(name, value)


def _dotenv() -> dict[str, str]:
    path = ROOT / ".env"
    lines = path.read_text().splitlines() if path.exists() else []
    pairs = (line.split("=", 1) for line in lines if "=" in line and not line.lstrip().startswith("#"))
    return {name.strip(): value.strip() for name, value in pairs if value.strip()}


@contextmanager
def database(*, as_owner: bool = False) -> Iterator[None]:
    """Run a block with Django set up and the database there; stop the server if this started it."""
    prepare_environment()
    cluster = None if os.environ.get("DATABASE_URL") else private_cluster()
    started = False
    if cluster is not None:
        started = cluster.start()
        os.environ["DATABASE_URL"] = cluster.url(APPLICATION)
        os.environ["DATABASE_OWNER_URL"] = cluster.url(OWNER)
    try:
        import django

        from .commands.translations import compile_all

        compile_all()
        django.setup()
        yield
    finally:
        if cluster is not None and started:
            from django.db import connections

            connections.close_all()
            cluster.stop()


def set_up_django() -> None:
    import django

    django.setup()


def make_keys() -> None:
    """Make the key files that are missing, in a demonstration only; a production system restores its own."""
    if os.environ["TUNTAS_MODE"] != "demonstration":
        return
    subprocess.run([sys.executable, "-m", "tuntas.config.first_keys"], check=True)
