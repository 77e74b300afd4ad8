"""A demonstration's offices have counters: once, and at each office one that calls every letter."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db.models import Count

from tuntas.domains.counters import actions, demonstration, facts, queries
from tuntas.domains.counters.models import Counter
from tuntas.domains.offices import demonstration as offices
from tuntas.domains.offices.models import Office
from tuntas.platform.actors import SYSTEM
from tuntas.platform.journal.models import Fact

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def city() -> None:
    offices.load(AT)


def counted() -> dict[str, int]:
    rows = Counter.objects.values_list("office_code").annotate(counters=Count("pk"))
    return dict(rows)


def test_every_office_has_as_many_as_its_kind() -> None:
    made = demonstration.load(AT)

    found = counted()
    assert set(found) == set(Office.objects.values_list("code", flat=True))
    assert sum(found.values()) == made
    assert (found[offices.OFFICE], found["31.71.01"], found["31.71"]) == (2, 4, 6)


def test_first_counter_of_every_office_calls_all_letters() -> None:
    demonstration.load(AT)

    everything = {one.letter for one in queries.groups_of(offices.OFFICE)}
    assert all(set(one.letters) == everything for one in Counter.objects.filter(number=1))


def test_each_counter_is_told_once_however_often_it_is_loaded() -> None:
    made = demonstration.load(AT)

    assert demonstration.load(AT) == 0
    assert Fact.objects.filter(name=facts.COUNTER_SET_UP).count() == made == Counter.objects.count()


def test_what_somebody_has_set_up_stays_as_it_is() -> None:
    actions.set_up_counter(offices.OFFICE, 7, letters="A", by=SYSTEM, at=AT)

    demonstration.load(AT)

    assert [one.number for one in Counter.objects.filter(office_code=offices.OFFICE)] == [7]
