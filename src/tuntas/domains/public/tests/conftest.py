"""A journal that each test signs and counts for itself."""

import pytest

from tuntas.domains.figures.tests.conftest import count, own_anchor

__all__ = ["count", "own_anchor"]


@pytest.fixture(scope="module")
def django_db_setup(peopled: None) -> None:
    """The world stands in the database of these tests already."""
