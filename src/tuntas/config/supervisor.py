"""Keeps the processes of one machine running as one group: started together, restarted alone, stopped together."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from . import session
from .members import MARK, Member

STEADY_SECONDS = 10
STOP_SECONDS = 20
LONGEST_PAUSE_SECONDS = 30


def end_leftovers(mark: str) -> int:
    """End the processes of this checkout that a killed supervisor left behind; how many."""
    left = [pid for pid in _processes() if _marked(pid, mark)]
    for pid in left:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal.SIGKILL)
    return len(left)


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
        try:
            for member in self.members:
                member.start()
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
            if member.has_ended():
                self._note_end(member, now)
            if member.process is None and now >= member.not_before and not self.stopping:
                member.start()

    def _note_end(self, member: Member, now: float) -> None:
        """Who ends again and again is started again ever more slowly."""
        steady = now - member.started > STEADY_SECONDS
        member.faults = 0 if steady else member.faults + 1
        member.not_before = now + min(2 ** min(member.faults, 5) - 1, LONGEST_PAUSE_SECONDS)
        code = member.forget()
        print(f"{member.name} ended ({code}); starting it again.", file=sys.stderr, flush=True)

    def _end_all(self) -> None:
        """In the order of the group: doors first, so that no new work comes in while the rest finishes.

        What a member has begun it may finish; who is not done in time is killed.
        """
        try:
            self._before_end()
        finally:
            limit = time.monotonic() + STOP_SECONDS
            ending = [member for member in self.members if member.process is not None]
            for member in ending:
                member.end_orderly(min(member.others_wait, limit - time.monotonic()))
            for member in ending:
                member.end_by(limit)


def _processes() -> Iterator[int]:
    return (int(path.name) for path in Path("/proc").glob("[0-9]*") if int(path.name) != os.getpid())


def _marked(pid: int, mark: str) -> bool:
    try:
        return f"{MARK}={mark}".encode() in (Path("/proc") / str(pid) / "environ").read_bytes().split(b"\0")
    except OSError:
        return False
