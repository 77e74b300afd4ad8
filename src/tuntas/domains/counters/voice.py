"""What a board can say: every unit that a call is read out with, the text it is spoken from, and its file's name."""

from __future__ import annotations

from .rules.numbering import LETTERS, number_words

GONG = "gong"
PHRASES = {"nomor-antrean": "nomor antrean", "silakan-ke-loket": "silakan ke loket"}
# How Indonesians name the letters; those that have another sound in a word than alone are written as they sound.
_NAMES = "a be ce de e ef ge ha je ka el em en pe ki er es te u ve we eks ye zet"
LETTER_NAMES = dict(zip(LETTERS.lower(), _NAMES.split(), strict=True))
WORDS = (
    *("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"),
    *("sepuluh", "sebelas", "belas", "puluh", "seratus", "ratus", "seribu", "ribu"),
)
# A kiosk's block is read out digit by digit, with the words that numbers have anyway.
DIGITS = dict(zip("0123456789", WORDS, strict=False))
# Counters beyond are shown and not read out: no room has so many.
MOST_COUNTERS = 99


def texts() -> dict[str, str]:
    """Each unit with the text that a voice speaks for it; the gong is no text."""
    return {**PHRASES, **LETTER_NAMES, **{word: word for word in WORDS}}


def file_of(unit: str) -> str | None:
    """The name, without its ending, of the file that holds this unit; None for what no call needs."""
    named = DIGITS.get(unit, unit)
    return named if named == GONG or named in texts() else None


def units() -> tuple[str, ...]:
    """Everything that a board may have to play, to be fetched before it is needed."""
    return (GONG, *texts(), *DIGITS)


def counter_words() -> dict[int, tuple[str, ...]]:
    """The number of a counter as it is read out."""
    return {number: number_words(number) for number in range(1, MOST_COUNTERS + 1)}
