"""A journal that each test signs for itself; and it is forenoon, so that an hour later it is still today."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def own_anchor(settings: Any, tmp_path: Path) -> None:
    settings.TUNTAS_JOURNAL_ANCHOR = tmp_path / "anchor"


@pytest.fixture(autouse=True)
def _in_the_forenoon() -> None:
    from tuntas.domains.counters.tests import crowd

    crowd.forenoon()


@pytest.fixture
def count() -> Callable[..., int]:
    """Sign what was told, and count it."""
    from tuntas.domains.figures.waiting import actions
    from tuntas.platform.journal import sequencer

    def publish_and_count(**options: int) -> int:
        sequencer.turn(at=datetime.now(UTC))
        return actions.roll_up(datetime.now(UTC), **options)

    return publish_and_count
