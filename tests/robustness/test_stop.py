"""A stop cuts nobody off: what has begun is answered, what comes later is told, and then everything is gone."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import psycopg
import pytest

from tests.robustness.house import TO_COME_BACK, House, listens, lives, marked, wait_for
from tests.robustness.queueing import Board, Room
from tuntas.config.cluster import ADMIN

AT_ONCE = 6  # more than one web process has threads
HALF = b"x" * 60_000


@dataclass
class Slow:
    """Requests that are at work at the same time, each on a connection of its own, and what became of each."""

    port: int
    outcomes: list[str] = field(default_factory=list)
    threads: list[threading.Thread] = field(default_factory=list)

    def begin(self, count: int) -> None:
        for _ in range(count):
            self.threads.append(threading.Thread(target=self._ask))
            self.threads[-1].start()

    def ended(self) -> list[str]:
        for thread in self.threads:
            thread.join(TO_COME_BACK)
        return self.outcomes

    def cut(self) -> list[str]:
        """Those that were not answered wholly: the checker of every test here."""
        return [outcome for outcome in self.ended() if outcome != "200 whole"]

    def _ask(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TO_COME_BACK)
        try:
            connection.request("GET", "/open")
            answer = connection.getresponse()
            whole = answer.read().rstrip().endswith(b"</html>")
            self.outcomes.append(f"{answer.status} {'whole' if whole else 'half'}")
        except (OSError, http.client.HTTPException) as fault:
            self.outcomes.append(type(fault).__name__)
        finally:
            connection.close()


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    built = House()
    # Nobody needs to live here for it to stop.
    (built.state / ".env").write_text("TUNTAS_CITY_RESIDENTS=0\nTUNTAS_CITY_DAYS=0\n")
    try:
        built.run()
        yield built
    finally:
        built.clear()


@contextmanager
def held_up(house: House) -> Iterator[psycopg.Connection]:
    """Every page about offices waits while the block runs."""
    with psycopg.connect(house.cluster.url(ADMIN)) as admin:
        admin.execute("lock table offices_office in access exclusive mode")
        yield admin


def test_a_running_house_is_ready_and_counts_what_its_web_processes_answer(house):
    wait_for(lambda: _ask(house.port, "/ready")[0] == 200, TO_COME_BACK)

    assert _ask(house.port, "/health")[0] == _ask(house.port + 1, "/health")[0] == 200
    status, told = _ask(house.port, "/metrics")
    assert status == 200
    assert 'tuntas_requests_total{method="GET",route="/open",status="200"}' in told
    assert "tuntas_database_up 1.0" in told
    # Workers run when nobody else wants the processor, so theirs may come last.
    for kind in ("web", "steward", "worker"):
        shown = f'tuntas_processes{{kind="{kind}"}} 1.0'
        wait_for(lambda shown=shown: shown in _ask(house.port, "/metrics")[1], TO_COME_BACK)


def test_a_killed_process_cuts_requests_and_the_checker_says_so(house):
    """The planted fault, on which the next test's checker must not be silent."""
    web = house.members()["web child"]
    slow = Slow(house.port)

    with held_up(house) as admin:
        slow.begin(AT_ONCE)
        wait_for(lambda: _waiting(admin) >= 4, TO_COME_BACK)
        os.kill(web, signal.SIGKILL)
        wait_for(lambda: not lives(web), TO_COME_BACK)

    assert len(slow.cut()) >= 4
    wait_for(house.answers, TO_COME_BACK)


def test_killed_while_numbers_are_taken_and_called_nothing_is_lost_or_done_twice(house):
    room, board = Room(house), Board(house)
    before = house.members()
    people, presses = [room.phone() for _ in range(5)], [room.press()]
    for one in people[:2]:
        wait_for(one.send, TO_COME_BACK)
    wait_for(lambda: board.news.get("issued") == 2, TO_COME_BACK)
    web = before["web child"]

    with psycopg.connect(house.cluster.url(ADMIN)) as admin:
        # Whoever only looks, as the steward does, waits for nobody.
        admin.execute("lock table counters_ticket in exclusive mode")
        sending = [one.sends() for one in [*people[2:], *presses]]
        wait_for(lambda: _waiting(admin) >= 4, TO_COME_BACK)
        os.kill(web, signal.SIGKILL)
        wait_for(lambda: not lives(web), TO_COME_BACK)
    for thread in sending:
        thread.join(TO_COME_BACK)
    assert [one.answers for one in [*people[2:], *presses]] == [[]] * 4
    wait_for(house.answers, TO_COME_BACK)
    assert house.members()["web child"] != web
    wait_for(lambda: house.count() == len(before), TO_COME_BACK)
    # Who was answered and whose answer was lost: each page sends its form again.
    for one in [*people, *presses]:
        wait_for(one.send, TO_COME_BACK)
    room.press("begin").send()
    presses.append(room.press())
    presses[1].send()

    assert room.faults(people, presses) == []
    wait_for(lambda: (board.news["issued"], board.news["last_call"]) == (5, 2), TO_COME_BACK)
    assert board.calls == [1, 2]
    # The same checker finds the phone that sends its form again as a new one.
    people[0].key = str(uuid.uuid4())
    people[0].visitor = room.phone().visitor
    people[0].send()
    assert room.faults(people, presses) == ["6 numbers for 5", "2 numbers for one"]


def test_a_stop_answers_everybody_and_leaves_nothing(house):
    members = house.members()
    slow, late = Slow(house.port), Slow(house.port)

    with held_up(house) as admin:
        slow.begin(AT_ONCE)
        upload = _half_an_upload(house.port + 1)
        wait_for(lambda: _waiting(admin) >= 4, TO_COME_BACK)
        house.process.send_signal(signal.SIGTERM)
        wait_for((house.state / "group" / "stopping").exists, TO_COME_BACK)
        late.begin(2)
        assert slow.outcomes == []
    upload.sendall(HALF)

    assert slow.cut() == []
    # The page behind it was still there and refused it: it carries no form token. 502 would say that it was gone.
    assert _status_of(upload) == 403
    assert set(late.ended()) <= {
        "200 whole",
        "ConnectionRefusedError",
        "ConnectionResetError",
        "RemoteDisconnected",
    }
    assert house.process.wait(TO_COME_BACK) == 0
    assert [name for name, pid in members.items() if lives(pid)] == []
    assert marked(house.mark) == []
    assert not listens(house.port)


def _ask(port: int, path: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TO_COME_BACK)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    except OSError as fault:
        return 0, str(fault)
    finally:
        connection.close()


def _waiting(admin: psycopg.Connection) -> int:
    """How many requests wait for the table."""
    return admin.execute("select count(*) from pg_locks where not granted").fetchone()[0]


def _half_an_upload(port: int) -> socket.socket:
    """A document that somebody has checked, half of it sent."""
    sending = socket.create_connection(("127.0.0.1", port), timeout=TO_COME_BACK)
    sending.sendall(
        b"POST /uploads/verification/ HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: application/octet-stream\r\n"
        b"Origin: http://127.0.0.1:%d\r\nContent-Length: %d\r\n\r\n" % (port, port - 1, 2 * len(HALF)) + HALF
    )
    return sending


def _status_of(sending: socket.socket) -> int:
    answer = http.client.HTTPResponse(sending)
    answer.begin()
    return answer.status
