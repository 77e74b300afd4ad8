"""The tests of the catalogue ask about places without a register of places: any name is one."""

import pytest

from tuntas.platform.forms.types import options


@pytest.fixture(autouse=True)
def _places(monkeypatch: pytest.MonkeyPatch) -> None:
    known = dict(options._providers)
    known["regions"] = lambda *, parent="", query="": [(query, query)] if query else []
    monkeypatch.setattr(options, "_providers", known)
