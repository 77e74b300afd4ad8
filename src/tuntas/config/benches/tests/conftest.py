"""The cast and an anchor of each test's own, in a database that really commits."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def city(own_db: str, settings: Any, tmp_path: Path) -> Any:
    # Models may be imported only once Django is set up, which is later than this file is read.
    from tests.world import world

    settings.TUNTAS_JOURNAL_ANCHOR = tmp_path / "anchor"
    return world(datetime.now(UTC))
