"""A port belongs to one group: nobody else starts on it, and the group's own servers come and go."""

import os
import socket
import subprocess
import sys
from contextlib import contextmanager

import pytest

from tuntas.config import ports


def test_nobody_else_can_have_a_kept_port():
    port = _free_port()

    with (
        ports.kept(port),
        pytest.raises(ports.PortTaken, match=str(port)),
        ports.kept(port, patience_seconds=0),
    ):
        pass


def test_a_port_is_given_back():
    port = _free_port()

    with ports.kept(port):
        pass
    with ports.kept(port, patience_seconds=0):
        pass


def test_a_server_of_the_group_listens_on_the_kept_port_again_and_again():
    port = _free_port()

    with ports.kept(port):
        for _start in range(2):
            with _server(port), socket.create_connection(("127.0.0.1", port), timeout=5):
                pass


def test_another_groups_server_is_seen_although_it_shares_its_port():
    port = _free_port()

    with _server(port), pytest.raises(ports.PortTaken), ports.kept(port, patience_seconds=0):
        pass


@pytest.mark.parametrize("taken", [0, 1])
def test_a_run_says_that_its_port_is_taken(tmp_path, taken):
    """The pages' port or the next one, and nothing was started for it."""
    port = _free_port()

    with _server(port + taken):
        done = subprocess.run(
            [sys.executable, "-m", "tuntas", "run", "--port", str(port)],
            env={**_bare(), "TUNTAS_STATE": str(tmp_path / "state")},
            capture_output=True,
            text=True,
            check=False,
        )

    assert done.returncode != 0
    assert f"Port {port + taken} can't be used" in done.stderr
    assert "Tuntas is at" not in done.stdout
    assert not (tmp_path / "state" / "postgres").exists()


def _bare() -> dict[str, str]:
    ours = ("TUNTAS_", "DATABASE_", "DJANGO_", "PYTEST")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {**inherited, "PYTHONPATH": os.pathsep.join(sys.path)}


@contextmanager
def _server(port: int):
    """A socket that listens as our web server's does."""
    with socket.socket() as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        one.bind(("127.0.0.1", port))
        one.listen()
        yield


def _free_port() -> int:
    """One whose neighbour is free too."""
    while True:
        with socket.socket() as one, socket.socket() as two:
            one.bind(("127.0.0.1", 0))
            try:
                two.bind(("127.0.0.1", one.getsockname()[1] + 1))
            except (OSError, OverflowError):
                continue
            return one.getsockname()[1]
