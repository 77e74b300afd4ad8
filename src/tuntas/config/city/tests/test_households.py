"""The invented residents are plausible, the same by the same seed, and nobody's."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from tuntas.config.city.households import Household, Serials, households
from tuntas.domains.register.demonstration import FAMILIES

TODAY = date(2026, 11, 22)
KELURAHAN = "31.74.09.1001"


def living(seed: int = 1, residents: int = 2000) -> list[Household]:
    return list(households(KELURAHAN, residents, seed=seed, today=TODAY, serials=Serials()))


def ages(homes: list[Household]) -> list[int]:
    return [(TODAY - one.born_on).days // 365 for home in homes for one in home.members]


def test_same_seed_is_the_same_city_and_another_is_another() -> None:
    assert living(1) == living(1)
    assert living(1) != living(2)


def test_as_many_as_were_asked_for_and_no_household_too_many() -> None:
    homes = living(residents=500)

    assert sum(len(home.members) for home in homes) - len(homes[-1].members) < 500
    assert sum(len(home.members) for home in homes) >= 500


def test_no_number_can_be_anybodys_or_stands_twice() -> None:
    homes = living()
    niks = [one.nik for home in homes for one in home.members]
    cards = [home.number for home in homes]

    assert all(len(number) == 16 and number.startswith("99") for number in (*niks, *cards))
    assert max(Counter([*niks]).values()) == 1
    assert max(Counter(cards).values()) == 1
    # The families that a tester types live in the same province: theirs end in small serials.
    assert min(number[-4:] for number in (*niks, *cards)) > "0100"
    assert all(one.mother_nik[-4:] <= "0100" >= one.family_number[-4:] for one in FAMILIES)


def test_ages_are_a_citys() -> None:
    all_ages = ages(living())
    share = {
        "children": sum(age < 15 for age in all_ages) / len(all_ages),
        "working age": sum(15 <= age < 65 for age in all_ages) / len(all_ages),
    }

    assert min(all_ages) >= 0
    assert max(all_ages) < 100
    assert 0.10 < share["children"] < 0.40
    assert 0.50 < share["working age"] < 0.80


@pytest.mark.parametrize("seed", range(5))
def test_parents_are_old_enough_and_couples_of_age_when_they_married(seed: int) -> None:
    for home in living(seed, 500):
        assert home.members[0].kinship == "1"
        for one in home.members:
            assert (one.nik[6:8] > "40") == (one.sex == "female")
            if one.mother:
                assert one.born_on.year - one.mother.born_on.year >= 17
                assert one.details["mother_name"] == one.mother.name
            if "marital_on" in one.details:
                assert int(one.details["marital_on"][:4]) - one.born_on.year >= 18
