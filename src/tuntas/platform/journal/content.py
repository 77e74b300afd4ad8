"""What may stand in a fact: ids and codes, never personal data."""

import re
from typing import Any

_KEY = re.compile(r"[a-z][a-z0-9_]*")
_OFFICIAL_NUMBER = re.compile(r"(?<![0-9a-f-])\d{16}(?![0-9a-f-])")
LONGEST_TEXT = 200
# RFC 8785 writes numbers as JavaScript reads them; beyond this a whole number is no longer exact.
LARGEST_NUMBER = 2**53 - 1


class NotForTheJournal(ValueError):
    """The content holds something that must never stand in a fact."""


def check(content: Any, path: str = "content") -> None:
    """Refuse whatever is not an id or a code: facts are kept for ever and are handed out."""
    match content:
        case None | bool():
            return
        case int():
            if abs(content) > LARGEST_NUMBER:
                raise NotForTheJournal(f"{path}: the number is too large to be exact.")
        case str():
            _check_text(content, path)
        case list() | tuple():
            for position, item in enumerate(content):
                check(item, f"{path}[{position}]")
        case dict():
            for key, value in content.items():
                if not isinstance(key, str) or not _KEY.fullmatch(key):
                    raise NotForTheJournal(f"{path}: the key {key!r} is not a lower-case word.")
                check(value, f"{path}.{key}")
        case _:
            raise NotForTheJournal(f"{path}: {type(content).__name__} is neither an id nor a code.")


def _check_text(text: str, path: str) -> None:
    # The message never repeats the text: it may be what must not be written anywhere.
    if len(text) > LONGEST_TEXT:
        raise NotForTheJournal(f"{path}: longer than {LONGEST_TEXT} characters, so it is no code.")
    if _OFFICIAL_NUMBER.search(text):
        raise NotForTheJournal(f"{path}: looks like a NIK or a family card's number.")
    if "@" in text or "\x00" in text:
        raise NotForTheJournal(f"{path}: looks like an address, not like a code.")
