"""The tests of monitoring happen in the forenoon: an hour later it is still today."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.world import World


@pytest.fixture(autouse=True)
def _in_the_forenoon() -> None:
    from tuntas.domains.counters.tests import (
        crowd,  # only now: while tests are collected there are no models yet
    )

    crowd.forenoon()


@pytest.fixture(scope="module")
def django_db_setup(peopled: None) -> None:
    """The world stands in the database of these tests already."""


@pytest.fixture
def there(db: None) -> World:
    from tests import world  # only now: while tests are collected there are no models yet

    return world.world()
