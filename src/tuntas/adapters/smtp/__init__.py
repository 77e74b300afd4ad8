"""Sending e-mail: the port, the real way over SMTP and the one that keeps messages to itself."""

from .memory import FakeMail
from .port import Mail, NotSent, PerhapsSent, Postman, Refusal, TryLater
from .real import SmtpAdapter

__all__ = ["FakeMail", "Mail", "NotSent", "PerhapsSent", "Postman", "Refusal", "SmtpAdapter", "TryLater"]
