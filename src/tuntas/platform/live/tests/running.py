"""Real processes for tests: granian on a free port of the loopback, ended by their own process id."""

from __future__ import annotations

import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[4]
PATIENCE = 120  # seconds: beside other tests a process starts slowly
# Below those that the system gives to whoever connects, so that nobody is given ours before we listen.
PORTS = range(20_000, 30_000)
_ours: list[socket.socket] = []


def free_port() -> int:
    """A port of which no other test is told while this process lives."""
    return free_ports(1)


def free_ports(count: int) -> int:
    """The first of so many ports in a row, all ours."""
    for first in random.sample(PORTS, 1000):
        if all(_is_ours_now(port) for port in range(first, first + count)):
            return first
    raise RuntimeError("There is no free port.")


def _is_ours_now(port: int) -> bool:
    """Keeps the UDP port of the same number, which nobody uses: that tells the other processes that it is taken."""
    mark = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    with socket.socket() as probe:
        try:
            mark.bind(("127.0.0.1", port))
            probe.bind(("127.0.0.1", port))
        except OSError:
            mark.close()
            return False
    _ours.append(mark)
    return True


@contextmanager
def granian(interface: str, target: str, port: int, *more: str, **environ: str) -> Iterator[None]:
    command = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        interface,
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
    ]
    process = subprocess.Popen(
        [*command, "--no-access-log", "--log-level", "warning", *more, target],
        env={**os.environ, "PYTHONPATH": str(SOURCE), **environ},
    )
    try:
        _await_port(port, process)
        yield
    finally:
        process.terminate()
        process.wait(PATIENCE)


def begin_post(port: int, path: str, *lines: str, size: int, body: bytes = b"") -> socket.socket:
    """A request whose head is sent and whose body is only begun."""
    head = [f"POST {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", f"Content-Length: {size}", *lines, "", ""]
    connection = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
    connection.sendall("\r\n".join(head).encode() + body)
    return connection


def all_that_comes(connection: socket.socket) -> bytes:
    """Everything until the other side closes."""
    got = b""
    while chunk := connection.recv(65536):
        got += chunk
    return got


def _await_port(port: int, process: subprocess.Popen[bytes]) -> None:
    limit = time.monotonic() + PATIENCE
    while time.monotonic() < limit:
        if process.poll() is not None:
            raise RuntimeError(f"The server ended with {process.returncode} before it listened.")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(f"The server did not listen within {PATIENCE} seconds.")
