"""Only who keeps the system gives a message out again, and only one that did not certainly arrive."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from tuntas.adapters.smtp import FakeMail, PerhapsSent, Refusal
from tuntas.domains.messaging import actions
from tuntas.domains.messaging.models import Message
from tuntas.platform.actors import PUBLIC
from tuntas.platform.decisions import Refused
from tuntas.platform.jobs import run_pending

from .conftest import AT, KEEPER, OFFICER, TO

Set = Callable[[datetime], None]


@pytest.mark.parametrize("fault", [Refusal("SMTP 550"), PerhapsSent("lost")])
def test_sends_what_a_person_decided_to_send(
    message: Any, postman: FakeMail, at: Set, fault: Exception
) -> None:
    postman.fail_for(TO, fault)
    run_pending()
    postman.faults.clear()
    before = len(postman.kept)

    actions.resend(message.pk, by=KEEPER, at=AT)
    run_pending()

    assert len(postman.kept) == before + 1
    assert Message.objects.get().state == "sent"


def test_refuses_what_was_sent(message: Any, postman: FakeMail, at: Set) -> None:
    run_pending()

    with pytest.raises(Refused):
        actions.resend(message.pk, by=KEEPER, at=AT)


@pytest.mark.parametrize("by", [OFFICER, PUBLIC])
def test_refuses_anyone_else(message: Any, postman: FakeMail, at: Set, by: Any) -> None:
    postman.fail_for(TO, Refusal("SMTP 550"))
    run_pending()

    with pytest.raises(Refused):
        actions.resend(message.pk, by=by, at=AT)


def test_a_cancelled_message_is_not_sent(message: Any, postman: FakeMail, at: Set) -> None:
    actions.cancel(message.pk, by=KEEPER, at=AT)

    run_pending()

    assert not postman.kept
    with pytest.raises(Refused):
        actions.cancel(message.pk, by=KEEPER, at=AT)
