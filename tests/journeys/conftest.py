"""The browser's fixtures for every journey."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from tests.browser import city, desktop, phone, site
from tests.journeys.waiting_room import house

__all__ = ["city", "desktop", "house", "phone", "site"]


def pytest_collection_modifyitems(items: Iterable[pytest.Item]) -> None:
    for item in items:
        if "/journeys/" in str(item.path):
            item.add_marker(pytest.mark.browser)
