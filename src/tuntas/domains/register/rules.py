"""How numbers of the register are made, when a birth is late, and when two names are alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum

# The codes of the 38 provinces (Kepmendagri 300.2.2-2430/2025): the embedded register never writes one of them.
INDONESIAN_PROVINCES = frozenset(
    str(code)
    for first, last in ((11, 19), (21, 21), (31, 36), (51, 53), (61, 65), (71, 76), (81, 82), (91, 96))
    for code in range(first, last + 1)
)
TRAINING_PROVINCE = "99"  # exists nowhere, so that a training number can't be anybody's
LATE_AFTER_DAYS = 60  # UU 24/2013: a birth is reported within 60 days
LAST_SERIAL = 9999
ALIKE = 0.8
# Places in a family, as in lists/kinship.yaml.
CHILD, GRANDCHILD, OTHER_RELATIVE, NO_RELATION = "4", "6", "9", "11"
_HEAD_AND_SPOUSE = frozenset({"1", "2", "3"})
_HEADS_CHILDREN = frozenset({CHILD, "5"})
_NO_RELATIONS = frozenset({"10", NO_RELATION})


class Sex(StrEnum):
    MALE = "male"
    FEMALE = "female"


class Kind(StrEnum):
    """The class of a birth's entry, as it stands in the akta's number."""

    ON_TIME = "LU"  # lahir umum
    LATE = "LT"  # lahir terlambat


class SerialsUsedUp(Exception):
    """A day's 9,999 numbers of one region are given out."""


def numbering_region(region_code: str, jurisdiction: str) -> str:
    """The six digits that numbers of this kelurahan begin with: ours or the training province, never Indonesia's.

    `region_code` is Kemendagri's (31.71.06.1001); `jurisdiction` two digits, or empty for training.
    """
    digits = region_code.replace(".", "")
    if not re.fullmatch(r"\d{6,10}", digits):
        raise ValueError("A number wants the code of a kelurahan or a kecamatan.")
    return (jurisdiction or TRAINING_PROVINCE) + digits[2:6]


def nik(region: str, born_on: date, sex: Sex, serial: int) -> str:
    """PPKKCC DDMMYY NNNN, with 40 added to the day for women (PP 37/2007, article 37)."""
    day = born_on.day + (40 if sex is Sex.FEMALE else 0)
    return f"{region}{day:02d}{born_on:%m%y}{_serial(serial)}"


def akta_number(region: str, kind: Kind, registered_on: date, serial: int) -> str:
    """KKKK-LU-DDMMYYYY-NNNN, where KKKK is the province and the city."""
    return f"{region[:4]}-{kind}-{registered_on:%d%m%Y}-{_serial(serial)}"


def kind_of(born_on: date, reported_on: date) -> Kind:
    """On time up to and including the sixtieth day."""
    if reported_on < born_on:
        raise ValueError("A birth is reported after it happened.")
    return Kind.ON_TIME if (reported_on - born_on).days <= LATE_AFTER_DAYS else Kind.LATE


def kinship_of_child(parents: Collection[str]) -> str:
    """A newborn's place in the family (SHDK code), which is its relation to the head, from the parents' places.

    `parents` are the places of those parents who stand on the card.
    """
    if _HEAD_AND_SPOUSE.intersection(parents):
        return CHILD
    if _HEADS_CHILDREN.intersection(parents):
        return GRANDCHILD
    return NO_RELATION if _NO_RELATIONS.intersection(parents) else OTHER_RELATIVE


def plain_name(name: str) -> str:
    """A name for comparing only: capitals, single spaces, no accents, marks or dots."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().upper()
    return " ".join(re.sub(r"[^A-Z ]", " ", letters).split())


def are_alike(name: str, other: str) -> bool:
    """Whether two names may be one child's: spelled otherwise, turned round, or one word more."""
    first, second = plain_name(name).split(), plain_name(other).split()
    if not first or not second:
        return False
    if set(first) <= set(second) or set(second) <= set(first):
        return True
    return SequenceMatcher(None, " ".join(sorted(first)), " ".join(sorted(second))).ratio() >= ALIKE


def masked_name(name: str) -> str:
    """The first letter of each word and a star for each letter more: enough to ask, too little to learn."""
    return " ".join(word[0] + "*" * (len(word) - 1) for word in name.split())


def _serial(serial: int) -> str:
    if serial > LAST_SERIAL:
        raise SerialsUsedUp("All 9,999 numbers of this region and day are given out.")
    if serial < 1:
        raise ValueError("Serials begin at 1: a NIK that ends in 0000 is invalid.")
    return f"{serial:04d}"
