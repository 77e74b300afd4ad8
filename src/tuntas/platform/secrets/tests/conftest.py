"""A folder of key files of the test's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Iterator[Path]:
    from tuntas.platform import secrets

    settings.TUNTAS_KEYS_DIR = tmp_path / "keys"
    secrets.forget()
    yield tmp_path / "keys"
    secrets.forget()
