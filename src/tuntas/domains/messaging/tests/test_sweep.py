"""A worker killed in the middle loses nothing and sends nothing twice."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from tuntas.adapters.smtp import FakeMail
from tuntas.domains.messaging import actions, jobs
from tuntas.domains.messaging.actions.outbox import mark_handing_over
from tuntas.domains.messaging.models import Message
from tuntas.platform import clock
from tuntas.platform.jobs import run_pending
from tuntas.platform.live.tests.running import PATIENCE, free_port

from .conftest import AT, confirm_address, queue_message

Set = Callable[[datetime], None]
SOURCE = Path(__file__).resolve().parents[4]
LATER = AT + timedelta(minutes=4)


def test_what_cannot_have_left_waits_again(message: Any, postman: FakeMail, at: Set) -> None:
    actions.begin_sending(message.pk, at=AT)  # and then the worker is gone
    at(LATER)

    actions.sweep(clock.now())

    message.refresh_from_db()
    assert (message.state, message.last_fault) == ("queued", "worker lost")
    at(message.next_try_at)
    jobs.send_message(message_id=str(message.pk))
    assert len(postman.kept) == 1


def test_what_perhaps_left_is_put_before_a_person(message: Any, postman: FakeMail, at: Set) -> None:
    actions.begin_sending(message.pk, at=AT)
    mark_handing_over(message.pk, at=AT)
    at(LATER)

    actions.sweep(clock.now())
    run_pending()

    message.refresh_from_db()
    assert message.state == "uncertain"
    assert not postman.kept


def test_leaves_a_message_that_is_only_slow(message: Any, at: Set) -> None:
    actions.begin_sending(message.pk, at=AT)
    at(AT + timedelta(minutes=2))

    actions.sweep(clock.now())

    message.refresh_from_db()
    assert message.state == "sending"


def test_a_worker_that_was_thought_dead_does_not_hand_over(message: Any, at: Set) -> None:
    actions.begin_sending(message.pk, at=AT)
    at(LATER)
    actions.sweep(clock.now())

    with pytest.raises(RuntimeError, match="no longer being sent"):
        mark_handing_over(message.pk, at=LATER)


class SilentMailbox:
    """Takes the whole mail and then never answers."""

    def __init__(self) -> None:
        self.mails: list[bytes] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.mails.append(envelope.content)
        await asyncio.sleep(600)
        return "250 Taken"


@pytest.fixture
def mailbox() -> Iterator[tuple[SilentMailbox, int]]:
    port, silent = free_port(), SilentMailbox()
    controller = Controller(silent, hostname="127.0.0.1", port=port, ready_timeout=PATIENCE)
    controller.start()
    yield silent, port
    controller.stop()


def test_a_worker_killed_while_the_server_takes_the_mail(
    own_db: str, cluster: Any, mailbox: tuple[SilentMailbox, int]
) -> None:
    from tuntas.config.cluster import APPLICATION

    silent, port = mailbox
    confirm_address()
    message = queue_message(at=datetime.now(UTC))
    environment = {
        **os.environ,
        "PYTHONPATH": str(SOURCE),
        "DATABASE_URL": cluster.url(APPLICATION, own_db),
        "TUNTAS_SMTP_URL": f"smtp://127.0.0.1:{port}",
    }
    send = (
        "import django; django.setup(); from tuntas.domains.messaging import jobs; "
        f"jobs.send_message(message_id='{message.pk}')"
    )
    worker = subprocess.Popen([sys.executable, "-c", send], env=environment)
    _wait_until(lambda: silent.mails, worker)

    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()
    jobs.send_message(message_id=str(message.pk))  # the queue gives the dead worker's job to another
    actions.sweep(datetime.now(UTC) + timedelta(minutes=4))
    run_pending()

    assert len(silent.mails) == 1
    assert Message.objects.get().state == "uncertain"


def _wait_until(happened: Callable[[], Any], worker: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not happened():
        assert worker.poll() is None, "the worker ended before the server had the mail"
        assert time.monotonic() < deadline
        time.sleep(0.05)
