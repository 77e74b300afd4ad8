"""Consent is taken back: one last letter, and then nothing more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tuntas.adapters.smtp import FakeMail, TryLater
from tuntas.domains.messaging import actions
from tuntas.domains.messaging.models import Confirmation, Message
from tuntas.domains.messaging.workflow import State
from tuntas.platform.actors import PUBLIC
from tuntas.platform.decisions import Refused
from tuntas.platform.jobs import run_pending

from .conftest import AT, CASE, PARAMS, TO, confirm_address, queue_message

Set = Callable[[datetime], None]


def end(confirmation: Any, at: datetime = AT) -> None:
    actions.end_confirmation(confirmation, farewell=PARAMS, by=PUBLIC, at=at)


def confirmed() -> Any:
    confirm_address()
    return Confirmation.objects.get().pk


def test_the_address_hears_once_that_it_is_the_last_time(db: None, postman: FakeMail, at: Set) -> None:
    confirmation = confirmed()

    end(confirmation)
    end(confirmation)
    run_pending()

    assert [mail.to for mail in postman.kept] == [TO]
    assert PARAMS["reference"] in postman.kept[0].body
    with pytest.raises(Refused):
        queue_message()


def test_what_still_waits_is_not_sent_any_more(db: None, postman: FakeMail, at: Set) -> None:
    confirmation = confirmed()
    waiting = queue_message()
    postman.fail_for(TO, TryLater("SMTP 421"))
    run_pending()
    postman.faults.clear()

    end(confirmation)
    at(AT + timedelta(days=1))
    run_pending()

    waiting.refresh_from_db()
    assert waiting.state == "cancelled"
    assert [mail.subject for mail in postman.kept] == ["Alamat ini tidak dipakai lagi"]


def test_a_try_under_way_is_the_last_one(db: None, postman: FakeMail, at: Set) -> None:
    confirmation = confirmed()
    under_way = queue_message()
    actions.begin_sending(under_way.pk, at=AT)

    end(confirmation)
    actions.record_outcome(under_way.pk, State.QUEUED, fault="SMTP 421", at=AT)
    at(AT + timedelta(days=1))
    run_pending()

    under_way.refresh_from_db()
    assert under_way.state == "cancelled"
    assert [mail.subject for mail in postman.kept] == ["Alamat ini tidak dipakai lagi"]


def test_an_address_that_was_never_confirmed_hears_nothing(db: None, postman: FakeMail, at: Set) -> None:
    confirmation = actions.begin_confirmation(TO, subject=CASE, by=PUBLIC, at=AT)

    end(confirmation)
    run_pending()

    assert not postman.kept
    assert [message.state for message in Message.objects.all()] == ["cancelled"]


def test_the_address_is_forgotten_and_the_codes_are_still_counted(db: None, postman: FakeMail, at: Set) -> None:
    for minutes in (0, 2, 4):
        end(actions.begin_confirmation(TO, subject=CASE, by=PUBLIC, at=AT + timedelta(minutes=minutes)))

    assert {one.address for one in Confirmation.objects.all()} == {""}
    with pytest.raises(Refused):
        actions.begin_confirmation(TO, subject=CASE, by=PUBLIC, at=AT + timedelta(minutes=6))
    actions.sweep(AT + timedelta(hours=2))
    assert not Confirmation.objects.exists()


def test_production_keeps_no_address_of_what_was_sent(
    message: Any, postman: FakeMail, at: Set, settings: Any
) -> None:
    settings.TUNTAS_MODE = "production"
    at(datetime.now(UTC))  # production dates no fact back

    run_pending()

    message.refresh_from_db()
    assert (message.state, message.recipient, message.parameters) == ("sent", "w****@example.org", {})
