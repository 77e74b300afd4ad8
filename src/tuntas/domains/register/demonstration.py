"""A few invented families, so that someone who tries the system has numbers to type. None of them can be anybody's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tuntas.domains.register import actions
from tuntas.domains.register.embedded.admissions import KnownFamily, KnownPerson
from tuntas.platform.actors import SYSTEM

KELURAHAN = "31.71.06.1001"


@dataclass(frozen=True)
class Invented:
    """What a tester types: the card's number and both parents."""

    family_number: str
    father: str
    father_nik: str
    mother: str
    mother_nik: str


FAMILIES = (
    Invented("9971061203150001", "CONTOH AYAH SATU", "9971061402880001", "CONTOH IBU SATU", "9971065109900001"),
    Invented("9971062507180001", "CONTOH AYAH DUA", "9971060307910001", "CONTOH IBU DUA", "9971066212930001"),
    Invented("9971060911200001", "CONTOH AYAH TIGA", "9971062810850001", "CONTOH IBU TIGA", "9971064504870001"),
)


def load(at: datetime, *, region_code: str = KELURAHAN) -> tuple[Invented, ...]:
    """Take the invented families in, once; they live in the kelurahan of the demonstration's office."""
    for number, family in enumerate(FAMILIES, start=1):
        actions.admit_family(_known(family, number, region_code), by=SYSTEM, at=at)
    return FAMILIES


def _known(family: Invented, number: int, region_code: str) -> KnownFamily:
    return KnownFamily(
        number=family.family_number,
        region_code=region_code,
        address={"address": f"Jalan Contoh {number}", "rt": f"00{number}", "rw": "001", "postal_code": "99999"},
        members=(
            _parent(family.father_nik, family.father, "male", kinship="1", job="15"),
            _parent(family.mother_nik, family.mother, "female", kinship="3", job="2"),
        ),
    )


def _parent(nik: str, name: str, sex: str, *, kinship: str, job: str) -> KnownPerson:
    day, month, year = int(nik[6:8]) % 40, nik[8:10], nik[10:12]
    details = {
        "sex": sex,
        "birth_place": "Kota Contoh",
        "born_on": f"19{year}-{month}-{day:02d}",
        "religion": "7",
        "education": "8",
        "job": job,
        "blood_type": "13",
        "marital": "2",
        "marital_on": "2014-05-17",
        "father_name": "CONTOH KAKEK",
        "mother_name": "CONTOH NENEK",
    }
    return KnownPerson(nik=nik, name=name, kinship=kinship, details=details)
