"""Keeps the processes of one machine running as one group: started together, restarted alone, stopped together."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from . import session

_PDEATHSIG = 1
STEADY_SECONDS = 10
STOP_SECONDS = 20
# Uploads in the middle need the pages behind them: so long the pages wait for them at the end.
UPLOADS_END_SECONDS = 5
MARK = "TUNTAS_GROUP"
# The live process reads strangers' bytes all day and needs neither the database nor keys nor mail.
SECRETS = frozenset(
    {"DATABASE_URL", "DATABASE_OWNER_URL", "TUNTAS_KEYS_DIR", "TUNTAS_SMTP_URL", "TUNTAS_OIDC_CLIENT_SECRET"}
)


@dataclass
class Member:
    """One process of the group."""

    name: str
    command: list[str]
    mark: str
    # What it is told besides this process's own surroundings; a benchmark's house has surroundings of its own.
    environment: dict[str, str] = field(default_factory=dict)
    # It has an end: when it went well it is not started again.
    ends: bool = False
    # What it is not told: whoever finds a way into a process reads its surroundings.
    kept_from_it: frozenset[str] = frozenset()
    # How long the next one's end waits for this one's.
    others_wait: float = STOP_SECONDS
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    faults: int = 0
    not_before: float = 0.0

    def start(self) -> None:
        self.started = time.monotonic()
        told = {**os.environ, **self.environment, MARK: self.mark}
        self.process = subprocess.Popen(
            self.command,
            env={name: value for name, value in told.items() if name not in self.kept_from_it},
            stdin=subprocess.DEVNULL,
            # The supervisor's death, even by kill -9, ends its members: nobody serves unsupervised.
            preexec_fn=_die_with_parent,
        )

    def end_stragglers(self) -> None:
        """A server killed by -9 leaves its own children behind, which would go on holding the port."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)

    def end_orderly(self, seconds: float) -> None:
        """Tell it to finish what it has begun, and give it so long."""
        if self.process is None:
            return
        self.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(max(0.1, seconds))

    def end_by(self, limit: float) -> None:
        """See that it is gone, with all its children, when the limit is reached."""
        if self.process is None:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(max(0.1, limit - time.monotonic()))
        self.end_stragglers()
        self.process.wait()

    def has_ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def is_done(self) -> bool:
        """Whether there is nothing left for it to do."""
        return self.ends and self.process is not None and self.process.poll() == 0


def end_leftovers(mark: str) -> int:
    """End the processes of this checkout that a killed supervisor left behind; how many."""
    left = [pid for pid in _processes() if _marked(pid, mark)]
    for pid in left:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal.SIGKILL)
    return len(left)


def the_group(
    port: int,
    *,
    mark: str,
    web_processes: int,
    workers: int,
    told_web: dict[str, str] | None = None,
    with_city: bool = False,
) -> list[Member]:
    """Web, live and worker processes; the database is started before and stopped after them.

    `with_city`: of a demonstration, also the process that lives its past days and then ends.
    """
    python = sys.executable
    web = Member(
        "web",
        [
            python, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
            "--workers", str(web_processes), "--blocking-threads", "4", "--no-access-log", "--log-level", "warning",
            "--respawn-failed-workers", "--workers-kill-timeout", "8", "tuntas.config.wsgi:application",
        ],
        mark,
        told_web or {},
    )  # fmt: skip
    live = Member(
        "live",
        [
            python, "-m", "granian", "--interface", "asgi", "--host", "127.0.0.1", "--port", str(port + 1),
            "--no-access-log", "--log-level", "warning", "--respawn-failed-workers", "--workers-kill-timeout", "8",
            "tuntas.platform.live.app:application",
        ],
        mark,
        kept_from_it=SECRETS,
        others_wait=UPLOADS_END_SECONDS,
    )  # fmt: skip
    steward = Member("steward", [python, "-m", "tuntas.config.steward"], mark)
    more = [
        Member(f"worker {number}", [python, "-m", "tuntas.config.worker"], mark) for number in range(workers)
    ]
    # Before the steward and the workers, so that it ends before what it leans on.
    past = [Member("city", [python, "-m", "tuntas.config.city.process"], mark, ends=True)] if with_city else []
    return [live, web, *past, steward, *more]


class Supervisor:
    """Runs a group until it is told to stop."""

    def __init__(
        self,
        members: list[Member],
        *,
        serving: Callable[[], bool],
        when_serving: str,
        keep: Callable[[], object] = lambda: None,
        before_end: Callable[[], object] = lambda: None,
    ) -> None:
        self.members = members
        self._keep = keep
        self._before_end = before_end
        self.stopping = False
        self._serving: Callable[[], bool] | None = serving
        self._when_serving = when_serving

    def run(self) -> int:
        """Keep every member running; returns 0 after SIGINT, SIGTERM or SIGHUP and an orderly end."""
        session.on_end(self._stop)
        signal.signal(signal.SIGINT, self._stop)
        for member in self.members:
            member.start()
        try:
            while not self.stopping:
                self._keep()
                self._look_after_all()
                self._say_when_serving()
                time.sleep(0.2)
        finally:
            self._end_all()
        return 0

    def _stop(self, *_: object) -> None:
        self.stopping = True

    def _say_when_serving(self) -> None:
        """Say where it is when it is there, not before."""
        if self._serving and self._serving():
            self._serving = None
            print(self._when_serving, flush=True)

    def _look_after_all(self) -> None:
        now = time.monotonic()
        self.members = [member for member in self.members if not member.is_done()]
        for member in self.members:
            if not member.has_ended():
                continue
            if member.process is not None:
                steady = now - member.started > STEADY_SECONDS
                member.faults = 0 if steady else member.faults + 1
                member.not_before = now + min(2**member.faults - 1, 30)
                code = member.process.returncode
                member.end_stragglers()
                member.process = None
                print(f"{member.name} ended ({code}); starting it again.", file=sys.stderr, flush=True)
        for member in self.members:
            if member.process is None and now >= member.not_before and not self.stopping:
                member.start()

    def _end_all(self) -> None:
        """In the order of the group: doors first, so that no new work comes in while the rest finishes.

        What a member has begun it may finish; who is not done in time is killed.
        """
        self._before_end()
        limit = time.monotonic() + STOP_SECONDS
        ending = [member for member in self.members if member.process is not None]
        for member in ending:
            member.end_orderly(min(member.others_wait, limit - time.monotonic()))
        for member in ending:
            member.end_by(limit)


def _die_with_parent() -> None:
    # A terminal's Ctrl+C goes to the supervisor alone, which then stops the group in order.
    os.setpgid(0, 0)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PDEATHSIG, signal.SIGTERM)


def _processes() -> Iterator[int]:
    return (int(path.name) for path in Path("/proc").glob("[0-9]*") if int(path.name) != os.getpid())


def _marked(pid: int, mark: str) -> bool:
    try:
        return f"{MARK}={mark}".encode() in (Path("/proc") / str(pid) / "environ").read_bytes().split(b"\0")
    except OSError:
        return False
