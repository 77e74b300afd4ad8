"""Real processes for tests: granian on a free port of the loopback, ended by their own process id."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[4]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


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
        process.wait(15)


def begin_post(port: int, path: str, *lines: str, size: int, body: bytes = b"") -> socket.socket:
    """A request whose head is sent and whose body is only begun."""
    head = [f"POST {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", f"Content-Length: {size}", *lines, "", ""]
    connection = socket.create_connection(("127.0.0.1", port), timeout=10)
    connection.sendall("\r\n".join(head).encode() + body)
    return connection


def all_that_comes(connection: socket.socket) -> bytes:
    """Everything until the other side closes."""
    got = b""
    while chunk := connection.recv(65536):
        got += chunk
    return got


def _await_port(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise RuntimeError(f"The server ended with {process.returncode} before it listened.")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("The server did not listen within 30 seconds.")
