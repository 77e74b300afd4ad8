"""What every postman promises, the real one and the fake."""

from __future__ import annotations

import socket
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

from tuntas.adapters.smtp import Mail, PerhapsSent, Refusal, SmtpAdapter, TryLater


def test_delivers_the_mail_as_written(postman: Any, mail: Mail) -> None:
    postman.send(mail)

    [(to, subject, body, message_id)] = postman.delivered()
    assert (to, subject, message_id) == ("warga@example.org", "Dokumen Anda siap", "<one@tuntas.example>")
    assert body.replace("\r\n", "\n") == "Yth. warga,\n.satu titik\n"


def test_says_that_a_refused_recipient_stays_refused(postman: Any, mail: Mail) -> None:
    handed_over: list[str] = []

    with pytest.raises(Refusal):
        postman.send(
            replace(mail, to="refused@example.org"), before_hand_over=lambda: handed_over.append("now")
        )

    assert handed_over == []
    assert postman.delivered() == []


def test_says_that_a_passing_fault_may_pass(postman: Any, mail: Mail) -> None:
    with pytest.raises(TryLater):
        postman.send(replace(mail, to="later@example.org"))

    assert postman.delivered() == []


def test_admits_that_a_lost_answer_is_not_known(postman: Any, mail: Mail) -> None:
    handed_over: list[str] = []

    with pytest.raises(PerhapsSent):
        postman.send(replace(mail, to="lost@example.org"), before_hand_over=lambda: handed_over.append("now"))

    assert handed_over == ["now"]
    assert len(postman.delivered()) == 1


def test_sends_nothing_when_the_hand_over_could_not_be_noted(postman: Any, mail: Mail) -> None:
    def fail() -> None:
        raise RuntimeError("the database is away")

    with pytest.raises(RuntimeError):
        postman.send(mail, before_hand_over=fail)

    assert postman.delivered() == []


@pytest.mark.parametrize("to", ["a@example.org\nBcc: b@example.org", "é@example.org"])
def test_refuses_what_is_no_address(postman: Any, mail: Mail, to: str) -> None:
    with pytest.raises(Refusal):
        postman.send(replace(mail, to=to))

    assert postman.delivered() == []


def test_keeps_letters_outside_ascii(postman: Any, mail: Mail) -> None:
    postman.send(replace(mail, subject="Résumé – selesai", body="Pukul 10.42 — terima kasih\n"))

    [(_to, subject, body, _id)] = postman.delivered()
    assert subject == "Résumé – selesai"
    assert body.strip() == "Pukul 10.42 — terima kasih"


def test_tries_later_when_nobody_listens(mail: Mail) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    with pytest.raises(TryLater):
        SmtpAdapter("127.0.0.1", port, sender="tuntas@example.org").send(mail)


def test_tries_later_when_the_server_never_answers(mail: Mail) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]

        with pytest.raises(TryLater):
            SmtpAdapter("127.0.0.1", port, sender="tuntas@example.org", timeout_seconds=0.3).send(mail)


def test_does_not_go_on_in_clear_when_encryption_was_asked(mail_server: Any, mail: Mail) -> None:
    postman = SmtpAdapter("127.0.0.1", mail_server.port, sender="tuntas@example.org", starttls=True)

    with pytest.raises(TryLater):
        postman.send(mail)

    assert mail_server.mails == []


def test_hangs_up_on_a_server_that_is_refused(mail: Mail) -> None:
    # Left open, each try kept a connection until somebody collected it.
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(30)
        port = server.getsockname()[1]
        postman = SmtpAdapter("127.0.0.1", port, sender="tuntas@example.org", starttls=True)
        with ThreadPoolExecutor(1) as side:
            tried = side.submit(postman.send, mail)
            there, _peer = server.accept()
            there.settimeout(30)
            there.sendall(b"220 here\r\n")
            there.recv(1000)
            there.sendall(b"250 no encryption\r\n")
            fault = tried.exception(30)
            rest = there.recv(1000)

    assert isinstance(fault, TryLater)
    assert rest == b""


def test_a_fault_names_no_address(mail_server: Any, mail: Mail) -> None:
    with pytest.raises(Refusal) as refused:
        SmtpAdapter.from_url(mail_server.url, sender="tuntas@example.org").send(
            replace(mail, to="refused@example.org")
        )

    assert "refused@example.org" not in str(refused.value)


@pytest.mark.parametrize("url", ["http://mail", "smtp://", "mail.example:25"])
def test_refuses_an_address_of_a_server_that_is_none(url: str) -> None:
    with pytest.raises(ValueError, match="smtp://host:port"):
        SmtpAdapter.from_url(url, sender="tuntas@example.org")
