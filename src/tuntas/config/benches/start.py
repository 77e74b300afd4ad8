"""How long from a clean clone to the first page, and how much memory does the whole group need at rest?"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from tuntas.config.session import ROOT

from .house import free_port
from .lines import Line

LIMIT_SECONDS, MEMORY_LIMIT_MB = 90, 600
GIVE_UP_SECONDS = 600
REST_SECONDS = 20


def run(options: argparse.Namespace, *, rest: float = REST_SECONDS) -> Iterator[Line]:
    with _clone() as clone:
        port = free_port()
        began = time.monotonic()
        with _running(clone, port) as process:
            _wait_for_first_page(port, process)
            seconds = time.monotonic() - began
            time.sleep(rest)
            group = processes_of(process.pid, state_folder(clone))
            memory = sum(pss_kb(pid) for pid in group) / 1024
    yield {
        "name": "start",
        "value": round(seconds, 1),
        "unit": "s",
        "limit": LIMIT_SECONDS,
        "memory_mb": round(memory),
        "memory_limit_mb": MEMORY_LIMIT_MB,
        "processes": len(group),
    }


def state_folder(clone: Path) -> Path:
    """Where a checkout in this folder keeps its database (as in config/session.py, for another checkout)."""
    if os.geteuid() != 0:
        return clone / ".tuntas"
    return Path("/var/lib/tuntas") / hashlib.sha256(str(clone).encode()).hexdigest()[:12]


def processes_of(starter: int, state: Path) -> set[int]:
    """The starter with all below it, and the PostgreSQL that serves from this state folder with all below that."""
    parents, servers = {}, set()
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        with contextlib.suppress(OSError):
            parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            if str(state / "postgres").encode() in (entry / "cmdline").read_bytes():
                servers.add(int(entry.name))
    found, more = set(), {starter, *servers}
    while more:
        found |= more
        more = {pid for pid, parent in parents.items() if parent in found} - found
    return found


def pss_kb(pid: int) -> int:
    """A process's own memory and its share of what it shares; 0 when it has just ended."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0


@contextlib.contextmanager
def _clone() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="tb-"))
    folder.chmod(0o711)
    clone = folder.resolve() / "clone"
    try:
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        yield clone
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if os.geteuid() == 0:
            shutil.rmtree(state_folder(clone), ignore_errors=True)


@contextlib.contextmanager
def _running(clone: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """`./tuntas run` in the clone, by the Python that a newcomer has: not the one of this checkout's packages."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("TUNTAS_", "DATABASE_", "PYTHON", "VIRTUAL_ENV", "DJANGO_"))
    }
    environment["TUNTAS_CITY_DAYS"] = "0"  # memory is looked at when everything rests
    with (clone / "start.log").open("w") as log:
        process = subprocess.Popen(
            [getattr(sys, "_base_executable", sys.executable), str(clone / "tuntas"), "run", "--port", str(port)],
            cwd=clone, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for_first_page(port: int, process: subprocess.Popen[bytes]) -> None:
    limit = time.monotonic() + GIVE_UP_SECONDS
    while time.monotonic() < limit and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30) as answer:
                answer.read()
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("`./tuntas run` never served its first page.")
