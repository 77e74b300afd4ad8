"""The tests of counters read the English sentences, and happen in the forenoon: an hour later it is still today."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
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


@pytest.fixture
def there(db: None) -> Iterator[Any]:
    """A room with one letter at noon, which is now: for the tests of appointments."""
    from tests import world as w

    from tuntas.platform import clock

    from . import crowd

    with clock.at(w.NOON):
        yield crowd.room(w.NOON, letters=("A",))


@pytest.fixture
def made(there: Any) -> Any:
    """An appointment in three days."""
    from . import booking

    return booking.booked(booking.offers(there.at, 3)[0].starts_at, there.at)


@pytest.fixture
def enter(client: Client) -> Callable[[str], Client]:
    """The browser, in English, of somebody of the cast."""
    from tuntas.domains.offices.demonstration import PARTS
    from tuntas.domains.offices.models import Staff

    def as_(part: str) -> Client:
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        client.force_login(Staff.objects.get(username=PARTS[part].username))
        return client

    return as_


@pytest.fixture(scope="module")
def django_db_setup(peopled: None) -> None:
    """The world stands in the database of these tests already."""
