"""Fixtures of the promises' tests."""

from collections.abc import Callable
from typing import Any

import pytest


@pytest.fixture
def promised(db: None) -> Callable[..., Any]:
    """Makes a promise at one of the two offices of `scene`."""
    from . import scene  # models may be imported only after Django is set up

    scene.load_offices()
    return scene.promise
