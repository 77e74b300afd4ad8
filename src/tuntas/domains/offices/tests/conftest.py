"""The reference data of a Monday, and two administrators who look at it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from django.test import Client


@pytest.fixture
def reference(db: None) -> Iterator[None]:
    from tuntas.domains.offices import actions
    from tuntas.domains.offices.tests.places import AT
    from tuntas.platform import clock
    from tuntas.platform.actors import SYSTEM

    clock.set(AT)
    actions.load_reference(AT, SYSTEM)
    yield
    clock.reset()


@pytest.fixture
def agency(reference: None) -> Client:
    from tuntas.domains.offices.tests.places import signed_in

    return signed_in("administrator", "31")


@pytest.fixture
def city(reference: None) -> Client:
    from tuntas.domains.offices.tests.places import signed_in

    return signed_in("administrator", "31.71")
