"""Staff find a person by name although no name stands readable in the database."""

from __future__ import annotations

import pytest
from django.db import connection
from django.utils import translation
from tests import world as w

from tuntas.domains.register import actions
from tuntas.domains.register.embedded.admissions import KnownFamily, KnownPerson
from tuntas.domains.register.embedded.finding import keys_of, words_of
from tuntas.platform.actors import PUBLIC, SYSTEM
from tuntas.platform.decisions import Refused
from tuntas.platform.journal.models import Fact

pytestmark = pytest.mark.django_db

PEOPLE = {
    "9971010101700001": ("SURYANI PURNAMA", "1970-01-01"),
    "9971014203850002": ("SOERYANI SENJA LAUT", "1985-03-02"),
    "9971010505990003": ("SURYA PUTRA EMBUN", "1999-05-05"),
    "9971014606010004": ("ANISA ODE", "2001-06-06"),
}


@pytest.fixture
def there() -> w.World:
    there = w.world(w.NOON)
    members = tuple(
        KnownPerson(nik=nik, name=name, kinship="9", details={"born_on": born_on, "sex": "female"})
        for nik, (name, born_on) in PEOPLE.items()
    )
    known = KnownFamily(number="9971010101200009", region_code=w.OFFICE, members=members)
    actions.admit_family(known, by=SYSTEM, at=there.at)
    return there


def names(there: w.World, typed: str, year: int | None = None) -> list[str]:
    found, _ = actions.search_persons(typed, year=year, by=there.officer, at=there.at)
    return [one.name for one in found]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("suryani purnama", ["SURYANI PURNAMA"]),
        ("PURNAMA SURYANI", ["SURYANI PURNAMA"]),
        ("sur", ["SURYA PUTRA EMBUN", "SURYANI PURNAMA", "SOERYANI SENJA LAUT"]),
        ("surya", ["SURYA PUTRA EMBUN", "SURYANI PURNAMA", "SOERYANI SENJA LAUT"]),
        ("soeryani", ["SURYANI PURNAMA", "SOERYANI SENJA LAUT"]),
        ("suryanto", []),
        ("anissa ode", ["ANISA ODE"]),
        ("x", []),
        ("", []),
        ("%' or 1=1", []),
    ],
)
def test_finds_by_beginnings_of_words_in_any_order_and_spelling(
    there: w.World, typed: str, expected: list[str]
) -> None:
    assert sorted(names(there, typed)) == sorted(expected)


def test_whoever_was_asked_for_whole_stands_first(there: w.World) -> None:
    assert names(there, "surya")[0] == "SURYA PUTRA EMBUN"


def test_year_of_birth_narrows(there: w.World) -> None:
    assert names(there, "sur", 1985) == ["SOERYANI SENJA LAUT"]


def test_whom_it_showed_is_a_fact_without_names(there: w.World) -> None:
    found, _ = actions.search_persons("anisa", by=there.officer, at=there.at, office_code=w.OFFICE)

    fact = Fact.objects.get(name="register.persons_searched")
    assert (fact.actor_id, fact.office) == (there.officer.id, w.OFFICE)
    assert fact.content == {"persons": [found[0].person_id]}


@pytest.mark.parametrize("who", ["administrator", "agency_head", "public"])
def test_is_for_those_who_serve_residents(there: w.World, who: str) -> None:
    by = PUBLIC if who == "public" else getattr(there.cast, who)

    with translation.override("en"), pytest.raises(Refused, match="serve residents"):
        actions.search_persons("anisa", by=by, at=there.at)


def test_says_when_there_are_more_than_it_shows(there: w.World) -> None:
    members = tuple(
        KnownPerson(
            nik=f"99710102028{at:05d}",
            name="BANYAK ORANG",
            kinship="9",
            details={"born_on": "1980-02-02", "sex": "male"},
        )
        for at in range(25)
    )
    known = KnownFamily(number="9971010101200010", region_code=w.OFFICE, members=members)
    actions.admit_family(known, by=SYSTEM, at=there.at)

    found, more = actions.search_persons("banyak", by=there.officer, at=there.at)

    assert (len(found), more) == (20, True)


def test_a_name_is_never_readable_in_the_database(there: w.World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select person::text from register_person person")
        rows = " ".join(row[0] for row in cursor.fetchall())

    assert "SURYA" not in rows
    assert b"SURYA".hex() not in rows


def test_search_uses_its_index(there: w.World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")
        cursor.execute(
            "explain select * from register_person where name_keys @> %s",
            [keys_of("SURYANI PURNAMA", "1970-01-01")],
        )
        plan = " ".join(row[0] for row in cursor.fetchall())

    assert "persons_by_name" in plan


def test_old_spelling_is_the_new_one() -> None:
    assert words_of("Soeryani  DJOKO Tjahja Chasannah") == ["SURYANI", "JOKO", "CAHJA", "HASANAH"]
