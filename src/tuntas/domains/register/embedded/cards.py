"""The family card: what the events so far say about a family, with every column of the printed card."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from tuntas.domains.register import lists
from tuntas.domains.register.models import Family, Membership, Person
from tuntas.domains.register.models.people import FAMILY_NUMBER
from tuntas.platform.prepared import Prepared

NONE = "-"
_FAMILY = Prepared(
    lambda *hashes: Family.objects.select_related("region__parent__parent__parent").filter(
        FAMILY_NUMBER.matching(*hashes)
    )
)
_MEMBERSHIPS = Prepared(
    lambda family_id: Membership.objects.filter(family=family_id).select_related(
        "person__mother", "person__father"
    )
)


def of_number(family_number: str) -> dict[str, Any] | None:
    """The card of a family number, or None when the register has no such family."""
    family = _FAMILY.first(*FAMILY_NUMBER.searched(family_number))
    return of_family(family) if family else None


def of_family(family: Family) -> dict[str, Any]:
    """The card as it is now, ready to be kept as JSON. Texts are Indonesian, as on the printed card."""
    return of_members(family, memberships(family))


def memberships(family: Family) -> list[Membership]:
    """Everyone who ever had a place on the card, in order, with their parents."""
    return _MEMBERSHIPS(family.pk)


def of_members(family: Family, members_ever: list[Membership]) -> dict[str, Any]:
    """Header and one row per present member."""
    members = [_row(membership) for membership in members_ever if membership.ended_by_id is None]
    head = next((row["name"] for row in members if row["kinship_code"] == "1"), "")
    return {
        "number": family.number,
        "head": head,
        **{key: family.address.get(key, "") for key in ("address", "rt", "rw", "postal_code")},
        **_places(family),
        "members": members,
        "is_specimen": not settings.TUNTAS_JURISDICTION,
    }


def _places(family: Family) -> dict[str, str]:
    village = family.region
    district = village.parent
    city = district.parent if district else None
    province = city.parent if city else None
    return {
        "region_code": village.code,
        "kelurahan": village.name,
        "kecamatan": district.name if district else "",
        "city": city.name if city else "",
        "province": province.name if province else "",
    }


def _row(membership: Membership) -> dict[str, str]:
    person, details = membership.person, membership.person.details
    return {
        "name": person.name,
        "nik": person.nik,
        "sex": lists.text("sexes", "2" if details["sex"] == "female" else "1"),
        "birth_place": details["birth_place"],
        "born_on": details["born_on"],
        "religion": lists.text("religions", details["religion"]),
        "education": lists.text("education", details["education"]),
        "job": lists.text("jobs", details["job"]),
        "blood_type": lists.text("blood-types", details["blood_type"]),
        "marital": lists.text("marital", details["marital"]),
        "marital_on": details.get("marital_on") or NONE,
        "kinship": lists.text("kinship", membership.kinship),
        "kinship_code": membership.kinship,
        "nationality": details.get("nationality", "WNI"),
        "passport": details.get("passport") or NONE,
        "kitap": details.get("kitap") or NONE,
        "father": _parent(person.father, details.get("father_name")),
        "mother": _parent(person.mother, details.get("mother_name")),
    }


def _parent(parent: Person | None, name: str | None) -> str:
    return parent.name if parent else name or NONE
