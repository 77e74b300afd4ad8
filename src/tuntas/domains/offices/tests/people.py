"""Who is in charge of whom in the tests of people: an agency's, a city's and an office's people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from tuntas.domains.offices import actions, demonstration, queries
from tuntas.domains.offices.models import Posting, Staff
from tuntas.domains.offices.rules import Employment, Role
from tuntas.platform.actors import SYSTEM, Actor

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # Monday, 9.00 in Jakarta
TODAY = date(2026, 11, 23)
CITY, OTHER_CITY = "31.71", "31.74"
OFFICE, OFFICE_ELSEWHERE = demonstration.OFFICE, "31.74.09.1001"
PASSWORD = "sebelas-kereta-malam"


def engaged(username: str, role: Role = Role.OFFICER, office: str = OFFICE, **more: Any) -> Staff:
    """Somebody with a posting since the beginning of the year."""
    staff = actions.add_staff(username, name=f"Pegawai {username.title()}", by=SYSTEM, at=AT, **more)
    posted(staff, role, office)
    return staff


def posted(staff: Staff, role: Role, office: str, first: date = date(2026, 1, 1), last: Any = None) -> Posting:
    return actions.post_staff(
        staff.pk,
        office_code=office,
        role=role,
        employment=Employment.PNS,
        from_on=first,
        to_on=last,
        by=SYSTEM,
        at=AT,
    )


def acting(staff: Staff) -> Actor:
    return queries.actor_for(Staff.objects.get(pk=staff.pk), TODAY)


@dataclass
class Town:
    """The cast, a city's administrator, and one officer in and one outside of that city."""

    cast: demonstration.Cast
    city_admin: Staff
    officer: Staff
    stranger: Staff

    @property
    def admin(self) -> Actor:
        return self.cast.administrator

    @property
    def city(self) -> Actor:
        return acting(self.city_admin)


def town() -> Town:
    cast = demonstration.load(AT)
    return Town(
        cast,
        city_admin=engaged("admin.pusat", Role.ADMINISTRATOR, CITY),
        officer=engaged("petugas.baru", email="petugas.baru@example.org"),
        stranger=engaged("petugas.jauh", office=OFFICE_ELSEWHERE),
    )
