"""Gives somebody an account and a posting.

  ./tuntas staff USERNAME --name "NAME" --office CODE --role ROLE --employment PNS|PPPK|PJLP

Roles: officer, registrar, head_of_unit, agency_head, administrator. The password is read from the terminal; the second
step is set up at the first sign-in. An account that is there gets a further posting.

  ./tuntas staff export FILE                 everybody with their postings as CSV (FILE - writes to the terminal)
  ./tuntas staff import FILE [--dry-run]     take such a file in; a new username with an e-mail address is invited
"""

from __future__ import annotations

import argparse
import getpass

from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from tuntas.domains.offices import actions, queries
from tuntas.domains.offices.rules import Employment, Role
from tuntas.domains.offices.sheets.people import PEOPLE
from tuntas.platform import clock
from tuntas.platform.actors import SYSTEM
from tuntas.platform.decisions import Refused
from tuntas.platform.tables import console


def main(argv: list[str]) -> int:
    if argv[:1] in (["export"], ["import"]):
        return _table(argv)
    try:
        return _engage(_options(argv))
    except Refused as refused:
        print(refused)
        return 1


def _engage(options: argparse.Namespace) -> int:
    at = clock.now()
    with transaction.atomic():
        actions.load_reference(at, SYSTEM)
        if queries.find_office(options.office) is None:
            print(f"There is no office {options.office}. The code is the region's, for example 31.71.01.1001.")
            return 1
        staff_id = queries.find_staff(options.username)
        if staff_id is None:
            password = getpass.getpass("Password: ")
            try:
                validate_password(password, get_user_model()(username=options.username, name=options.name))
            except ValidationError as weak:
                print("\n".join(weak.messages))
                return 1
            staff_id = actions.add_staff(
                options.username, name=options.name, password=password, by=SYSTEM, at=at
            ).pk
        actions.post_staff(
            staff_id,
            office_code=options.office,
            role=Role(options.role),
            employment=Employment(options.employment),
            from_on=queries.office_day(at),
            by=SYSTEM,
            at=at,
        )
    print(f"{options.username} may act as {options.role} at {options.office} from today.")
    return 0


def _table(argv: list[str]) -> int:
    dry_run, given = "--dry-run" in argv, [word for word in argv if word != "--dry-run"]
    if len(given) != 2:
        print(__doc__)
        return 2
    what, path = given
    at = clock.now()
    actions.load_reference(at, SYSTEM)
    if what == "export":
        return console.write_out(PEOPLE, path, by=SYSTEM, at=at)
    return console.take_in(PEOPLE, path, dry_run=dry_run, by=SYSTEM, at=at)


def _options(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./tuntas staff")
    parser.add_argument("username")
    parser.add_argument("--name", required=True)
    parser.add_argument("--office", required=True)
    parser.add_argument("--role", required=True, choices=[role.value for role in Role])
    parser.add_argument("--employment", required=True, choices=[kind.value for kind in Employment])
    return parser.parse_args(argv)
