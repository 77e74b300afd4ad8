"""Sends what waits in the outbox, outside any transaction, and records how it ended."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from tuntas.adapters.smtp import FakeMail, Mail, PerhapsSent, Postman, Refusal, SmtpAdapter, TryLater
from tuntas.domains.messaging import actions, letters
from tuntas.domains.messaging.actions.outbox import mark_handing_over
from tuntas.domains.messaging.models import Message
from tuntas.domains.messaging.workflow import State
from tuntas.domains.offices import actions as offices
from tuntas.domains.offices.queries import entry_links
from tuntas.domains.offices.queries.account_letters import account_letter
from tuntas.platform import clock
from tuntas.platform.actors import SYSTEM
from tuntas.platform.jobs import job
from tuntas.platform.journal.models import Fact
from tuntas.platform.ui.dates import moment


@job(queue="messages")
def send_message(message_id: str) -> None:
    """One try at one message. Run twice it sends once: the second finds it taken, sent or waiting for later."""
    message = actions.begin_sending(message_id, at=clock.now())
    if message is None:
        return
    outcome, fault = _send(message)
    actions.record_outcome(message_id, outcome, fault=fault, at=clock.now())


@job(queue="messages")
@transaction.atomic
def send_entry_link(*, fact_id: int) -> None:
    """Reaction to `staff.invited`: the link is made as its letter is written, so it stands nowhere in clear before."""
    fact = Fact.objects.get(pk=fact_id)
    at = clock.now()
    link_id = (fact.content or {})["link"]
    letter = entry_links.link_letter(link_id)
    token = offices.issue_link(link_id, at=at) if letter else None
    if letter is None or token is None:
        return  # handed over in person, withdrawn, or the letter was written before
    stream, address, purpose, until = letter
    actions.queue(
        f"staff_{purpose}",
        to=address,
        params={
            "link": f"{settings.WEB_ORIGIN}{reverse('offices:enter', args=[token])}",
            "until": moment(until, language="id", zone=ZoneInfo(settings.TIME_ZONE)),
        },
        key=f"staff_link:{fact_id}",
        subject=stream,
        by=SYSTEM,
        at=at,
    )


@job(queue="messages")
@transaction.atomic
def tell_account_changed(*, fact_id: int) -> None:
    """Reaction to changes of how somebody enters: if it was not them, they learn of it elsewhere than on the page."""
    fact = Fact.objects.get(pk=fact_id)
    letter = account_letter(fact, language="id")
    if letter is None:
        return
    actions.queue(
        "staff_account_changed",
        to=letter.address,
        params={
            "what": letter.what,
            "when": moment(fact.at, language="id", zone=ZoneInfo(settings.TIME_ZONE)),
            "link": f"{settings.WEB_ORIGIN}{reverse('mfa_index')}",
        },
        key=f"staff_account_changed:{fact_id}",
        subject=letter.stream,
        by=SYSTEM,
        at=clock.now(),
    )


@cache
def postman() -> Postman:
    """The mail server of the settings; without one a demonstration keeps its messages to itself."""
    if settings.TUNTAS_SMTP_URL:
        return SmtpAdapter.from_url(settings.TUNTAS_SMTP_URL, sender=settings.TUNTAS_MAIL_FROM)
    return FakeMail() if settings.TUNTAS_MODE == "demonstration" else _NoMailServer()


class _NoMailServer:
    """Production without a mail server: nothing is called sent, and the outbox says why."""

    def send(self, mail: Mail, *, before_hand_over: Callable[[], None] | None = None) -> None:
        raise TryLater("no mail server is set")


def _send(message: Message) -> tuple[State, str]:
    letter = letters.write(message.template, message.parameters, message.language)
    mail = Mail(message.recipient, letter.subject, letter.body, _message_id(message), message.language)
    try:
        postman().send(mail, before_hand_over=lambda: mark_handing_over(message.pk, at=clock.now()))
    except TryLater as fault:
        return State.QUEUED, str(fault)
    except Refusal as fault:
        return State.DEAD, str(fault)
    except PerhapsSent as fault:
        return State.UNCERTAIN, str(fault)
    return State.SENT, ""


def _message_id(message: Message) -> str:
    """The same at every try, so that mailboxes and people recognise a repeat."""
    return f"<{message.pk}@{urlsplit(settings.WEB_ORIGIN).hostname}>"
