"""Numbers and references as people read them."""

from decimal import Decimal
from fractions import Fraction

import pytest

from tuntas.platform.ui import numbers


@pytest.mark.parametrize(
    ("value", "places", "indonesian", "english"),
    [
        (Decimal("97.87"), None, "97,87", "97.87"),
        (1234567, None, "1.234.567", "1,234,567"),
        (Decimal("1234.5"), 2, "1.234,50", "1,234.50"),
        (Decimal("2.345"), 2, "2,35", "2.35"),
        (0.1, None, "0,1", "0.1"),
        (2.675, 2, "2,68", "2.68"),
        (Fraction(1, 3), None, "0,33", "0.33"),
        (Fraction(1, 8), 2, "0,13", "0.13"),
        (Fraction(5, 2), 0, "3", "3"),
        (Fraction(7, 2), 2, "3,50", "3.50"),
        (Fraction(-1, 8), 2, "−0,13", "−0.13"),
        (Decimal("-3.5"), None, "−3,5", "−3.5"),
        (Decimal("0.00"), None, "0,00", "0.00"),
        (Decimal("1E+3"), None, "1.000", "1,000"),
    ],
)
def test_writes_a_number(value: Decimal, places: int | None, indonesian: str, english: str) -> None:
    assert numbers.decimal(value, language="id", places=places) == indonesian
    assert numbers.decimal(value, language="en", places=places) == english


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ABCDEFGHJKX", "ABCDE-FGHJK-X"),
        ("abcde-fghjk-x", "ABCDE-FGHJK-X"),
        ("123456", "123 456"),
        ("9901010101900001", "9901 0101 0190 0001"),
        ("", ""),
    ],
)
def test_groups_what_is_read_aloud(text: str, shown: str) -> None:
    assert numbers.grouped(text) == shown


@pytest.mark.parametrize(
    ("text", "page"),
    [("3", 3), ("٣", 3), ("0", 1), ("-2", 1), ("²", 1), ("x", 1), ("", 1), (None, 1), ("1" * 7, 1)],
)
def test_reads_a_page_of_an_address(text: str | None, page: int) -> None:
    assert numbers.page_number(text) == page
