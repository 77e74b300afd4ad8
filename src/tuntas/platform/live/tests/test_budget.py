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
from tuntas.platform.live.senders import household

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


def test_lets_no_address_keep_the_others_out() -> None:
    budget = Budget(1000, share=500)
    greedy = {**SCOPE, "client": ("2001:db8::1", 1)}
    neighbour, other = ({**SCOPE, "client": (address, 1)} for address in ("2001:db8::2", "198.51.100.7"))

    async def held(scope: dict[str, Any], size: int) -> int:
        return len(await whole_body(scope, Sender(b"x" * size).receive, budget, OPTIONS))

    assert asyncio.run(held(greedy, 400)) == 400
    with pytest.raises(Cut):
        asyncio.run(held(neighbour, 200))
    assert asyncio.run(held(other, 400)) == 400
    budget.give_back(400, "2001:db8::/64")
    assert asyncio.run(held(neighbour, 200)) == 200


def test_believes_a_trusted_proxy_alone_about_whose_share_it_is() -> None:
    options = replace(OPTIONS, proxies=frozenset({"10.0.0.1"}))
    said = [(b"x-forwarded-for", b"1.1.1.1, 198.51.100.7")]

    assert household({**SCOPE, "client": ("10.0.0.1", 1), "headers": said}, options) == "198.51.100.7"
    assert household({**SCOPE, "client": ("203.0.113.9", 1), "headers": said}, options) == "203.0.113.9"


def test_cuts_who_sent_much_at_first_and_rests_then(monkeypatch: pytest.MonkeyPatch) -> None:
    # On the whole it is fast for hours: ten such senders held the memory of all.
    moments = iter(range(0, 10_000, 15))
    monkeypatch.setattr("tuntas.platform.live.bodies.time.monotonic", lambda: next(moments))
    sender = Sender(b"x" * 300_000, *[b"x"] * 40)

    with pytest.raises(Cut) as cut:
        asyncio.run(whole_body(SCOPE, sender.receive, Budget(1_000_000), OPTIONS))

    assert cut.value.status == 408


def test_cuts_a_sender_who_drips() -> None:
    impatient = replace(OPTIONS, patience_seconds=0.0, bytes_per_second=10**12)

    with pytest.raises(Cut) as cut:
        asyncio.run(whole_body(SCOPE, Sender(b"x").receive, Budget(1000), impatient))

    assert cut.value.status == 408
