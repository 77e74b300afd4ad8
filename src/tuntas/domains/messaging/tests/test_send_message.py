"""A message is sent once, tried again within bounds, and never called sent before it was."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connections

from tuntas.adapters.smtp import FakeMail, PerhapsSent, Refusal, TryLater
from tuntas.domains.messaging import actions, jobs
from tuntas.domains.messaging.models import Message
from tuntas.platform import clock
from tuntas.platform.jobs import run_pending
from tuntas.platform.journal.models import Fact

from .conftest import AT, TO, confirm_address, queue_message

Set = Callable[[datetime], None]


def facts() -> list[str]:
    return list(Fact.objects.filter(name__startswith="message.").order_by("pk").values_list("name", flat=True))


def test_sends_the_letter_and_says_so(message: Any, postman: FakeMail, at: Set) -> None:
    run_pending()

    message.refresh_from_db()
    [mail] = postman.kept
    assert (message.state, message.sent_at, message.tries) == ("sent", AT, 1)
    assert (mail.to, mail.subject) == (TO, "Dokumen Anda siap diambil")
    assert "ABCDEFGHJK3" in mail.body
    assert facts() == ["message.queued", "message.sent"]


def test_writes_in_the_residents_language(db: None, postman: FakeMail, at: Set) -> None:
    confirm_address()
    queue_message(language="en")

    run_pending()

    assert postman.kept[0].subject == "Your documents are ready to collect"


def test_run_twice_sends_once(message: Any, postman: FakeMail, at: Set) -> None:
    jobs.send_message(message_id=str(message.pk))

    jobs.send_message(message_id=str(message.pk))

    assert len(postman.kept) == 1


def test_tries_again_six_times_over_a_day_then_gives_up(message: Any, postman: FakeMail, at: Set) -> None:
    postman.fail_for(TO, TryLater("SMTP 451"))
    moments = []

    while (message := Message.objects.get()).state == "queued":
        at(message.next_try_at)
        moments.append(message.next_try_at)
        jobs.send_message(message_id=str(message.pk))

    assert (message.state, message.tries, message.last_fault) == ("dead", 6, "SMTP 451")
    assert timedelta(hours=24) < moments[-1] - moments[0] < timedelta(hours=25)
    assert facts() == ["message.queued", "message.given_up"]


def test_a_fault_that_passed_is_no_loss(message: Any, postman: FakeMail, at: Set) -> None:
    postman.fail_for(TO, TryLater("SMTP 451"))
    jobs.send_message(message_id=str(message.pk))
    postman.faults.clear()
    at(AT + timedelta(minutes=1))

    jobs.send_message(message_id=str(message.pk))

    message.refresh_from_db()
    assert (message.state, message.tries) == ("sent", 2)


def test_does_not_try_before_its_time(message: Any, postman: FakeMail, at: Set) -> None:
    postman.fail_for(TO, TryLater("SMTP 451"))
    jobs.send_message(message_id=str(message.pk))
    postman.faults.clear()
    at(AT + timedelta(seconds=59))

    jobs.send_message(message_id=str(message.pk))

    assert not postman.kept


def test_a_refused_address_is_not_tried_again(message: Any, postman: FakeMail, at: Set) -> None:
    postman.fail_for(TO, Refusal("SMTP 550"))

    run_pending()

    message.refresh_from_db()
    assert (message.state, message.tries, message.last_fault) == ("dead", 1, "SMTP 550")


def test_what_was_perhaps_sent_is_not_sent_again(message: Any, postman: FakeMail, at: Set) -> None:
    postman.fail_for(TO, PerhapsSent("SMTPServerDisconnected"))

    jobs.send_message(message_id=str(message.pk))
    jobs.send_message(message_id=str(message.pk))
    at(AT + timedelta(days=2))
    actions.sweep(clock.now())
    run_pending()

    message.refresh_from_db()
    assert message.state == "uncertain"
    assert len(postman.kept) == 1
    assert facts() == ["message.queued", "message.uncertain"]


def test_each_try_has_the_same_message_id(message: Any, postman: FakeMail, at: Set) -> None:
    from tuntas.domains.messaging import actions

    from .conftest import KEEPER

    postman.fail_for(TO, PerhapsSent("lost"))
    jobs.send_message(message_id=str(message.pk))
    actions.resend(message.pk, by=KEEPER, at=AT)
    jobs.send_message(message_id=str(message.pk))

    assert len({mail.message_id for mail in postman.kept}) == 1
    assert len(postman.kept) == 2


def test_production_forgets_the_text_once_it_was_sent(
    message: Any, postman: FakeMail, at: Set, settings: Any
) -> None:
    settings.TUNTAS_MODE = "production"
    from tuntas.domains.messaging import actions
    from tuntas.domains.messaging.workflow import State

    actions.begin_sending(message.pk, at=AT)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(actions.outbox.journal, "record", lambda *args, **kwargs: None)
        actions.record_outcome(message.pk, State.SENT, at=AT)

    message.refresh_from_db()
    assert message.parameters == {}


def test_production_without_a_mail_server_calls_nothing_sent(message: Any, at: Set, settings: Any) -> None:
    settings.TUNTAS_MODE, settings.TUNTAS_SMTP_URL = "production", ""
    jobs.postman.cache_clear()

    with pytest.raises(TryLater, match="no mail server"):
        jobs.postman().send(None)

    jobs.postman.cache_clear()


def test_many_workers_at_one_message_send_it_once(own_db: str, postman: FakeMail, at: Set) -> None:
    confirm_address()
    message = queue_message()

    _at_once(lambda: jobs.send_message(message_id=str(message.pk)), 8)

    assert len(postman.kept) == 1
    assert Message.objects.get().state == "sent"


def test_one_key_queued_by_many_at_once_is_one_message(own_db: str, postman: FakeMail, at: Set) -> None:
    confirm_address()

    _at_once(queue_message, 6)

    run_pending()
    assert Message.objects.count() == 1
    assert len(postman.kept) == 1


def _at_once(work: Callable[[], Any], count: int) -> None:
    start, faults = threading.Barrier(count), []

    def run() -> None:
        start.wait()
        try:
            work()
        except Exception as fault:
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert faults == []
