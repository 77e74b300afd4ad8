"""A journal that each test signs for itself, and a city whose tickets and cases are told to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def own_anchor(settings: Any, tmp_path: Path) -> None:
    settings.TUNTAS_JOURNAL_ANCHOR = tmp_path / "anchor"


@pytest.fixture
def count() -> Callable[..., int]:
    """Sign what was told, and count it."""
    from tuntas.domains.figures import actions

    return counting(actions.roll_up)


@pytest.fixture
def city(db: None) -> list[Any]:
    """The offices; and all lives that were told, because no fact is ever deleted."""
    from tuntas.domains.offices import demonstration

    demonstration.load(datetime.now(UTC))
    return []


def counting(roll_up: Callable[..., int]) -> Callable[..., int]:
    from tuntas.platform.journal import sequencer

    def publish_and_count(**options: int) -> int:
        sequencer.turn(at=datetime.now(UTC))
        return roll_up(datetime.now(UTC), **options)

    return publish_and_count
