"""Numbers as they are read out, from units that can be recorded one by one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuntas.domains.counters.rules import LETTERS, spoken
from tuntas.domains.counters.rules.numbering import number_words

VALUES = {
    "satu": 1,
    "dua": 2,
    "tiga": 3,
    "empat": 4,
    "lima": 5,
    "enam": 6,
    "tujuh": 7,
    "delapan": 8,
    "sembilan": 9,
}


def _heard(words):
    """What a listener understands."""
    total = part = 0
    for word in words:
        if word in VALUES:
            part += VALUES[word]
        elif word in ("sepuluh", "sebelas"):
            part += {"sepuluh": 10, "sebelas": 11}[word]
        elif word == "belas":
            part += 10
        elif word == "puluh":
            part = part - part % 10 + part % 10 * 10
        elif word == "seratus":
            total, part = total + 100, 0
        elif word == "ratus":
            total, part = total + part * 100, 0
        elif word == "seribu":
            total, part = total + 1000, 0
        elif word == "ribu":
            total, part = (total + part) * 1000, 0
    return total + part


@given(st.integers(1, 9999))
def test_every_number_is_understood_as_it_was_said(number):
    assert _heard(number_words(number)) == number


def test_a_number_is_read_out_with_its_letter():
    assert spoken("A", "", 112) == ("a", "seratus", "dua", "belas")
    assert spoken("B", "2", 40) == ("b", "2", "empat", "puluh")


@pytest.mark.parametrize("number", [0, 10_000])
def test_beyond_the_words_it_says_so(number):
    with pytest.raises(ValueError, match="1 to 9999"):
        number_words(number)


def test_letters_leave_out_those_that_look_like_digits():
    assert "I" not in LETTERS
    assert "O" not in LETTERS
    assert len(LETTERS) == 24
