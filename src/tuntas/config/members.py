"""The processes of a group: what each is started with, what it is not told, how it is ended."""

from __future__ import annotations

import contextlib
import ctypes
import os
import secrets
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field

_PDEATHSIG = 1
UNTIL_THE_END = float("inf")
# Uploads in the middle need the pages behind them: so long the pages wait for them at the end.
UPLOADS_END_SECONDS = 5
MARK = "TUNTAS_GROUP"
# The live process reads strangers' bytes all day and needs neither the database nor keys nor mail.
SECRETS = frozenset(
    {"DATABASE_URL", "DATABASE_OWNER_URL", "TUNTAS_KEYS_DIR", "TUNTAS_SMTP_URL", "TUNTAS_OIDC_CLIENT_SECRET"}
)

# Each thread would else get a store of memory of its own and keep what it once used; ours are many and do little each.
OF_MEMORY = {"MALLOC_ARENA_MAX": "2"}


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
    others_wait: float = UNTIL_THE_END
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    faults: int = 0
    not_before: float = 0.0

    def start(self) -> None:
        self.started = time.monotonic()
        told = {**os.environ, **OF_MEMORY, **self.environment, MARK: self.mark}
        self.process = subprocess.Popen(
            self.command,
            env={name: value for name, value in told.items() if name not in self.kept_from_it},
            stdin=subprocess.DEVNULL,
            # The supervisor's death, even by kill -9, ends its members: nobody serves unsupervised.
            preexec_fn=_die_with_parent,
        )

    def forget(self) -> int | None:
        """Let go of a process that has ended, its children with it; how it ended."""
        code = self.process.returncode if self.process else None
        self.end_stragglers()
        self.process = None
        return code

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

    `with_city`: of a demonstration, also the process that lives its past days and then its present.
    """
    python = sys.executable
    # What the live process shows when it asks the web process what changed. New at each start, and nobody else's.
    inside = {"TUNTAS_INSIDE_SECRET": os.environ.get("TUNTAS_INSIDE_SECRET") or secrets.token_hex(32)}
    web = Member(
        "web",
        [
            python, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
            "--workers", str(web_processes), "--blocking-threads", "4", "--no-access-log", "--log-level", "warning",
            "--respawn-failed-workers", "--workers-kill-timeout", "8", "tuntas.config.wsgi:application",
        ],
        mark,
        {**inside, **(told_web or {})},
    )  # fmt: skip
    live = Member(
        "live",
        [
            python, "-m", "granian", "--interface", "asgi", "--host", "127.0.0.1", "--port", str(port + 1),
            "--no-access-log", "--log-level", "warning", "--respawn-failed-workers", "--workers-kill-timeout", "8",
            "tuntas.platform.live.app:application",
        ],
        mark,
        inside,
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


def _die_with_parent() -> None:
    # A terminal's Ctrl+C goes to the supervisor alone, which then stops the group in order.
    os.setpgid(0, 0)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PDEATHSIG, signal.SIGTERM)
