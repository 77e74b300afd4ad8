"""Who serves and who asks in the living offices: staff of their own, and families whose papers can be asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from random import Random
from typing import Any

from tuntas.domains.offices import actions as offices
from tuntas.domains.offices import queries
from tuntas.domains.offices.models import Staff
from tuntas.domains.offices.rules import Employment, Role
from tuntas.platform import ids
from tuntas.platform.actors import SYSTEM, Actor

from . import names
from .households import CHILD, HEAD, HUSBAND, MARRIED, WIFE, Household, Resident, Serials, households
from .plans import BIRTH, LOST
from .residents import Quarter

_PARTS = (
    ("petugas1", Role.OFFICER, Employment.PJLP),
    ("petugas2", Role.OFFICER, Employment.PJLP),
    ("petugas3", Role.OFFICER, Employment.PPPK),
    ("pejabat", Role.REGISTRAR, Employment.PNS),
    ("kepala", Role.HEAD_OF_UNIT, Employment.PNS),
)
# What changes, the question that takes its proof, and what it may become (codes of the register's lists).
_CHANGES = (
    ("blood_type", "blood_test_file", ("1", "2", "3", "4")),
    ("job", "job_proof_file", ("8", "12", "14", "15", "16")),
)


@dataclass(frozen=True)
class Crew:
    """Who works at one office."""

    officers: tuple[Actor, ...]
    registrar: Actor
    head: Actor


def engage(office: str, *, seed: int, since: date, at: datetime) -> Crew:
    """The crew of this office, made once."""
    draw = Random(f"{seed}/crew/{office}")  # noqa: S311 – a play, not a secret
    actors = []
    for part, role, employment in _PARTS:
        name = names.given(draw, draw.choice(("female", "male")))
        username = f"{part}-{office}"
        staff = Staff.objects.filter(username=username).first()
        if staff is None:
            staff = offices.add_staff(username, name=name.title(), by=SYSTEM, at=at)
            offices.post_staff(
                staff.pk,
                office_code=office,
                role=role,
                employment=employment,
                from_on=since,
                by=SYSTEM,
                at=at,
            )
        actors.append(queries.actor_for(staff, queries.office_day(at)))
    return Crew(tuple(actors[:3]), actors[3], actors[4])


@cache
def _homes(quarter: Quarter, kelurahan: str) -> tuple[Household, ...]:
    """The families of one kelurahan, drawn again as they were when they moved in."""
    serials = Serials()
    for code, residents in quarter.kelurahan:
        homes = tuple(households(code, residents, seed=quarter.seed, today=quarter.today, serials=serials))
        if code == kelurahan:
            return homes
    raise LookupError(kelurahan)


def answers(service: str, number: int, quarter: Quarter, kelurahan: str, at: datetime) -> dict[str, Any]:
    """A whole form as somebody of this kelurahan fills it in; every case has another family."""
    homes = [
        home for home in _homes(quarter, kelurahan) if service != BIRTH or _are_young_parents(home, at.date())
    ]
    draw = Random(f"{quarter.seed}/answers/{number}")  # noqa: S311
    home = homes[number % len(homes)]
    if service == BIRTH:
        return _birth(home, draw, at)
    adults = [one for one in home.members if (at.date() - one.born_on).days > 17 * 366]
    return _lost(home, draw.choice(adults)) if service == LOST else _change(home, adults[0], draw)


def _are_young_parents(home: Household, today: date) -> bool:
    head = home.members[0]
    wives = [one for one in home.members if one.kinship == WIFE]
    return head.marital == MARRIED and bool(wives) and 19 <= (today - wives[0].born_on).days // 365 < 46


def _birth(home: Household, draw: Random, at: datetime) -> dict[str, Any]:
    father, mother = home.members[0], next(one for one in home.members if one.kinship == WIFE)
    sex = draw.choice(("female", "male"))
    born = at.date().toordinal() - draw.choice((1, 2, 3, 5, 8, 13, 21, 40, 70))
    return {
        "applicant_relation": draw.choice(("mother", "father")),
        "kk_number": home.number,
        "kk_place": home.region_code,
        "child_name": names.given(draw, sex),
        "child_sex": sex,
        "birth_date": date.fromordinal(born).isoformat(),
        "birth_time": f"{draw.randrange(24):02d}:{draw.randrange(60):02d}",
        "birth_place_kind": "hospital",
        "birth_place": "Kota Contoh",
        "birth_kind": "single",
        "birth_order": 1 + sum(one.kinship == CHILD for one in home.members),
        "birth_helper": draw.choice(("doctor", "midwife")),
        "mother": _parent(mother),
        "parents_marriage": "recorded",
        "father": _parent(father),
        "witnesses": [_witness(draw, at), _witness(draw, at)],
        "birth_proof": "birth_letter",
        **{
            paper: [str(ids.new_id())]
            for paper in ("birth_letter_file", "marriage_certificate_file", "kk_file")
        },
    }


def _parent(one: Resident) -> dict[str, Any]:
    return {
        "name": one.name,
        "nationality": "wni",
        "nik": one.nik,
        "birth_date": one.born_on.isoformat(),
        "birth_place": one.details["birth_place"],
    }


def _witness(draw: Random, at: datetime) -> dict[str, str]:
    day = draw.randrange(1, 29)
    return {
        "name": f"SAKSI {names.given(draw, 'male')}",
        "nik": f"997101{day:02d}0170{draw.randrange(1, 9999):04d}",
    }


def _identity(home: Household, one: Resident) -> dict[str, str]:
    return {"name": one.name, "nik": one.nik, "kk_number": home.number}


def _lost(home: Household, one: Resident) -> dict[str, Any]:
    return {
        "applicant": _identity(home, one),
        "kk_place": home.region_code,
        "police_letter_file": [str(ids.new_id())],
        "kk_file": [str(ids.new_id())],
    }


def _change(home: Household, one: Resident, draw: Random) -> dict[str, Any]:
    """Somebody learned their blood type, or found other work."""
    element, paper, codes = draw.choice(_CHANGES)
    old = one.details[element]
    new = draw.choice([code for code in codes if code != old])
    return {
        "applicant_relation": "family_head" if one.kinship in (HEAD, HUSBAND) else "adult_member",
        "applicant": _identity(home, one),
        "kk_place": home.region_code,
        "whose_data": "mine",
        "elements": [element],
        f"old_{element}": old,
        f"new_{element}": new,
        "kk_file": [str(ids.new_id())],
        paper: [str(ids.new_id())],
    }
