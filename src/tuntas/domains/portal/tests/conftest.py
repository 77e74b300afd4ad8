"""The cast, and two browsers that know nothing of each other."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client


@pytest.fixture
def there(db: None) -> Any:
    from tests import world  # Django is not ready yet when this file is read

    return world.world()


@pytest.fixture
def browser() -> Client:
    return Client()


@pytest.fixture
def other_browser() -> Client:
    return Client()


@pytest.fixture(scope="module")
def django_db_setup(peopled: None) -> None:
    """The world stands in the database of these tests already."""
