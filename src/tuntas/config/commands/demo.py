"""Loads the demonstration city, if it is not there yet, and prints what a tester types.

./tuntas demo [--residents 20000] [--days 3] [--cases 120] [--seed 1]

Residents, families and staff are invented, by the seed; the past days are lived through the real actions, behind a
bar. `./tuntas run` does the same, but serves as soon as the residents have moved in.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from django.conf import settings
from django.db import transaction

from tuntas.config import env, session
from tuntas.config.city import bar, days
from tuntas.domains.cases import demonstration as cases
from tuntas.domains.counters import demonstration as counters
from tuntas.domains.offices import demonstration as offices
from tuntas.domains.planning import demonstration as planning
from tuntas.domains.register import demonstration as register
from tuntas.domains.satisfaction import demonstration as satisfaction
from tuntas.platform import clock


def main(argv: list[str]) -> int:
    if not settings.DEMONSTRATION:
        print("A production system is never filled with a demonstration.")
        return 2
    wanted = _wanted(argv)
    with session.setting_up():
        load(wanted, report=print)
        old_documents(report=print)
    shown = bar.Bar(sys.stderr, "The city lives through its past days")
    days.live(report=shown.show)
    shown.end()
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


def _wanted(argv: list[str]) -> days.Wanted:
    from_settings = wanted_by_settings()
    parser = argparse.ArgumentParser(prog="./tuntas demo", description=__doc__)
    parser.add_argument("--residents", type=int, default=from_settings.residents, help="up to 11 million")
    parser.add_argument("--days", type=int, default=from_settings.days, help="past days of traffic")
    parser.add_argument("--cases", type=int, default=from_settings.cases_a_day, help="applications a day")
    parser.add_argument("--seed", type=int, default=from_settings.seed, help="the same seed is the same city")
    options = parser.parse_args(argv)
    return days.Wanted(options.residents, options.days, options.cases, options.seed)


def wanted_by_settings() -> days.Wanted:
    """The city that the surroundings ask for."""
    names = ("TUNTAS_CITY_RESIDENTS", "TUNTAS_CITY_DAYS", "TUNTAS_CITY_CASES", "TUNTAS_CITY_SEED")
    return days.Wanted(*map(env.read, names))


def load(wanted: days.Wanted, report: Callable[[str], None]) -> None:
    """Offices, counters, cast, invented families and residents, answers, arrivals. Loaded again it changes nothing."""
    at = clock.now()
    with transaction.atomic():
        offices.load(at)
        counters.load(at)
        families = register.load(at, region_code=offices.OFFICE)
        satisfaction.load(at)
        planning.load(at)
    shown = bar.Bar(sys.stderr, "Residents move in")
    city = days.found(wanted, at=at, report=shown.show)
    shown.end()
    if city:
        report(f"\n{city.residents:,} invented residents live here (seed {city.seed}).")
    report("\nDATA PERAGAAN – BUKAN KINERJA KANTOR SEBENARNYA. Invented families that you can type:\n")
    for family in families:
        report(f"  KK {family.family_number}   mother {family.mother} {family.mother_nik}")
        report(f"  {'':19}   father {family.father} {family.father_nik}")
    report("\n  Their kelurahan is Gambir, whose demonstration office is open at all hours.")
