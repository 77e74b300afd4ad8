"""How what an officer typed compares with the register, without showing what the register holds."""

from __future__ import annotations

from collections.abc import Sequence

from tuntas.domains.register.models import Person
from tuntas.domains.register.models.people import NIK
from tuntas.domains.register.port import Comparison, PersonMatch, Typed
from tuntas.domains.register.rules import masked_name, plain_name
from tuntas.platform.prepared import Prepared

_KNOWN = Prepared(lambda *hashes: Person.objects.filter(NIK.matching_any(*hashes)))


def find(nik: str) -> Person | None:
    return find_all([nik]).get(nik)


def find_all(niks: list[str]) -> dict[str, Person]:
    """The persons of these NIKs, by NIK as it was given."""
    given = {nik.strip(): nik for nik in niks}
    return {given[person.nik.strip()]: person for person in _KNOWN(*NIK.searched_any(given))} if given else {}


def compare(typed: Sequence[Typed]) -> list[PersonMatch]:
    """Person by person and field by field; the name is shown masked, so that a wrong NIK teaches nothing."""
    known = find_all([one.nik for one in typed])
    return [_match(known.get(one.nik), one.fields) for one in typed]


def _match(person: Person | None, typed: dict[str, str]) -> PersonMatch:
    if person is None:
        return PersonMatch(is_known=False, fields=dict.fromkeys(typed, Comparison.UNKNOWN))
    held = {**person.details, "name": person.name, **_family_of(person, typed)}
    fields = {name: _compare(name, value, held.get(name)) for name, value in typed.items()}
    return PersonMatch(is_known=True, masked_name=masked_name(person.name), fields=fields)


def _family_of(person: Person, typed: dict[str, str]) -> dict[str, str]:
    """The number of the card that the person stands on; asked for only where one was typed."""
    if "family_number" not in typed:
        return {}
    place = person.memberships.filter(ended_by=None).select_related("family").first()
    return {"family_number": place.family.number if place else "–"}


def _compare(field: str, typed: str, held: str | None) -> str:
    if not typed or not held:
        return Comparison.UNKNOWN
    if field in {"name", "birth_place"}:
        return Comparison.EQUAL if plain_name(typed) == plain_name(held) else Comparison.DIFFERENT
    return Comparison.EQUAL if typed == held else Comparison.DIFFERENT
