"""All half-received bodies together stay within the memory that is set aside for them."""

from __future__ import annotations

import asyncio
from collections.abc import MutableMapping
from dataclasses import replace
from typing import Any

import pytest

from tuntas.platform.live.app import Live
from tuntas.platform.live.bodies import Budget, Cut, Gone, whole_body
from tuntas.platform.live.options import from_environment

OPTIONS = from_environment({})
SCOPE: dict[str, Any] = {"type": "http", "method": "POST", "path": "/uploads/x/pieces/", "headers": []}


class Sender:
    """A browser: gives these chunks and notes the answer."""

    def __init__(self, *chunks: bytes, then: str = "end") -> None:
        self.waiting = [{"type": "http.request", "body": chunk, "more_body": True} for chunk in chunks]
        if then == "end":
            self.waiting.append({"type": "http.request", "body": b"", "more_body": False})
        else:
            self.waiting.append({"type": "http.disconnect"})
        self.got: list[MutableMapping[str, Any]] = []

    async def receive(self) -> MutableMapping[str, Any]:
        return self.waiting.pop(0)

    async def send(self, message: MutableMapping[str, Any]) -> None:
        self.got.append(message)


def test_gives_back_what_a_sender_who_hangs_up_had_sent() -> None:
    budget = Budget(1000)

    with pytest.raises(Gone):
        asyncio.run(whole_body(SCOPE, Sender(b"x" * 600, then="gone").receive, budget, OPTIONS))

    assert budget.left == 1000


def test_says_come_again_when_no_memory_is_left() -> None:
    live = Live(OPTIONS)
    live.budget = Budget(1000)
    sender = Sender(b"x" * 600, b"x" * 600)

    asyncio.run(live(SCOPE, sender.receive, sender.send))

    assert sender.got[0]["status"] == 503
    assert (b"retry-after", b"5") in sender.got[0]["headers"]
    assert live.budget.left == 1000


def test_cuts_a_sender_who_drips() -> None:
    impatient = replace(OPTIONS, patience_seconds=0.0, bytes_per_second=10**12)

    with pytest.raises(Cut) as cut:
        asyncio.run(whole_body(SCOPE, Sender(b"x").receive, Budget(1000), impatient))

    assert cut.value.status == 408
