"""Who tries what is not theirs tries it where the cast is at its places."""

import pytest


@pytest.fixture(scope="module")
def django_db_setup(peopled: None) -> None:
    """The world stands in the database of these tests already."""
