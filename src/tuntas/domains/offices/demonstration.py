"""The cast of the demonstration: role-like names, nobody real, and one office that never closes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings

from tuntas.domains.offices import actions, queries
from tuntas.domains.offices.actions import NewHours
from tuntas.domains.offices.models import OpeningHours, Posting, Staff
from tuntas.domains.offices.rules import Employment, Role
from tuntas.platform.actors import SYSTEM, Actor

OFFICE = "31.71.01.1001"
OTHER_OFFICE = "31.71.01.1002"
AGENCY = "31"
BEGINNING = date(2020, 1, 1)


@dataclass(frozen=True)
class Part:
    """One person of the cast."""

    username: str
    name: str
    role: Role
    office_code: str
    employment: Employment


PARTS = {
    "officer": Part("peragaan.petugas1", "Petugas Peragaan Satu", Role.OFFICER, OFFICE, Employment.PJLP),
    "second_officer": Part("peragaan.petugas2", "Petugas Peragaan Dua", Role.OFFICER, OFFICE, Employment.PJLP),
    "registrar": Part(
        "peragaan.pejabat", "Pejabat Pencatatan Peragaan", Role.REGISTRAR, OFFICE, Employment.PNS
    ),
    "head_of_unit": Part(
        "peragaan.kasatpel", "Kepala Unit Peragaan", Role.HEAD_OF_UNIT, OFFICE, Employment.PNS
    ),
    "officer_elsewhere": Part(
        "peragaan.petugas3", "Petugas Peragaan Kantor Lain", Role.OFFICER, OTHER_OFFICE, Employment.PPPK
    ),
    "agency_head": Part("peragaan.kadis", "Kepala Dinas Peragaan", Role.AGENCY_HEAD, AGENCY, Employment.PNS),
    "administrator": Part(
        "peragaan.admin", "Administrator Peragaan", Role.ADMINISTRATOR, AGENCY, Employment.PNS
    ),
}


class NotADemonstration(Exception):
    """The cast has no place where real cases are decided."""


@dataclass(frozen=True)
class Cast:
    """Everyone of the cast as an actor, each under their one posting."""

    officer: Actor
    second_officer: Actor
    registrar: Actor
    head_of_unit: Actor
    officer_elsewhere: Actor
    agency_head: Actor
    administrator: Actor
    office_code: str = OFFICE


def load(at: datetime) -> Cast:
    """Regions, offices, the office that never closes, and the cast. Loaded again it changes nothing."""
    if settings.TUNTAS_MODE != "demonstration":
        raise NotADemonstration("The demonstration's cast is loaded in mode demonstration only.")
    actions.load_reference(at, SYSTEM)
    if not OpeningHours.objects.filter(office=OFFICE).exists():
        every_day = [NewHours(weekday, 0, 1440, also_on_holidays=True) for weekday in range(7)]
        actions.change_hours(OFFICE, hours=every_day, from_on=BEGINNING, label="Peragaan", by=SYSTEM, at=at)
    actors = {key: queries.actor_for(_engaged(part, at), queries.office_day(at)) for key, part in PARTS.items()}
    return Cast(
        officer=actors["officer"],
        second_officer=actors["second_officer"],
        registrar=actors["registrar"],
        head_of_unit=actors["head_of_unit"],
        officer_elsewhere=actors["officer_elsewhere"],
        agency_head=actors["agency_head"],
        administrator=actors["administrator"],
    )


def cast_members() -> list[Staff]:
    """The accounts of the cast that exist, in the order of the play."""
    order = [part.username for part in PARTS.values()]
    return sorted(Staff.objects.filter(username__in=order), key=lambda staff: order.index(staff.username))


def _engaged(part: Part, at: datetime) -> Staff:
    staff = Staff.objects.filter(username=part.username).first()
    staff = staff or actions.add_staff(part.username, name=part.name, by=SYSTEM, at=at)
    if not Posting.objects.filter(staff=staff).exists():
        actions.post_staff(
            staff.pk,
            office_code=part.office_code,
            role=part.role,
            employment=part.employment,
            from_on=BEGINNING,
            by=SYSTEM,
            at=at,
        )
    return staff
