"""A worker killed with -9 in the middle of a job: nothing is lost, nothing happens twice."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from aiosmtpd.controller import Controller
from django.db import connection, transaction

from tests.robustness.house import ROOT, wait_for
from tuntas.config.cluster import APPLICATION
from tuntas.platform import clock, jobs
from tuntas.platform.live.tests.running import free_port

PATIENCE = 300  # beside other tests a process starts slowly
HELD_FOR = 6  # seconds: three heartbeats


@pytest.fixture
def worker(own_db, cluster, tmp_path) -> Iterator[Callable[..., subprocess.Popen]]:
    """Starts real worker processes on the test's own database."""
    started: list[subprocess.Popen] = []

    def start(**more: str) -> subprocess.Popen:
        environment = {
            **os.environ,
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
            "DATABASE_URL": cluster.url(APPLICATION, own_db),
            "TUNTAS_JOURNAL_ANCHOR": str(tmp_path / "anchor"),
            "TUNTAS_TEST_JOBS": str(tmp_path),
            **more,
        }
        command = [sys.executable, "-m", "tests.robustness.slow_jobs"]
        started.append(subprocess.Popen(command, cwd=ROOT, env=environment))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


class StallingMailbox:
    """Keeps the first sender waiting before a byte of its mail has left; takes everyone else's."""

    def __init__(self) -> None:
        self.asked = 0
        self.mails: list[bytes] = []

    async def handle_RCPT(self, server, session, envelope, address, options):
        import asyncio

        self.asked += 1
        if self.asked == 1:
            await asyncio.sleep(600)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.mails.append(envelope.content)
        return "250 Taken"


@pytest.fixture
def mailbox() -> Iterator[tuple[StallingMailbox, str]]:
    port, stalling = free_port(), StallingMailbox()
    controller = Controller(stalling, hostname="127.0.0.1", port=port, ready_timeout=PATIENCE)
    controller.start()
    yield stalling, f"smtp://127.0.0.1:{port}"
    controller.stop()


def test_a_job_of_a_killed_worker_is_done_by_the_next_one(worker, tmp_path):
    from tests.robustness.slow_jobs import slow_job

    slow_job.defer(name="one")
    killed = worker()
    _wait(lambda: (tmp_path / "one.begun").exists(), killed)

    killed.kill()
    killed.wait()
    (tmp_path / "go").touch()
    assert _states() == ["doing"]
    wait_for(lambda: jobs.rescue_stalled(seconds=3), PATIENCE)
    assert _states() == ["todo"]
    next_one = worker()
    _wait(lambda: _states() == [], next_one)

    assert len((tmp_path / "one.begun").read_text().split()) == 2
    assert len((tmp_path / "one.ended").read_text().split()) == 1


def test_a_job_of_a_living_worker_is_left_to_it(worker, tmp_path):
    from tests.robustness.slow_jobs import slow_job

    slow_job.defer(name="long")
    living = worker()
    _wait(lambda: (tmp_path / "long.begun").exists(), living)
    begun = _heartbeat()

    # A job that takes its time keeps its worker: it goes on being heard of, long after the job was begun.
    _wait(lambda: _heartbeat() > begun + timedelta(seconds=HELD_FOR), living)
    assert jobs.rescue_stalled(seconds=HELD_FOR) == 0

    (tmp_path / "go").touch()
    _wait(lambda: _states() == [], living)
    assert len((tmp_path / "long.ended").read_text().split()) == 1


def test_a_worker_that_is_told_to_stop_ends_its_job_and_takes_no_other(worker, tmp_path):
    from tests.robustness.slow_jobs import slow_job

    slow_job.defer(name="begun")
    told = worker()
    _wait(lambda: (tmp_path / "begun.begun").exists(), told)
    slow_job.defer(name="later")

    told.terminate()
    _wait((tmp_path / "told").exists, told)
    (tmp_path / "go").touch()

    assert told.wait(PATIENCE) == 0
    assert len((tmp_path / "begun.ended").read_text().split()) == 1
    assert _states() == ["todo"]
    assert not (tmp_path / "later.begun").exists()


def test_a_killed_sending_loses_no_message_and_sends_none_twice(worker, mailbox):
    from tuntas.domains.messaging import actions
    from tuntas.domains.messaging.models import Message
    from tuntas.domains.messaging.tests.conftest import confirm_address, queue_message

    stalling, url = mailbox
    confirm_address()
    queue_message(at=datetime.now(UTC))
    killed = worker(TUNTAS_SMTP_URL=url)
    _wait(lambda: stalling.asked, killed)

    killed.kill()
    killed.wait()
    wait_for(lambda: jobs.rescue_stalled(seconds=3), PATIENCE)
    next_one = worker(TUNTAS_SMTP_URL=url)
    _wait(lambda: _states() == [], next_one)  # taken by nobody yet: the dead worker may only be slow
    assert stalling.mails == []
    actions.sweep(datetime.now(UTC) + timedelta(minutes=4))
    _make_due()

    _wait(lambda: stalling.mails, next_one)
    _wait(lambda: Message.objects.get().state == "sent", next_one)
    assert len(stalling.mails) == 1


def test_a_job_is_there_if_and_only_if_its_change_is(own_db):
    from tests.robustness.slow_jobs import slow_job

    with transaction.atomic():
        slow_job.defer(name="never")
        transaction.set_rollback(True)
    with transaction.atomic():
        slow_job.defer(name="kept")

    assert _states() == ["todo"]


def test_what_a_job_defers_is_there_if_and_only_if_its_change_is(worker, tmp_path):
    from tests.robustness.slow_jobs import takes_back

    (tmp_path / "go").touch()
    takes_back.defer()
    working = worker()

    _wait(lambda: (tmp_path / "kept.ended").exists() and _states() == [], working)
    assert not (tmp_path / "taken-back.begun").exists()


def test_a_job_that_kills_each_worker_is_given_up_and_listed(own_db):
    from tests.robustness.slow_jobs import slow_job

    slow_job.defer(name="poison")

    for _worker in range(jobs.MOST_TRIES):
        assert _states() == ["todo"]
        _take_and_die()
        assert jobs.rescue_stalled() == 1

    assert _states() == ["failed"]
    assert jobs.rescue_stalled() == 0
    [failed] = jobs.failed()
    assert (failed.tries, failed.ids) == (jobs.MOST_TRIES, '{"name": "poison"}')
    assert jobs.try_again(failed.number)
    assert (jobs.failed(), _states()) == ([], ["todo"])
    assert not jobs.try_again(failed.number)


def _states() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("select status from procrastinate_jobs order by id")
        return [row[0] for row in cursor.fetchall()]


def _heartbeat() -> datetime:
    """When the only worker was last heard of."""
    with connection.cursor() as cursor:
        cursor.execute("select last_heartbeat from procrastinate_workers")
        [(moment,)] = cursor.fetchall()
    return moment


def _take_and_die() -> None:
    """What a worker leaves that took the job and never spoke again."""
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into procrastinate_workers (last_heartbeat) values (now() - interval '1 hour') returning id"
        )
        cursor.execute("update procrastinate_jobs set status = 'doing', worker_id = %s", [cursor.fetchone()[0]])


def _make_due() -> None:
    """Let the wait before the next try be over."""
    from tuntas.domains.messaging.models import Message

    Message.objects.update(next_try_at=clock.now())
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_jobs set scheduled_at = now()")


def _wait(is_so: Callable[[], object], process: subprocess.Popen) -> None:
    wait_for(is_so, PATIENCE, lambda: process.poll() is None)
