"""A whole running house for tests: the real `run` in a process of its own, with a state folder of its own."""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg

from tuntas.config.cluster import APPLICATION, Cluster
from tuntas.config.cluster.traces import server_pid
from tuntas.config.members import MARK
from tuntas.platform.live.tests.running import free_ports

ROOT = Path(__file__).resolve().parents[2]
TO_START = 600  # seconds: migrating and filling a city beside other tests
# A job that finds nothing to do, and says nothing: what counts is that somebody does it.
NO_MESSAGE = '{"message_id": "01920000-0000-7000-8000-000000000000"}'
TO_COME_BACK = 300


class House:
    """One state folder and its `run`."""

    def __init__(self) -> None:
        self.state = Path(tempfile.mkdtemp(prefix="th-"))
        self.state.chmod(0o755)
        self.mark = hashlib.sha256(str(self.state).encode()).hexdigest()[:12]
        self.sockets = Path(tempfile.gettempdir()) / f"tuntas-{self.mark}-{os.geteuid()}"
        self.port = free_ports(2)
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def cluster(self) -> Cluster:
        return Cluster(self.state / "postgres", sockets=self.sockets)

    @property
    def environment(self) -> dict[str, str]:
        """Without what this test run set for itself."""
        ours = ("TUNTAS_", "DATABASE_", "DJANGO_", "PYTEST")
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        return {**inherited, "TUNTAS_STATE": str(self.state), "PYTHONPATH": str(ROOT / "src")}

    def run(self) -> None:
        """Start the group and wait until it answers."""
        self.process = self.begin()
        wait_for(self.answers, TO_START, lambda: self.process.poll() is None)

    def begin(self) -> subprocess.Popen[bytes]:
        command = [
            sys.executable,
            "-m",
            "tuntas",
            "run",
            "--port",
            str(self.port),
            "--web",
            "1",
            "--workers",
            "1",
        ]
        return subprocess.Popen(
            command,
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=(self.state / "said").open("ab"),
            stderr=subprocess.STDOUT,
        )

    def said(self) -> str:
        return (self.state / "said").read_text(errors="replace")

    def answers(self) -> bool:
        """Pages, with the database behind them, and the upload process."""
        return _status(self.port, "/open") == 200 and _status(self.port + 1, "/live/health") == 200

    def works(self) -> bool:
        """A worker does a job."""
        return self._does("todo")

    def rescues(self) -> bool:
        """A job that nobody works on any more is rescued by the steward and done by a worker."""
        return self._does("doing")

    def _does(self, state: str) -> bool:
        with psycopg.connect(self.cluster.url(APPLICATION), autocommit=True) as database:
            number = database.execute(
                "insert into procrastinate_jobs (queue_name, task_name, args, status) "
                "values ('messages', 'domains.messaging.jobs.send_message', %s, %s) returning id",
                [NO_MESSAGE, state],
            ).fetchone()[0]
            return wait_for(
                lambda: (
                    not database.execute("select 1 from procrastinate_jobs where id = %s", [number]).fetchone()
                ),
                TO_COME_BACK,
            )

    def members(self) -> dict[str, int]:
        """The processes of the group by what they are; of a server and its child the child is `… child`."""
        found: dict[str, int] = {}
        for pid in marked(self.mark):
            name, parent = _name(pid), _parent(pid)
            if name and parent is not None:
                is_child = _name(parent) == name
                found[f"{name} child" if is_child else name] = pid
        return found

    def count(self) -> int:
        """How many processes serve and work; the city's own goes on for as long as its past takes."""
        return sum(bool(_name(pid)) for pid in marked(self.mark))

    def end(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(120)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def clear(self) -> None:
        """Leave nothing behind, whatever a test did."""
        self.end()
        for pid in marked(self.mark):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        if server_pid(self.state / "postgres" / "data"):
            self.cluster.stop()
        shutil.rmtree(self.state, ignore_errors=True)


def wait_for(is_so: Callable[[], object], seconds: float, still: Callable[[], bool] = lambda: True) -> bool:
    """Wait until something is so; fails when it never was, or when `still` is no longer so."""
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        if is_so():
            return True
        assert still(), "It ended."
        time.sleep(0.1)
    raise AssertionError(f"Not within {seconds} seconds.")


def marked(mark: str) -> list[int]:
    """The living processes of the group."""
    wanted = f"{MARK}={mark}".encode()
    return [pid for pid in _numbers() if wanted in _read(pid, "environ").split(b"\0") and lives(pid)]


def told_to(pid: int) -> set[str]:
    """The names in a process' surroundings."""
    return {word.split("=", 1)[0] for word in _read(pid, "environ").decode(errors="replace").split("\0")}


def lives(pid: int) -> bool:
    return bool(_read(pid, "cmdline"))


def listens(port: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


def _numbers() -> Iterator[int]:
    return (int(path.name) for path in Path("/proc").glob("[0-9]*"))


def _name(pid: int) -> str:
    words = _read(pid, "cmdline").decode(errors="replace").split("\0")
    for word, name in (
        ("tuntas.config.wsgi:application", "web"),
        ("tuntas.platform.live.app:application", "live"),
        ("tuntas.config.steward", "steward"),
        ("tuntas.config.worker", "worker"),
    ):
        if word in words:
            return name
    return ""


def _parent(pid: int) -> int | None:
    stat = _read(pid, "stat").decode(errors="replace")
    return int(stat.rpartition(")")[2].split()[1]) if stat else None


def _read(pid: int, what: str) -> bytes:
    try:
        return (Path("/proc") / str(pid) / what).read_bytes()
    except OSError:
        return b""


def _status(port: int, path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()
