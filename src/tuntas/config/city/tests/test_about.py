"""What a demonstration says of itself."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client

from tuntas.config.city.models import Progress

pytestmark = pytest.mark.django_db
BEGAN = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)


def about() -> str:
    client = Client()
    client.cookies["tuntas_language"] = "en"
    return client.get("/demonstration/").content.decode()


def test_a_city_shows_how_far_it_has_come() -> None:
    Progress.objects.create(
        seed=7,
        wanted=20000,
        residents=20012,
        cases_a_day=120,
        begins_at=BEGAN,
        ends_at=BEGAN.replace(day=19),
        lived_until=BEGAN.replace(day=17),
        planned=2000,
        done=640,
    )

    page = about()

    assert '<progress id="lived" aria-labelledby="so-much" max="2000" value="640">' in page
    assert "20,012" in page or "20012" in page
    assert "It has come to" in page


def test_without_a_city_it_says_so() -> None:
    assert "No invented residents live here." in about()


def test_a_production_system_has_no_such_page(settings) -> None:
    settings.DEMONSTRATION = False

    assert Client().get("/demonstration/").status_code == 404
