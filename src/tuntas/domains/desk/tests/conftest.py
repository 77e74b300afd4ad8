"""The tests of the desk begin with the cast at its places."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from django.test import Client
    from tests.world import World

    from tuntas.domains.counters.tests.crowd import Room


@pytest.fixture(scope="module")
def django_db_setup(peopled: None) -> None:
    """The world stands in the database of these tests already."""


@pytest.fixture
def there(db: None) -> World:
    from tests import world  # only now: while tests are collected there are no models yet

    return world.world()


@pytest.fixture
def room(db: None) -> Room:
    from tuntas.domains.counters.tests import crowd

    crowd.forenoon()
    return crowd.room()


@pytest.fixture
def desk(client: Client, room: Room) -> Client:
    """An officer's browser, in English."""
    from tests import world

    client.cookies["tuntas_language"] = "en"
    return world.sign_in(client, "petugas1")
