"""The tests of counters read the English sentences, and happen in the forenoon: an hour later it is still today."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _in_the_forenoon() -> None:
    from . import crowd  # only now: while tests are collected there are no models yet

    crowd.forenoon()


@pytest.fixture
def called(db: None) -> Any:
    """Somebody was called to counter 1, two more wait: the room, the session and the ticket."""
    from . import crowd

    return crowd.one_called()


@pytest.fixture(scope="module")
def django_db_setup(peopled: None) -> None:
    """The world stands in the database of these tests already."""
