"""Finds persons by name although names are encrypted: by keyed hashes of the beginnings of their words.

A key is 63 bits of the keyed hash of three to five first letters of one word, or of a whole word, or of the year of birth
(ADR 0016). Who holds the database alone can see that two persons share a beginning, never which it is.
"""

from __future__ import annotations

import re

from tuntas.domains.register.models import Person
from tuntas.domains.register.port import Found
from tuntas.domains.register.rules import plain_name
from tuntas.platform.secrets.hashes import KeyedSet

from . import persons

SHORTEST, LONGEST = 3, 5
# So many are looked at; whoever is not among them is found by one word more or by the year.
CANDIDATES, SHOWN = 300, 20
_SPELLINGS = (
    ("OE", "U"),
    ("DJ", "J"),
    ("TJ", "C"),
    ("SJ", "SY"),
    ("NJ", "NY"),
    ("CH", "H"),
    ("PH", "F"),
    ("V", "F"),
)


def words_of(name: str) -> list[str]:
    """The words of a name, old and new spelling as one (Soerjani, Suryani), doubled letters once."""
    words = plain_name(name)
    for old, new in _SPELLINGS:
        words = words.replace(old, new)
    return re.sub(r"(.)\1", r"\1", words.replace("  ", " ")).split()


def keys_of(name: str, born_on: str) -> list[int]:
    """What a person is found by."""
    return NAME_KEYS.keys(_texts_of(name, born_on))


def _texts_of(name: str, born_on: str) -> set[str]:
    texts = {f"={word}" for word in words_of(name)}
    texts |= {
        word[:length] for word in words_of(name) for length in range(SHORTEST, min(LONGEST, len(word)) + 1)
    }
    return texts | {f"year {born_on[:4]}"}


NAME_KEYS = KeyedSet(
    "register.Person",
    "name_keys",
    "person-name",
    of=lambda person: _texts_of(person.name, person.details["born_on"]),
)


def _asked(name: str, year: int | None) -> set[str]:
    """What a question asks for; a word of one or two letters is asked whole."""
    texts = {word[:LONGEST] if len(word) >= SHORTEST else f"={word}" for word in words_of(name)}
    return texts | ({f"year {year}"} if year else set())


def by_name(name: str, year: int | None = None) -> tuple[list[Found], bool]:
    """At most twenty persons, the most alike first, and whether there may be more."""
    wanted = words_of(name)
    if not any(len(word) >= SHORTEST for word in wanted):
        return [], False
    rows = Person.objects.filter(NAME_KEYS.holding(_asked(name, year)))
    candidates = [person for person in rows[:CANDIDATES] if _fits(person.name, wanted)]
    candidates.sort(key=lambda person: (_distance(person.name, wanted), person.name, person.details["born_on"]))
    return [_found(person) for person in candidates[:SHOWN]], len(candidates) > SHOWN


def by_nik(nik: str) -> Found | None:
    """The one person of this number."""
    person = persons.find(nik)
    return _found(person) if person else None


def _found(person: Person) -> Found:
    return Found(str(person.pk), person.nik, person.name, person.details["born_on"], person.details["sex"])


def _fits(name: str, wanted: list[str]) -> bool:
    """Each asked word begins some word of the name: the keys know no more than five letters."""
    words = words_of(name)
    return all(any(word.startswith(one) for word in words) for one in wanted)


def _distance(name: str, wanted: list[str]) -> int:
    """How many words of the name were not asked for whole."""
    words = words_of(name)
    return len(words) - sum(one in words for one in wanted)
