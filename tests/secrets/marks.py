"""Unique marks in everything that is secret, and how each could be written where it must not be."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from urllib.parse import quote, quote_plus


@dataclass(frozen=True)
class Mark:
    """One secret value. `but_not_in`: places where it stands by design."""

    name: str
    value: str
    but_not_in: frozenset[str] = frozenset()

    def stands_in(self, heap: bytes) -> str | None:
        """The way in which the value is written in these bytes, or None."""
        if self.value.isdecimal() and len(self.value) < 8:
            # Six digits alone stand in every time-stamp: they count only as a word of their own.
            alone = rb"(?<![0-9a-fA-F.\\])" + self.value.encode() + rb"(?![0-9a-fA-F])"
            return "raw" if re.search(alone, heap) else None
        folded = heap.lower()
        for way, needle in _in_small_letters(self.value):
            if needle.lower() in folded:
                return way
        return next((way for way, needle in _as_it_is(self.value) if needle in heap), None)


def _in_small_letters(value: str) -> list[tuple[str, bytes]]:
    digest = hashlib.sha256(value.encode()).hexdigest()
    return [
        ("raw", value.encode()),
        ("hex", value.encode().hex().encode()),
        ("URL-encoded", quote(value, safe="").encode()),
        ("URL-encoded", quote_plus(value).encode()),
        ("plain SHA-256", digest.encode()),
    ]


def _as_it_is(value: str) -> list[tuple[str, bytes]]:
    found = [("plain SHA-256", hashlib.sha256(value.encode()).digest())]
    found += [("base64", one) for one in _base64(value.encode())]
    digest = hashlib.sha256(value.encode()).digest()
    return [*found, ("plain SHA-256 in base64", base64.b64encode(digest)[:40])]


def _base64(value: bytes) -> list[bytes]:
    """The letters that stand there whatever comes before and after the value, in both alphabets."""
    letters = []
    for before in range(3):
        whole = (before + len(value)) // 3 * 3
        text = base64.b64encode((b"\0" * before + value)[:whole])
        letters.append(text[4 if before else 0 :])
    letters = [one for one in letters if len(one) >= 8]  # fewer stand somewhere by chance
    return [*letters, *(one.translate(bytes.maketrans(b"+/", b"-_")) for one in letters)]
