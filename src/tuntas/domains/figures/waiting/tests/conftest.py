"""The same city and journal; and it is forenoon, so that an hour later it is still today."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tuntas.domains.figures.tests.conftest import city, counting, own_anchor

__all__ = ["city", "own_anchor"]


@pytest.fixture(autouse=True)
def _in_the_forenoon() -> None:
    from tuntas.domains.counters.tests import crowd

    crowd.forenoon()


@pytest.fixture
def count() -> Callable[..., int]:
    """Sign what was told, and count it."""
    from tuntas.domains.figures.waiting import actions

    return counting(actions.roll_up)
