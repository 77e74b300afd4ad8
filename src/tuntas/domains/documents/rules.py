"""What a stranger may see of a name, and which text a document can print."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

# What the document typeface shows for certain; the archive standards refuse a page with a missing glyph.
_PRINTABLE = (
    (0x20, 0x7E),
    (0xA0, 0xAC),
    (0xAE, 0x24F),
    (0x300, 0x36F),
    (0x1E00, 0x1EFF),
    (0x2010, 0x2015),
    (0x2018, 0x2027),
    (0x2030, 0x203A),
    (0x20AC, 0x20AC),
    (0x2116, 0x2116),
    (0x25A1, 0x25A1),
)
MISSING = "\u25a1"
# Tokens are base32: no digit 0 or 1, so these were letters when they were printed.
_TOKEN_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz234567")
_LOOK_ALIKE = str.maketrans("01", "ol")
END_OF_FILE = b"%%EOF"
MOST_REVISIONS = 64


def mask_name(name: str) -> str:
    """First letter of each word, the rest as stars of a fixed number: the length of a name tells who it is.

    >>> mask_name("Contoh Pertama")
    'C**** P****'
    """
    return " ".join(f"{word[0].upper()}****" for word in name.split())


def printable(text: str) -> str:
    """The text on one line, with a visible square for each character that the typeface does not have."""
    flat = " ".join(unicodedata.normalize("NFC", text).split())
    return "".join(letter if is_printable(letter) else MISSING for letter in flat)


def is_printable(letter: str) -> bool:
    """Can the document typeface show this character?"""
    return any(first <= ord(letter) <= last for first, last in _PRINTABLE)


def shorter_endings(content: bytes) -> Iterator[int]:
    """Lengths at which an earlier revision of this file may have ended, first ones first, at most 64 markers.

    A PDF is changed "after issue" by appending: our bytes stay in front. So an appended file is found by
    hashing its beginnings, without ever parsing what a stranger sent.
    """
    at = -1
    for _ in range(MOST_REVISIONS):
        at = content.find(END_OF_FILE, at + 1)
        if at < 0:
            return
        end = at + len(END_OF_FILE)
        for ending in (b"", b"\n", b"\r", b"\r\n"):
            length = end + len(ending)
            if content[end:length] == ending and length < len(content):
                yield length


def plain_token(typed: str) -> str:
    """The token in what a person typed or pasted: grouped, in capitals, with 0 and 1 for o and l, or as an address."""
    last = typed.strip().rstrip("/").rsplit("/", 1)[-1].lower().translate(_LOOK_ALIKE)
    return "".join(letter for letter in last if letter in _TOKEN_LETTERS)[:64]


def grouped(token: str) -> str:
    """The token in groups of four, as it is printed under the QR code."""
    return " ".join(token[start : start + 4] for start in range(0, len(token), 4))
