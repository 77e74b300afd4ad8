"""Keeps e-mails in memory instead of sending them: for the demonstration and for tests."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from .port import Mail, NotSent, PerhapsSent
from .real import as_bytes


class FakeMail:
    """Behaves as a mail server that takes everything, except where a test told it to fail for an address."""

    def __init__(self) -> None:
        self.kept: deque[Mail] = deque(maxlen=1000)  # a demonstration may run for weeks
        self.faults: dict[str, Exception] = {}

    def fail_for(self, address: str, fault: Exception) -> None:
        """From now on sending to this address ends with this fault."""
        self.faults[address] = fault

    def send(self, mail: Mail, *, before_hand_over: Callable[[], None] | None = None) -> None:
        """Keep the mail; see `Postman.send` for how it can end."""
        as_bytes(mail, sender="tuntas@localhost")  # what can't be written as a mail fails here too
        fault = self.faults.get(mail.to)
        if isinstance(fault, NotSent):
            raise fault
        if before_hand_over:
            before_hand_over()
        self.kept.append(mail)
        if isinstance(fault, PerhapsSent):
            raise fault
