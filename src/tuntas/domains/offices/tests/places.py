"""Who looks at the pages of offices in the tests, and what they look for."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from django.test import Client

from tuntas.domains.offices import actions, queries
from tuntas.domains.offices.rules import JAKARTA, Employment, Role
from tuntas.platform.actors import SYSTEM

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # Monday, 09.00 in Jakarta
TODAY = date(2026, 11, 23)
GAMBIR = "31.71.01.1001"
JAGAKARSA = "31.74.09.1001"


def signed_in(role: str, office: str) -> Client:
    name = f"{role}{office}".replace(".", "").replace("_", "")
    staff = actions.add_staff(name, name="Pegawai Peragaan", by=SYSTEM, at=AT)
    actions.post_staff(
        staff.pk,
        office_code=office,
        role=Role(role),
        employment=Employment.PNS,
        from_on=TODAY,
        by=SYSTEM,
        at=AT,
    )
    client = Client()
    client.force_login(staff, backend="tuntas.domains.offices.backend.StaffBackend")
    return client


def is_open(text: str, office: str = GAMBIR) -> bool:
    return queries.calendar(office).is_open(datetime.fromisoformat(text).replace(tzinfo=JAKARTA))


def hours_of(monday: str = "", **more: str) -> dict[str, str]:
    opens, _dash, closes = monday.partition("-")
    return {"effect": "ordinary", "from_on": "2026-11-24", "opens_1_0": opens, "closes_1_0": closes, **more}


def text_of(answer: Any) -> str:
    return str(answer.content.decode())
