"""Families come in with the numbers that they have, but never with a real person's while training."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tuntas.domains.register import actions, demonstration, lists, queries
from tuntas.domains.register.models import Family, Person
from tuntas.platform.decisions import Refused

from .conftest import AT, REGISTRAR


def test_the_demonstration_brings_families_to_type(family: Any) -> None:
    demonstration.load(AT)  # again: nothing doubles

    assert Family.objects.count() == len(demonstration.FAMILIES)
    card = queries.family_card(family.family_number, by=REGISTRAR)
    assert [row["nik"] for row in card["members"]] == [family.father_nik, family.mother_nik]


def test_the_demonstrations_numbers_agree_with_their_persons(family: Any) -> None:
    for person in Person.objects.all():
        day = int(person.nik[6:8]) - (40 if person.details["sex"] == "female" else 0)
        assert person.details["born_on"] == f"19{person.nik[10:12]}-{person.nik[8:10]}-{day:02d}"
        assert person.nik.startswith("99")


@pytest.mark.parametrize("which", ["card", "member"])
def test_refuses_a_number_that_could_be_somebodys(family: Any, which: str) -> None:
    known = demonstration._known(demonstration.FAMILIES[0], 1, "31.71.06.1001")
    if which == "card":
        known = replace(known, number="3171061203150001")
    else:
        members = (replace(known.members[0], nik="3171061402880001"), *known.members[1:])
        known = replace(known, number="9971069999990001", members=members)

    with pytest.raises(Refused):
        actions.admit_family(known, by=REGISTRAR, at=AT)


@pytest.mark.parametrize("name", lists.NAMES)
def test_each_list_has_both_languages(name: str) -> None:
    assert all(entry["id"] and entry["en"] for entry in lists.entries(name).values())


def test_there_are_99_jobs() -> None:
    assert list(lists.entries("jobs")) == [str(code) for code in range(1, 100)]
    assert lists.text("jobs", "15") == "Karyawan Swasta"
