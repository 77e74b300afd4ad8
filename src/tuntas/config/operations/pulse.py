"""Each serving process says every few seconds that it lives, so that any other can see when one has fallen silent."""

from __future__ import annotations

import contextlib
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from django.db import Error, connection

from tuntas.platform.ids import new_id

from .version import version

EVERY_SECONDS = 5

_BEAT = """
insert into house_process (id, kind, host, number, version, started_at, seen_at)
values (%s, %s, %s, %s, %s, now(), now())
on conflict (id) do update set seen_at = now()
"""
# After so long nobody asks any more what became of a process.
_FORGET = "delete from house_process where seen_at < now() - interval '10 minutes'"
log = structlog.get_logger("pulse")


class Pulse:
    """The sign of life of one process."""

    def __init__(self, kind: str) -> None:
        self._row: list[str | int] = [str(new_id()), kind, socket.gethostname()[:255], os.getpid(), version()]
        self._ended = threading.Event()

    def beat(self) -> None:
        """Say once that this process lives, and forget those that have long been silent."""
        with connection.cursor() as cursor:
            cursor.execute(_BEAT, self._row)
            cursor.execute(_FORGET)

    def end(self) -> None:
        """Say that this process ends in order."""
        self._ended.set()
        with contextlib.suppress(Error), connection.cursor() as cursor:
            cursor.execute("delete from house_process where id = %s", self._row[:1])

    def keep(self) -> None:
        """Beat until the end. The connection is given back each time: a beat is rare, a connection costs memory."""
        silent = False
        while not self._ended.is_set():
            try:
                self.beat()
                silent = False
            except Error:
                if not silent:
                    log.exception("no sign of life could be given")
                silent = True
            finally:
                connection.close()
            self._ended.wait(EVERY_SECONDS)


def begin(kind: str) -> Pulse:
    """Let this process show from here on that it lives."""
    pulse = Pulse(kind)
    threading.Thread(target=pulse.keep, name="pulse", daemon=True).start()
    return pulse


@contextmanager
def beating(kind: str) -> Iterator[None]:
    """Show that this process lives while the block runs."""
    pulse = begin(kind)
    try:
        yield
    finally:
        pulse.end()
