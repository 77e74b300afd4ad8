"""A port belongs to one group: nobody else starts on it, and the group's own servers come and go."""

import socket
from contextlib import contextmanager

import pytest

from tests.robustness.house import TO_COME_BACK, House
from tuntas.config import ports
from tuntas.platform.live.tests.running import free_port


def test_nobody_else_can_have_a_kept_port():
    port = free_port()

    with (
        ports.kept(port),
        pytest.raises(ports.PortTaken, match=str(port)),
        ports.kept(port, patience_seconds=0),
    ):
        pass


def test_a_port_is_given_back():
    port = free_port()

    with ports.kept(port):
        pass
    with ports.kept(port, patience_seconds=0):
        pass


def test_a_server_of_the_group_listens_on_the_kept_port_again_and_again():
    port = free_port()

    with ports.kept(port):
        for _start in range(2):
            with _server(port), socket.create_connection(("127.0.0.1", port), timeout=5):
                pass


def test_another_groups_server_is_seen_although_it_shares_its_port():
    port = free_port()

    with _server(port), pytest.raises(ports.PortTaken), ports.kept(port, patience_seconds=0):
        pass


@pytest.mark.parametrize("taken", [0, 1])
def test_a_run_says_that_its_port_is_taken(taken):
    """The pages' port or the next one, and nothing was started for it."""
    house = House()

    try:
        with _server(house.port + taken):
            assert house.begin().wait(TO_COME_BACK) != 0

        assert f"Port {house.port + taken} can't be used" in house.said()
        assert "Tuntas is at" not in house.said()
        assert not house.cluster.data.exists()
    finally:
        house.clear()


@contextmanager
def _server(port: int):
    """A socket that listens as our web server's does."""
    with socket.socket() as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        one.bind(("127.0.0.1", port))
        one.listen()
        yield
