"""Sends one e-mail over SMTP, and says exactly how far it got."""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate
from urllib.parse import unquote, urlsplit

from .port import Mail, PerhapsSent, Refusal, TryLater


class SmtpAdapter:
    """A mail server. `starttls` refuses to go on in clear when the server does not offer it."""

    def __init__(
        self,
        host: str,
        port: int = 25,
        *,
        sender: str,
        user: str = "",
        password: str = "",
        starttls: bool = False,
        tls: bool = False,
        timeout_seconds: float = 20,
    ) -> None:
        self.host, self.port, self.sender = host, port, sender
        self.user, self.password = user, password
        self.starttls, self.tls = starttls, tls
        self.timeout_seconds = timeout_seconds

    @classmethod
    def from_url(cls, url: str, *, sender: str) -> SmtpAdapter:
        """`smtp://user:password@host:port` (`?starttls=1`), or `smtps://…` for TLS from the start."""
        parts = urlsplit(url)
        if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
            raise ValueError("A mail server's address is smtp://host:port or smtps://host:port.")
        tls = parts.scheme == "smtps"
        return cls(
            parts.hostname,
            parts.port or (465 if tls else 25),
            sender=sender,
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            starttls="starttls=1" in parts.query,
            tls=tls,
        )

    def send(self, mail: Mail, *, before_hand_over: Callable[[], None] | None = None) -> None:
        """Hand one mail to the server; see `Postman.send` for how it can end."""
        content = as_bytes(mail, sender=self.sender)
        server = self._connect()
        try:
            self._address(server, mail.to)
            if before_hand_over:
                before_hand_over()
            self._hand_over(server, content)
        finally:
            server.close()

    def _connect(self) -> smtplib.SMTP:
        try:
            server = self._open()
        except (OSError, smtplib.SMTPException) as fault:
            raise TryLater(type(fault).__name__) from None
        try:
            self._greet(server)
        except (OSError, smtplib.SMTPException) as fault:
            server.close()
            raise TryLater(type(fault).__name__) from None
        return server

    def _greet(self, server: smtplib.SMTP) -> None:
        server.ehlo_or_helo_if_needed()
        if self.starttls:
            server.starttls(context=ssl.create_default_context())
            server.ehlo()
        if self.user:
            server.login(self.user, self.password)

    def _open(self) -> smtplib.SMTP:
        if self.tls:
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(self.host, self.port, timeout=self.timeout_seconds, context=context)
        return smtplib.SMTP(self.host, self.port, timeout=self.timeout_seconds)

    def _address(self, server: smtplib.SMTP, to: str) -> None:
        """Up to the server's "go ahead" (354): not a byte of the content has left."""
        try:
            _check(*server.mail(self.sender))
            _check(*server.rcpt(to))
            code, answer = server.docmd("data")
        except (OSError, smtplib.SMTPException) as fault:
            raise TryLater(type(fault).__name__) from None
        if code != 354:
            _check(code, answer)
            raise TryLater(f"SMTP {code}")

    def _hand_over(self, server: smtplib.SMTP, content: bytes) -> None:
        try:
            server.send(re.sub(rb"(?m)^\.", b"..", content) + b".\r\n")
            code, answer = server.getreply()
        except (OSError, smtplib.SMTPException) as fault:
            raise PerhapsSent(type(fault).__name__) from None
        if not 200 <= code < 600:
            raise PerhapsSent("an answer that is not SMTP")
        _check(code, answer)


def as_bytes(mail: Mail, *, sender: str) -> bytes:
    """The mail as it travels; `Refusal` for an address or header that can't be written."""
    message = EmailMessage(policy=SMTP)
    try:
        message["From"] = sender
        message["To"] = mail.to
        message["Subject"] = mail.subject
        message["Date"] = formatdate()
        message["Message-ID"] = mail.message_id
        message["Content-Language"] = mail.language
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no answering machine answers us
        message.set_content(mail.body, cte="quoted-printable")
        mail.to.encode("ascii")
        return message.as_bytes()
    except ValueError:
        raise Refusal("not an address") from None


def _check(code: int, _answer: bytes) -> None:
    """Nothing on 2xx. The server's words are dropped: they often repeat the address."""
    if 200 <= code < 300:
        return
    raise Refusal(f"SMTP {code}") if code >= 500 else TryLater(f"SMTP {code}")
