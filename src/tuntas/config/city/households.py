"""Who lives together: families of plausible ages, drawn by a seed. Pure: no database, no clock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from tuntas.domains.register.rules import TRAINING_PROVINCE, Sex, nik

from . import names

# Codes of the register's own lists.
HEAD, HUSBAND, WIFE, CHILD, PARENT, OTHER = "1", "2", "3", "4", "7", "9"
SINGLE, MARRIED, DIVORCED, WIDOWED = "1", "2", "4", "6"
NOT_STATED, AT_SCHOOL, AT_HOME = "13", "3", "2"
_RELIGIONS = ("1", "2", "3", "4", "5")
_RELIGION_WEIGHTS = (84, 8, 4, 1, 3)
_WORK = ("8", "12", "13", "14", "15", "15", "16", "19")
_STREETS = ("Melati", "Rambutan", "Cendana", "Kali Baru", "Manunggal", "Haji Contoh", "Kebon Contoh", "Swadaya")
MARRIAGE_AGE = 19  # UU 16/2019
# Below are the serials of the families that a tester types.
FIRST_SERIAL = 101


@dataclass
class Resident:
    """One person as the register keeps them."""

    nik: str
    name: str
    sex: str
    born_on: date
    kinship: str
    marital: str
    details: dict[str, str] = field(default_factory=dict)
    mother: Resident | None = None
    father: Resident | None = None


@dataclass
class Household:
    """One family card."""

    number: str
    region_code: str
    address: dict[str, str]
    members: list[Resident]


class Serials:
    """The next free serial of each day; a kecamatan's numbers are made by one hand."""

    def __init__(self) -> None:
        self._last: dict[object, int] = {}

    def next(self, of: object) -> int:
        self._last[of] = self._last.get(of, FIRST_SERIAL - 1) + 1
        return self._last[of]


def households(
    region_code: str, residents: int, *, seed: int, today: date, serials: Serials
) -> Iterator[Household]:
    """Families of one kelurahan (Kemendagri code) with about so many residents together; never fewer."""
    draw = Random(f"{seed}/{region_code}")  # noqa: S311 – a play, not a secret
    prefix = TRAINING_PROVINCE + region_code.replace(".", "")[2:6]
    living = 0
    while living < residents:
        one = _household(draw, prefix, region_code, today, serials)
        living += len(one.members)
        yield one


def _household(draw: Random, prefix: str, region_code: str, today: date, serials: Serials) -> Household:
    make = _Maker(draw, prefix, today, serials)
    kind = draw.choices(("couple", "alone", "one parent", "old couple"), weights=(68, 14, 10, 8))[0]
    members = {
        "couple": make.couple,
        "alone": make.alone,
        "one parent": make.one_parent,
        "old couple": make.old,
    }[kind]()
    carded = today - timedelta(days=draw.randrange(30, 3000))
    number = f"{prefix}{carded:%d%m%y}{serials.next(('kk', carded)):04d}"
    return Household(number, region_code, _address(draw), members)


def _address(draw: Random) -> dict[str, str]:
    return {
        "address": f"Jalan {draw.choice(_STREETS)} {draw.randrange(1, 200)}",
        "rt": f"{draw.randrange(1, 13):03d}",
        "rw": f"{draw.randrange(1, 9):03d}",
        "postal_code": "99999",
    }


class _Maker:
    """Draws the persons of one household."""

    def __init__(self, draw: Random, prefix: str, today: date, serials: Serials) -> None:
        self.draw, self.prefix, self.today, self.serials = draw, prefix, today, serials
        self.religion = draw.choices(_RELIGIONS, weights=_RELIGION_WEIGHTS)[0]

    def couple(self) -> list[Resident]:
        his = self.draw.randrange(22, 60)
        hers = max(MARRIAGE_AGE, his - self.draw.randrange(-2, 8))
        years = self.draw.randrange(0, max(1, min(his, hers) - MARRIAGE_AGE + 1))
        married_on = self._day_ago(years)
        father = self.person("male", his, HEAD, MARRIED, married_on=married_on)
        mother = self.person("female", hers, WIFE, MARRIED, married_on=married_on)
        members = [father, mother, *self._children(father, mother, years)]
        if self.draw.random() < 0.07:
            members.append(self.person("female", min(92, his + self.draw.randrange(20, 32)), PARENT, WIDOWED))
        return members

    def alone(self) -> list[Resident]:
        return [self.person(self._sex(), self.draw.randrange(19, 80), HEAD, SINGLE)]

    def one_parent(self) -> list[Resident]:
        age = self.draw.randrange(26, 58)
        mother = self.person("female", age, HEAD, self.draw.choice((DIVORCED, WIDOWED)))
        return [mother, *self._children(None, mother, self.draw.randrange(1, age - 20))]

    def old(self) -> list[Resident]:
        age = self.draw.randrange(60, 86)
        hers = age - self.draw.randrange(0, 9)
        married_on = self._day_ago(self.draw.randrange(30, hers - MARRIAGE_AGE))
        return [
            self.person("male", age, HEAD, MARRIED, married_on=married_on),
            self.person("female", hers, WIFE, MARRIED, married_on=married_on),
        ]

    def person(
        self, sex: str, age: int, kinship: str, marital: str, *, married_on: date | None = None
    ) -> Resident:
        """Somebody of this age in whole years, adult or child."""
        born_on = self._day_ago(age)
        number = nik(self.prefix, born_on, Sex(sex), self.serials.next(("nik", born_on)))
        return Resident(
            number,
            names.given(self.draw, sex),
            sex,
            born_on,
            kinship,
            marital,
            self._details(sex, age, born_on, marital, married_on),
        )

    def _details(
        self, sex: str, age: int, born_on: date, marital: str, married_on: date | None
    ) -> dict[str, str]:
        details = {
            "sex": sex,
            "birth_place": "Kota Contoh",
            "born_on": born_on.isoformat(),
            "religion": self.religion,
            "education": self._education(age),
            "job": "1" if age < 6 else AT_SCHOOL if age < 19 else self.draw.choice((*_WORK, AT_HOME)),
            "blood_type": NOT_STATED,
            "marital": marital,
            "father_name": names.given(self.draw, "male"),
            "mother_name": names.given(self.draw, "female"),
        }
        return {**details, "marital_on": married_on.isoformat()} if married_on else details

    def _education(self, age: int) -> str:
        if age < 7:
            return "1"
        return (
            "2"
            if age < 13
            else "3"
            if age < 16
            else "4"
            if age < 19
            else self.draw.choice(("4", "5", "5", "8"))
        )

    def _children(self, father: Resident | None, mother: Resident, years: int) -> list[Resident]:
        most = min(4, years // 2)
        wanted = min(most, self.draw.choices(range(5), weights=(18, 30, 32, 14, 6))[0])
        ages = sorted(self.draw.sample(range(years), wanted), reverse=True) if wanted else []
        children = [self.person(self._sex(), age, CHILD, SINGLE) for age in ages if age < 30]
        for child in children:
            child.mother, child.father = mother, father
            child.details["mother_name"] = mother.name
            if father:
                child.details["father_name"] = father.name
        return children

    def _sex(self) -> str:
        return self.draw.choice(("female", "male"))

    def _day_ago(self, years: int) -> date:
        return self.today - timedelta(days=years * 365 + years // 4 + self.draw.randrange(40, 364))
