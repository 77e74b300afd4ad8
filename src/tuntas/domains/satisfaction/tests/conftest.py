"""An office with invitations, and a handful of answers."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from tuntas.platform import clock
from tuntas.platform.actors import SYSTEM

AT = datetime(2026, 3, 10, 3, 0, tzinfo=UTC)
OFFICE = "31.71.01.1001"
SERVICE = "akta-kelahiran"
BEST = dict.fromkeys(
    ("persyaratan", "prosedur", "waktu", "biaya", "produk", "kompetensi", "perilaku", "sarana", "pengaduan"), 4
)


def invite(office: str = OFFICE, at: datetime = AT, service: str = SERVICE) -> str:
    from tuntas.domains.satisfaction import actions

    return actions.invite(office, service, "email", by=SYSTEM, at=at)


def answer(token: str, score: int = 4, **changes: Any) -> None:
    from tuntas.domains.satisfaction import actions

    arguments = {"scores": dict.fromkeys(BEST, score), "profile": {}, "at": AT, **changes}
    actions.answer(token, **arguments)


def published_index(office: str = OFFICE, service: str = "") -> Any:
    """What the office's own page shows, of one service or all."""
    from tuntas.domains.satisfaction import queries

    return queries.index_of_tens(office, queries.published_tens([office], service).values())


@pytest.fixture
def now() -> Any:
    clock.set(AT)
    yield AT
    clock.reset()
