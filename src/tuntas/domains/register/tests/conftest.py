"""A kelurahan with one invented family, and who enters births there."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tuntas.platform.actors import Actor, Kind

HOME = "31.71.06.1001"
AT = datetime(2026, 3, 10, 3, 0, tzinfo=UTC)
REGISTRAR = Actor(Kind.STAFF, "0190-registrar", role="registrar", offices=frozenset({HOME}))


def add_family(at: datetime = AT) -> Any:
    """Regions, and the demonstration's families; the first is given back."""
    from tuntas.domains.offices.models import Region
    from tuntas.domains.offices.rules.kinds import Level
    from tuntas.domains.register import demonstration

    places = (
        ("31", "DKI Jakarta"),
        ("31.71", "Kota Jakarta Pusat"),
        ("31.71.06", "Menteng"),
        (HOME, "Menteng"),
    )
    for level, (code, name) in zip(Level, places, strict=True):
        parent = code.rpartition(".")[0] or None
        Region.objects.get_or_create(code=code, defaults={"name": name, "level": level, "parent_id": parent})
    return demonstration.load(at)[0]


@pytest.fixture
def family(db: None) -> Any:
    return add_family()


@pytest.fixture
def birth() -> Callable[..., dict[str, Any]]:
    """The arguments of a birth in a family, ready for `record_birth`; each with a case of its own."""
    from tuntas.domains.register.port import Child, Parent
    from tuntas.domains.register.rules import Sex

    def make(family: Any, **changes: Any) -> dict[str, Any]:
        child = {
            "name": "CONTOH ANAK",
            "sex": Sex.FEMALE,
            "birth_place": "Jakarta",
            "born_on": date(2026, 3, 1),
        }
        child |= {key: changes.pop(key) for key in list(changes) if key in child}
        return {
            "case_id": uuid.uuid4(),
            "child": Child(**child),
            "mother_ref": Parent(nik=family.mother_nik, name=family.mother),
            "father_ref": Parent(nik=family.father_nik, name=family.father),
            "family_number": family.family_number,
            "registrar": REGISTRAR,
            "at": AT,
            **changes,
        }

    return make


@pytest.fixture
def days_later() -> Callable[[int], datetime]:
    return lambda days: AT + timedelta(days=days)
