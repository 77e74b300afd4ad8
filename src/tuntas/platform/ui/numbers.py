"""Numbers and references as people read them: decimal comma, thousands, groups of characters."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

MARKS = {"id": (".", ","), "en": (",", ".")}


def decimal(value: int | float | Decimal | Fraction, *, language: str, places: int | None = None) -> str:
    """`1.234,50` in Indonesian, `1,234.50` in English; `places` rounds half up, without it digits stay as given."""
    exact = _exact(value, places)
    thousands, point = MARKS["en" if language.startswith("en") else "id"]
    whole, _, rest = f"{abs(exact):,f}".partition(".")
    sign = "−" if exact < 0 else ""
    return sign + whole.replace(",", thousands) + (point + rest if rest else "")


def grouped(text: str) -> str:
    """A reference as `ABCDE-FGHJK-X`, a PIN as `123 456`, other digits in fours: so they can be read aloud."""
    plain = "".join(character for character in text if character.isalnum())
    if not plain.isdigit():
        return "-".join(_chunks(plain.upper(), 5))
    return " ".join(_chunks(plain, 3 if len(plain) == 6 else 4))


def page_number(text: str | None) -> int:
    """Which page of a list an address names; the first one for whatever names none."""
    # Not isdigit, which takes "²" for a digit that int does not know.
    return max(int(text), 1) if text and text.isdecimal() and len(text) < 7 else 1


def _exact(value: int | float | Decimal | Fraction, places: int | None) -> Decimal:
    if isinstance(value, Fraction):
        # A fraction like 1/3 has no last digit: two places unless the page says otherwise, rounded once, half up.
        digits = 2 if places is None else places
        scaled = abs(value) * 10**digits
        nearest = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
        return Decimal(nearest if value >= 0 else -nearest).scaleb(-digits)
    exact = Decimal(str(value)) if isinstance(value, float) else Decimal(value)
    return exact if places is None else exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def _chunks(text: str, size: int) -> list[str]:
    return [text[start : start + size] for start in range(0, len(text), size)]
