"""A mail server of the test's own, and both postmen who are held to the same promises."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes, policy
from types import SimpleNamespace
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from tuntas.adapters.smtp import FakeMail, Mail, PerhapsSent, Refusal, SmtpAdapter, TryLater
from tuntas.platform.live.tests.running import PATIENCE, free_port

FAULTS = {"refused@example.org": Refusal, "later@example.org": TryLater, "lost@example.org": PerhapsSent}


class Mailbox:
    """Takes mail, except from the addresses above, each of which ends in its own way."""

    def __init__(self) -> None:
        self.mails: list[Any] = []

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address == "refused@example.org":
            return f"550 No mailbox {address}"
        if address == "later@example.org":
            return "451 Try again"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        if "lost@example.org" in envelope.rcpt_tos:
            server.transport.abort()
        return "250 Taken"


@pytest.fixture
def mail_server() -> Iterator[SimpleNamespace]:
    """A real SMTP server on a free loopback port: `.url`, `.mails`."""
    mailbox = Mailbox()
    controller = Controller(mailbox, hostname="127.0.0.1", port=free_port(), ready_timeout=PATIENCE)
    controller.start()
    yield SimpleNamespace(url=f"smtp://127.0.0.1:{controller.port}", mails=mailbox.mails, port=controller.port)
    controller.stop()


@pytest.fixture(params=["real", "fake"])
def postman(request: pytest.FixtureRequest) -> Any:
    """Each test runs with the adapter against a real server, and with the fake."""
    if request.param == "real":
        server = request.getfixturevalue("mail_server")
        real: Any = SmtpAdapter.from_url(server.url, sender="tuntas@example.org")
        real.delivered = lambda: [
            (m["To"], m["Subject"], m.get_content(), m["Message-ID"]) for m in server.mails
        ]
        return real
    fake: Any = FakeMail()
    for address, fault in FAULTS.items():
        fake.fail_for(address, fault("as told"))
    fake.delivered = lambda: [(m.to, m.subject, m.body, m.message_id) for m in fake.kept]
    return fake


@pytest.fixture
def mail() -> Mail:
    return Mail("warga@example.org", "Dokumen Anda siap", "Yth. warga,\n.satu titik\n", "<one@tuntas.example>")
