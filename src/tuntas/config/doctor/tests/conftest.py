"""A machine of the test's own."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def state(tmp_path, monkeypatch) -> Path:
    """A state folder of the test's own, its settings in the environment."""
    for name, place in (("TUNTAS_STATE", ""), ("TUNTAS_FILES_DIR", "files"), ("TUNTAS_KEYS_DIR", "keys")):
        (tmp_path / place).mkdir(exist_ok=True, mode=0o700)
        monkeypatch.setenv(name, str(tmp_path / place))
    (tmp_path / "keys").chmod(0o700)
    monkeypatch.setenv("TUNTAS_JOURNAL_ANCHOR", str(tmp_path / "anchor"))
    return tmp_path
