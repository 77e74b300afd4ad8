"""An address that was confirmed, a message to it, and a postman who keeps everything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from tuntas.adapters.smtp import FakeMail
from tuntas.platform import clock
from tuntas.platform.actors import SYSTEM, Actor, Kind

AT = datetime(2026, 3, 10, 3, 0, tzinfo=UTC)
TO = "warga@example.org"
CASE = "case:0195a0a0-0000-7000-8000-000000000001"
KEEPER = Actor(Kind.STAFF, "0190-administrator", role="administrator")
OFFICER = Actor(Kind.STAFF, "0190-officer", role="officer", offices=frozenset({"31.71.06.1001"}))
PARAMS = {"reference": "ABCDEFGHJK3", "office": "Kelurahan Contoh", "address": "https://tuntas.example/track/"}


def confirm_address(address: str = TO) -> None:
    from tuntas.domains.messaging.models import Confirmation
    from tuntas.domains.messaging.models.messages import address_hash

    Confirmation.objects.create(
        stream=CASE,
        address=address,
        address_hash=address_hash(address),
        code_hash=b"0" * 32,
        begun_at=AT,
        ends_at=AT,
        confirmed_at=AT,
    )


def queue_message(key: str = "case_ready:1", **changes: Any) -> Any:
    from tuntas.domains.messaging import actions

    arguments = {"to": TO, "params": PARAMS, "subject": CASE, "by": SYSTEM, "at": AT, **changes}
    return actions.queue("case_ready", key=key, **arguments)


@pytest.fixture
def postman(monkeypatch: pytest.MonkeyPatch) -> FakeMail:
    """The postman whom the jobs find."""
    from tuntas.domains.messaging import jobs

    fake = FakeMail()
    monkeypatch.setattr(jobs, "postman", lambda: fake)
    return fake


@pytest.fixture
def message(db: None) -> Any:
    confirm_address()
    return queue_message()


@pytest.fixture
def at() -> Iterator[Callable[[datetime], None]]:
    """Set the clock that jobs read."""
    clock.set(AT)
    yield clock.set
    clock.reset()
