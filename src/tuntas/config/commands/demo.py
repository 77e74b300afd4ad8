"""Loads the demonstration city, if it is not there yet, and prints what a tester types.

./tuntas demo
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.db import transaction

from tuntas.config import session
from tuntas.domains.cases import demonstration as cases
from tuntas.domains.offices import demonstration as offices
from tuntas.domains.register import demonstration as register
from tuntas.domains.satisfaction import demonstration as satisfaction
from tuntas.platform import clock


def main(argv: list[str]) -> int:
    if not settings.DEMONSTRATION:
        print("A production system is never filled with a demonstration.")
        return 2
    with session.setting_up():
        load(report=print)
        old_documents(report=print)
    return 0


def old_documents(report: Callable[[str], None]) -> None:
    """A KTP-el and a family card that were issued before: who applies anew with their numbers sees them replaced."""
    at = clock.now()
    with transaction.atomic():
        earlier = cases.load(offices.load(at), at)
    report(
        "\nIssued before, replaced when the same number is asked for again (check the address before and after):\n"
    )
    for one in earlier:
        report(f"  {one.kind} {one.number}   {settings.PUBLIC_ORIGIN}/verify/{one.token}")


def load(report: Callable[[str], None]) -> None:
    """Regions, offices, cast, invented families, nine survey answers. Loaded again it changes nothing."""
    at = clock.now()
    with transaction.atomic():
        offices.load(at)
        families = register.load(at, region_code=offices.OFFICE)
        satisfaction.load(at)
    report("\nDATA PERAGAAN – BUKAN KINERJA KANTOR SEBENARNYA. Invented families that you can type:\n")
    for family in families:
        report(f"  KK {family.family_number}   mother {family.mother} {family.mother_nik}")
        report(f"  {'':19}   father {family.father} {family.father_nik}")
    report("\n  Their kelurahan is Gambir, whose demonstration office is open at all hours.")
