"""`run` as one group: whatever is killed comes back, nothing is left behind, and only one runs."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator

import psycopg
import pytest

from tests.robustness.house import TO_COME_BACK, House, listens, lives, marked, told_to, wait_for
from tuntas.config.cluster import ADMIN
from tuntas.config.cluster.traces import server_pid


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    """One house for the module; the tests kill parts of it in turn and end it last."""
    built = House()
    try:
        built.run()
        yield built
    finally:
        built.clear()


def test_says_where_it_is_when_it_is_there(house):
    assert f"http://127.0.0.1:{house.port}" in wait_until_said(house, "Tuntas is at")
    assert set(house.members()) >= {"web", "web child", "live", "live child", "steward", "worker"}


def test_each_process_is_told_only_what_it_needs(house):
    told = {name: told_to(pid) for name, pid in house.members().items()}

    assert "DATABASE_URL" in told["web"]
    assert not any("DATABASE_OWNER_URL" in names for names in told.values())
    for name in ("live", "live child"):
        assert not told[name] & {"DATABASE_URL", "TUNTAS_KEYS_DIR", "TUNTAS_SMTP_URL"}


# The web's child is killed in test_stop.py, in the middle of its work.
@pytest.mark.parametrize("name", ["web", "live", "live child", "steward", "worker"])
def test_a_killed_process_comes_back(house, name):
    before = house.members()

    os.kill(before[name], signal.SIGKILL)

    wait_for(lambda: not lives(before[name]), TO_COME_BACK)
    wait_for(lambda: house.members().get(name, before[name]) != before[name], TO_COME_BACK)
    wait_for(house.answers, TO_COME_BACK)
    assert house.rescues() if name == "steward" else house.works()
    # A server's child that outlived it would go on holding the port with old code; its new child comes a moment later.
    wait_for(lambda: house.count() == len(before), TO_COME_BACK)


def test_a_killed_backend_of_the_database_is_survived(house):
    with psycopg.connect(house.cluster.url(ADMIN, "postgres")) as admin:
        (backend,) = admin.execute(
            "select pid from pg_stat_activity where application_name = 'tuntas' limit 1"
        ).fetchone()

    os.kill(backend, signal.SIGKILL)

    wait_for(lambda: not lives(backend), TO_COME_BACK)
    wait_for(house.answers, TO_COME_BACK)
    wait_for(lambda: _answers_to_us(house), TO_COME_BACK)
    assert house.works()


def test_a_killed_database_comes_back(house):
    postmaster = server_pid(house.cluster.data)

    os.kill(postmaster, signal.SIGKILL)

    wait_for(lambda: server_pid(house.cluster.data) not in {None, postmaster}, TO_COME_BACK)
    wait_for(lambda: _answers_to_us(house), TO_COME_BACK)
    wait_for(house.answers, TO_COME_BACK)
    assert house.works()


def test_a_second_run_is_told_and_changes_nothing(house):
    before = house.members()

    second = house.begin()

    assert second.wait(TO_COME_BACK) != 0
    assert "already running" in house.said()
    assert house.members() == before
    assert house.answers()


def test_after_a_killed_supervisor_nobody_serves(house):
    house.process.kill()
    house.process.wait()

    wait_for(lambda: not marked(house.mark), TO_COME_BACK)
    assert not house.answers()


def test_the_next_run_takes_the_left_behind_database_over(house):
    database = server_pid(house.cluster.data)
    assert database

    house.run()

    assert server_pid(house.cluster.data) == database
    assert house.rescues()


def test_stops_in_order_and_leaves_nothing_behind(house):
    members, database = house.members(), server_pid(house.cluster.data)

    house.process.send_signal(signal.SIGTERM)

    order = [members["web"], members["steward"], members["worker"], database]
    wait_for(lambda: _end_in_order(order), TO_COME_BACK)
    assert house.process.wait(TO_COME_BACK) == 0
    assert marked(house.mark) == []
    assert not house.sockets.exists()
    assert not listens(house.port)
    assert not listens(house.port + 1)
    assert subprocess.run(["pgrep", "-f", str(house.state)], capture_output=True, check=False).stdout == b""


def wait_until_said(house: House, words: str) -> str:
    wait_for(lambda: words in house.said(), TO_COME_BACK)
    return house.said()


def _answers_to_us(house: House) -> bool:
    try:
        with psycopg.connect(house.cluster.url(ADMIN, "postgres")):
            return True
    except psycopg.OperationalError:
        return False


def _end_in_order(pids: list[int]) -> bool:
    """Whether all have ended; fails when a later one is seen gone while an earlier one still lives.

    The last one is looked at first: else an earlier one could end between two looks.
    """
    living = [lives(pid) for pid in reversed(pids)][::-1]
    assert living == sorted(living), f"A later one ended first: {living}"
    return not any(living)
