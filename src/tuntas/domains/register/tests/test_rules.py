"""Numbers have the form of Indonesia's and the region of nowhere."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuntas.domains.register import rules
from tuntas.domains.register.rules import Kind, Sex

BORN = date(2026, 3, 1)
VALID_NIK = re.compile(r"\d{6}[0-7]\d(0[1-9]|1[012])\d{2}(?!0000)\d{4}")


def test_a_womans_nik_has_forty_added_to_the_day() -> None:
    assert rules.nik("997106", BORN, Sex.FEMALE, 7) == "9971064103260007"
    assert rules.nik("997106", BORN, Sex.MALE, 7) == "9971060103260007"


def test_an_akta_number_names_city_kind_day_and_serial() -> None:
    assert rules.akta_number("997106", Kind.LATE, BORN, 3) == "9971-LT-01032026-0003"


@pytest.mark.parametrize(
    ("days", "kind"), [(0, Kind.ON_TIME), (60, Kind.ON_TIME), (61, Kind.LATE), (9000, Kind.LATE)]
)
def test_a_birth_is_late_after_sixty_days(days: int, kind: Kind) -> None:
    assert rules.kind_of(BORN, BORN + timedelta(days=days)) is kind


def test_a_birth_is_not_reported_before_it_happened() -> None:
    with pytest.raises(ValueError, match="after it happened"):
        rules.kind_of(BORN, BORN - timedelta(days=1))


def test_training_numbers_have_a_province_that_does_not_exist() -> None:
    assert rules.numbering_region("31.71.06.1001", "") == "997106"
    assert rules.TRAINING_PROVINCE not in rules.INDONESIAN_PROVINCES
    assert len(rules.INDONESIAN_PROVINCES) == 38


def test_a_jurisdiction_puts_its_own_code() -> None:
    assert rules.numbering_region("31.71.06.1001", "45") == "457106"


def test_a_day_has_no_ten_thousandth_number() -> None:
    with pytest.raises(rules.SerialsUsedUp):
        rules.nik("997106", BORN, Sex.MALE, 10_000)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from(Sex), st.integers(1, 9999))
def test_every_nik_is_one_that_validators_accept(born_on: date, sex: Sex, serial: int) -> None:
    assert VALID_NIK.fullmatch(rules.nik("997106", born_on, sex, serial))


@pytest.mark.parametrize(
    ("name", "other", "alike"),
    [
        ("CONTOH ANAK", "Contoh  Anak", True),
        ("CONTOH ANAK", "ANAK CONTOH", True),
        ("CONTOH ANAK", "CONTOH ANAK PUTRI", True),
        ("MUHAMAD CONTOH", "MUHAMMAD CONTOH", True),
        ("CONTOH ANAK", "TELADAN BUDI", False),
        ("", "CONTOH", False),
    ],
)
def test_names_of_one_child_are_alike(name: str, other: str, alike: bool) -> None:
    assert rules.are_alike(name, other) is alike


@pytest.mark.parametrize(
    ("parents", "child"),
    [
        (["1", "3"], "4"),  # head and wife: their child
        (["3"], "4"),
        (["4", "5"], "6"),  # the head's child and child-in-law: a grandchild
        (["5"], "6"),
        (["1", "4"], "4"),
        (["6"], "9"),
        (["7"], "9"),
        (["9"], "9"),
        (["10"], "11"),
        (["11"], "11"),
    ],
)
def test_a_childs_place_follows_from_its_parents(parents: list[str], child: str) -> None:
    assert rules.kinship_of_child(parents) == child


def test_masks_names() -> None:
    assert rules.masked_name("CONTOH AYAH") == "C***** A***"
