"""The number that somebody holds in their hand: a letter, for a kiosk's own block its digit, and a number."""

from __future__ import annotations

# Without I and O, which a board shows like 1 and 0.
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


def printed(letter: str, block: str, number: int) -> str:
    """`A 012`; from block 2 of a kiosk `A2 012`. A thousand and more keep all their digits."""
    return f"{letter}{block} {number:03d}"


def spoken(letter: str, block: str, number: int) -> tuple[str, ...]:
    """The units in which the number is read out: the letter, the block's digits, then the number as words."""
    return (letter.lower(), *block, *number_words(number))


def number_words(number: int) -> tuple[str, ...]:
    """1 to 9,999 in Indonesian, each word a unit that can be recorded: 112 is `seratus dua belas`."""
    if not 0 < number < 10_000:
        raise ValueError(f"A ticket's number is read out from 1 to 9999, not {number}.")
    if number < 10:
        return (_DIGITS[number],)
    if number < 20:
        return _teens(number)
    if number < 100:
        return (_DIGITS[number // 10], "puluh", *_rest(number % 10))
    if number < 200:
        return ("seratus", *_rest(number % 100))
    if number < 1000:
        return (_DIGITS[number // 100], "ratus", *_rest(number % 100))
    if number < 2000:
        return ("seribu", *_rest(number % 1000))
    return (_DIGITS[number // 1000], "ribu", *_rest(number % 1000))


_DIGITS = ("", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")


def _teens(number: int) -> tuple[str, ...]:
    return {10: ("sepuluh",), 11: ("sebelas",)}.get(number) or (_DIGITS[number - 10], "belas")


def _rest(number: int) -> tuple[str, ...]:
    return number_words(number) if number else ()
