"""The index follows exact arithmetic."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuntas.domains.satisfaction.rules import (
    Tally,
    Tens,
    half_up,
    index_of,
    letter_of,
    one_ten,
    tally,
    together,
    without,
)

ELEMENTS = (
    "persyaratan prosedur waktu biaya produk kompetensi perilaku sarana pengaduan".split()  # noqa: SIM905
)
ANSWER = st.fixed_dictionaries({}, optional={key: st.integers(1, 4) for key in ELEMENTS})


def test_all_the_best_is_a_hundred_and_all_the_worst_twenty_five() -> None:
    best = index_of({key: Tally(4 * 7, 7) for key in ELEMENTS})
    worst = index_of({key: Tally(1 * 7, 7) for key in ELEMENTS})

    assert (best.value, best.letter) == (Decimal("100.00"), "A")  # 0.11 as weight would give 99.00
    assert (worst.value, worst.letter) == (Decimal("25.00"), "D")


@pytest.mark.parametrize(
    ("exact", "places", "rounded"),
    [
        ("86.625", 2, "86.63"),  # binary rounding gives 86.62
        ("74.85", 1, "74.9"),  # binary rounding gives 74.8
        ("76.605", 2, "76.61"),
        ("88.305", 2, "88.31"),
        ("88.3049999", 2, "88.30"),
        ("64.995", 2, "65.00"),
    ],
)
def test_a_half_goes_up(exact: str, places: int, rounded: str) -> None:
    assert half_up(Fraction(exact), places) == Decimal(rounded)


@pytest.mark.parametrize(
    ("exact", "letter"),
    [
        ("100", "A"), ("88.31", "A"), ("88.305", "A"), ("88.304", "B"), ("76.61", "B"), ("76.605", "B"),
        ("76.6049", "C"), ("65", "C"), ("64.995", "C"), ("64.9949", "D"), ("25", "D"),
    ],
)  # fmt: skip
def test_the_letter_comes_from_the_rounded_value(exact: str, letter: str) -> None:
    assert letter_of(half_up(Fraction(exact), 2)) == letter


def test_rounds_once_and_not_on_the_way() -> None:
    # Means of 3.648 each: 91.20. Rounded to 3.65 first, as one published table was, it would be 91.25.
    tallies = {key: Tally(3648, 1000) for key in ELEMENTS}

    assert index_of(tallies).value == Decimal("91.20")


def test_each_element_is_divided_by_those_who_answered_it() -> None:
    answers = [{"waktu": 4, "biaya": 4}, {"waktu": 1}]

    found = index_of(tally(answers, ["waktu", "biaya"]))

    assert found.means == {"waktu": Fraction(5, 2), "biaya": Fraction(4)}
    assert found.value == Decimal("81.25")  # the mean of the two people's means would give 62.50


def test_shows_what_a_free_service_adds() -> None:
    tallies = {key: Tally(32, 10) for key in ELEMENTS} | {"biaya": Tally(40, 10)}

    assert index_of(tallies).value == Decimal("82.22")
    assert index_of(without(tallies, "biaya")).value == Decimal("80.00")


def test_there_is_no_index_without_an_answer() -> None:
    assert index_of(tally([], ELEMENTS)) is None
    assert index_of(tally([{}], ELEMENTS)) is None


@pytest.mark.parametrize("many", [0, 9, 11])
def test_only_ten_answers_are_a_ten(many: int) -> None:
    with pytest.raises(ValueError, match="no ten"):
        one_ten([{"waktu": 4}] * many)


@pytest.mark.parametrize("many", [0, 1, 3, 8])
def test_tens_together_say_what_their_answers_say(many: int) -> None:
    draw = Random(many)
    tens = [
        [{key: draw.randint(1, 4) for key in ELEMENTS if draw.random() < 0.8} for _answer in range(10)]
        for _ten in range(many)
    ]

    found = together(map(one_ten, tens))

    answers = [answer for ten in tens for answer in ten]
    assert found.answers == len(answers)
    assert found.index == index_of(tally(answers, ELEMENTS))
    assert together([found, Tens()]) == found


@given(st.lists(ANSWER, min_size=1, max_size=30))
def test_stays_between_25_and_100_and_agrees_with_decimal_rounding(answers: list[dict[str, int]]) -> None:
    found = index_of(tally(answers, ELEMENTS))

    if found is None:
        assert not any(answers)
        return
    assert Decimal(25) <= found.value <= Decimal(100)
    # 60 digits hold every quotient that thirty answers can make, far from any half that is not one.
    quotient = Decimal(found.exact.numerator * 10**60 // found.exact.denominator).scaleb(-60)
    assert found.value == quotient.quantize(Decimal("0.01"), ROUND_HALF_UP)


@given(st.lists(ANSWER, min_size=1, max_size=12), st.randoms())
def test_does_not_depend_on_the_order_of_answers(answers: list[dict[str, int]], random: object) -> None:
    before = index_of(tally(answers, ELEMENTS))

    random.shuffle(answers)

    assert index_of(tally(answers, ELEMENTS)) == before


@given(st.lists(ANSWER, min_size=1, max_size=12), st.sampled_from(ELEMENTS))
def test_a_better_answer_never_lowers_the_index(answers: list[dict[str, int]], key: str) -> None:
    low, high = [*answers, {key: 1}], [*answers, {key: 4}]

    assert index_of(tally(high, ELEMENTS)).exact > index_of(tally(low, ELEMENTS)).exact


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_rounding_moves_by_at_most_half_a_hundredth(numerator: int, denominator: int) -> None:
    exact = Fraction(numerator, denominator)

    moved = Fraction(half_up(exact, 2)) - exact

    assert Fraction(-1, 200) < moved <= Fraction(1, 200)
