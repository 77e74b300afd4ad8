"""A program without a session, and the house with its cast."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture
def program(db: None) -> Any:
    from tuntas.domains.partners.tests.calling import Program

    return Program()


@pytest.fixture
def there(db: None) -> Any:
    from tests import world as w

    return w.world()


@pytest.fixture(scope="module")
def django_db_setup(peopled: None) -> None:
    """The world stands in the database of these tests already."""
