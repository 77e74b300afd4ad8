"""A journal that each test signs for itself; and it is forenoon, so that an hour later it is still today."""

from collections.abc import Callable
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from tuntas.platform import clock


@pytest.fixture(autouse=True)
def own_anchor(settings: Any, tmp_path: Path) -> None:
    settings.TUNTAS_JOURNAL_ANCHOR = tmp_path / "anchor"


@pytest.fixture(autouse=True)
def _in_the_forenoon() -> None:
    """Ten o'clock of this day in the office's time; `clock.reset` follows each test."""
    clock.set(datetime.combine(timezone.localdate(), time(10), timezone.get_current_timezone()))


@pytest.fixture
def count() -> Callable[..., int]:
    """Sign what was told, and count it."""
    from tuntas.domains.figures.waiting import actions
    from tuntas.platform.journal import sequencer

    def publish_and_count(**options: int) -> int:
        sequencer.turn(at=datetime.now(UTC))
        return actions.roll_up(datetime.now(UTC), **options)

    return publish_and_count
