"""An officer learns whether what was typed agrees with the register, and nobody else learns anything."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tuntas.domains.register import queries
from tuntas.domains.register.port import Typed
from tuntas.platform.actors import PUBLIC, Actor, Kind
from tuntas.platform.decisions import Refused

from .conftest import REGISTRAR

OFFICER = replace(REGISTRAR, role="officer")
RESIDENT = Actor(Kind.RESIDENT, "0190-case")


def test_compares_field_by_field(family: Any) -> None:
    typed = {"name": "contoh ibu satu", "born_on": "1990-09-12", "sex": "female", "birth_place": ""}

    [match] = queries.compare_persons([Typed(family.mother_nik, typed)], by=OFFICER)

    assert match.is_known
    assert match.fields == {"name": "equal", "born_on": "different", "sex": "equal", "birth_place": "unknown"}


def test_shows_the_name_masked(family: Any) -> None:
    [match] = queries.compare_persons([Typed(family.mother_nik, {"name": "LAIN"})], by=OFFICER)

    assert match.masked_name == "C***** I** S***"


def test_an_unknown_number_is_unknown_in_every_field(family: Any) -> None:
    [match] = queries.compare_persons([Typed("9901010101900001", {"name": "SIAPA"})], by=OFFICER)

    assert (match.is_known, match.masked_name, match.fields) == (False, "", {"name": "unknown"})


@pytest.mark.parametrize("by", [PUBLIC, RESIDENT])
def test_nobody_outside_the_offices_may_ask(family: Any, by: Actor) -> None:
    with pytest.raises(Refused):
        queries.compare_persons([Typed(family.mother_nik, {})], by=by)
    with pytest.raises(Refused):
        queries.family_card(family.family_number, by=by)
    with pytest.raises(Refused):
        queries.possible_duplicates("0190a0a0-0000-7000-8000-000000000000", by=by)


def test_a_stranger_gets_the_same_refusal_for_known_and_unknown_numbers(family: Any) -> None:
    answers = set()
    for nik in (family.mother_nik, "9901010101900001"):
        with pytest.raises(Refused) as refused:
            queries.compare_persons([Typed(nik, {})], by=PUBLIC)
        answers.add(str(refused.value))

    assert len(answers) == 1


def test_several_are_compared_by_one_question(family: Any, django_assert_num_queries: Any) -> None:
    typed = [
        Typed(family.mother_nik, {"name": family.mother}),
        Typed("9901010101900001", {"name": "SIAPA"}),
        Typed(family.father_nik, {"name": "LAIN"}),
    ]

    with django_assert_num_queries(1):
        matches = queries.compare_persons(typed, by=OFFICER)

    assert [one.fields["name"] for one in matches] == ["equal", "unknown", "different"]
