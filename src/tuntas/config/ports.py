"""Keeps the ports of a group for that group alone, for as long as it runs."""

from __future__ import annotations

import contextlib
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager

HOST = "127.0.0.1"


class PortTaken(Exception):
    """Somebody else listens there; the text says what to do."""


@contextmanager
def kept(*ports: int, patience_seconds: float = 3) -> Iterator[None]:
    """Hold the ports while the group's servers come and go. Raises `PortTaken` when one is somebody else's.

    Our server shares its port with whoever asks (SO_REUSEPORT), so that it can be restarted: without this a second
    group on the same port would start, and each would be given a part of the other's requests.
    """
    with contextlib.ExitStack() as stack:
        for port in ports:
            stack.enter_context(_patiently_bound(port, patience_seconds))
        yield


def look(port: int) -> None:
    """See once whether a port is free; raises `OSError`."""
    _bound(port).close()


def _patiently_bound(port: int, seconds: float) -> socket.socket:
    """What a killed group left behind may need a moment to let go."""
    limit = time.monotonic() + seconds
    while True:
        try:
            return _bound(port)
        except OSError as fault:
            if time.monotonic() > limit:
                raise PortTaken(
                    f"Port {port} can't be used ({fault.strerror}). Stop what is there, or choose another: "
                    "./tuntas run --port 9000 (the next one is used too)."
                ) from fault
        time.sleep(0.2)


def _bound(port: int) -> socket.socket:
    held = socket.socket()
    try:
        # Connections of a server that ended a minute ago are no reason to refuse, another server is.
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind((HOST, port))
    except OSError:
        held.close()
        raise
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 0)
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    return held
