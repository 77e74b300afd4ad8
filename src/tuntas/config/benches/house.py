"""A throw-away installation for one figure: PostgreSQL as shipped, keys, folders, and the real processes."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from tuntas.config.cluster import ADMIN, APPLICATION, OWNER, Cluster, grant_to_application
from tuntas.config.members import Member, the_group
from tuntas.config.session import ROOT
from tuntas.config.supervisor import STOP_SECONDS

FIRST_PAGE_SECONDS = 90


@dataclass(frozen=True)
class House:
    """One installation: a database of the cluster with its keys, files, anchor and ports."""

    cluster: Cluster
    database: str
    folder: Path
    port: int
    residents: int = 0
    days: int = 0

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def live_origin(self) -> str:
        return f"http://127.0.0.1:{self.port + 1}"

    @property
    def owner_url(self) -> str:
        return self.cluster.url(OWNER, self.database)

    @property
    def application_url(self) -> str:
        return self.cluster.url(APPLICATION, self.database)

    @property
    def environment(self) -> dict[str, str]:
        """What its processes are told; nothing of this shell's own settings."""
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("TUNTAS_", "DATABASE_"))
        }
        return {
            **kept,
            "PYTHONPATH": str(ROOT / "src"),
            "DJANGO_SETTINGS_MODULE": "tuntas.config.settings",
            "TUNTAS_MODE": "demonstration",
            "DATABASE_URL": self.application_url,
            "TUNTAS_KEYS_DIR": str(self.folder / "keys"),
            "TUNTAS_FILES_DIR": str(self.folder / "files"),
            "TUNTAS_JOURNAL_ANCHOR": str(self.folder / "anchor"),
            "TUNTAS_WEB_ORIGIN": self.origin,
            "TUNTAS_LIVE_ORIGIN": self.live_origin,
            "TUNTAS_LIVE_PER_ADDRESS": "5000",  # all screens of a bench are on this machine
            "TUNTAS_LOG_LEVEL": "WARNING",
            "TUNTAS_CITY_RESIDENTS": str(self.residents),
            "TUNTAS_CITY_DAYS": str(self.days),
        }

    def python(self, *arguments: str, as_owner: bool = False) -> str:
        """Run Python in this installation's surroundings; what it printed. Its complaints are shown when it fails."""
        environment = self.environment
        if as_owner:
            environment["DATABASE_OWNER_URL"] = self.owner_url
        done = subprocess.run(
            [sys.executable, *arguments],
            env=environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"This failed: python {' '.join(arguments[:4])}\n{done.stderr[-4000:]}")
        return done.stdout

    @contextmanager
    def open(self, *, web: int, workers: int) -> Iterator[list[Member]]:
        """Serve while the block runs: the same group as `./tuntas run`."""
        group = the_group(
            self.port, mark=str(self.folder), web_processes=web, workers=workers, with_city=self.days > 0
        )
        try:
            for member in group:
                member.environment = {**self.environment, **member.environment}
                member.start()
            self._wait_for_first_page()
            yield group
        finally:
            _end(group)

    def _wait_for_first_page(self) -> None:
        limit = time.monotonic() + FIRST_PAGE_SECONDS
        while time.monotonic() < limit:
            try:
                with urllib.request.urlopen(f"{self.origin}/", timeout=10) as answer:  # noqa: S310 – our own address
                    answer.read()
                    return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError("The first page never came.")


@contextmanager
def throwaway_cluster() -> Iterator[Cluster]:
    """A PostgreSQL with the settings it is shipped with; everything is deleted when the block ends."""
    folder = Path(tempfile.mkdtemp(prefix="tb-"))
    folder.chmod(0o711)  # PostgreSQL's own user passes through
    cluster = Cluster(folder / "pg", sockets=folder / "s")
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def built(cluster: Cluster, name: str = "bench", *, residents: int = 0, days: int = 0) -> Iterator[House]:
    """A database of the cluster, migrated and filled with the demonstration and so many residents."""
    cluster.drop(name)
    cluster.clone("template0", name)
    grant_to_application(cluster.url(OWNER, name))
    house = House(cluster, name, cluster.folder.parent / name, free_port(), residents, days)
    house.folder.mkdir()
    house.python("-m", "tuntas.config.commands.prepare", as_owner=True)
    yield house


@contextmanager
def throwaway_house() -> Iterator[House]:
    """A cluster with one installation."""
    with throwaway_cluster() as cluster, built(cluster) as house:
        yield house


def free_port() -> int:
    """A port that is free together with the next one."""
    while True:
        with socket.socket() as one, socket.socket() as two:
            one.bind(("127.0.0.1", 0))
            port = int(one.getsockname()[1])
            try:
                two.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port


def as_admin(house: House, statement: str) -> list[tuple[object, ...]]:
    """One statement as PostgreSQL's superuser; its rows."""
    with psycopg.connect(house.cluster.url(ADMIN, house.database), autocommit=True) as admin:
        cursor = admin.execute(sql.SQL(statement))  # type: ignore[arg-type]
        return cursor.fetchall() if cursor.description else []


def _end(group: list[Member]) -> None:
    running = [member.process for member in group if member.process and member.process.poll() is None]
    for process in running:
        process.terminate()
    limit = time.monotonic() + STOP_SECONDS
    for process in running:
        try:
            process.wait(max(0.1, limit - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    for member in group:
        member.end_stragglers()
