"""Makes the first administrator of a production system; everyone else is made on the pages.

./tuntas staff administrator USERNAME --name "NAME" --office CODE
The password is read from the terminal; the second step is set up at the first sign-in.
"""

from __future__ import annotations

import argparse
import getpass

from django.db import transaction


def main(argv: list[str]) -> int:
    from tuntas.domains.offices import actions, queries
    from tuntas.domains.offices.rules import Employment, Role
    from tuntas.platform import clock
    from tuntas.platform.actors import SYSTEM

    parser = argparse.ArgumentParser(prog="./tuntas staff", description=__doc__)
    parser.add_argument("what", choices=["administrator"])
    parser.add_argument("username")
    parser.add_argument("--name", required=True)
    parser.add_argument("--office", required=True, help="code of the service point, for example 31")
    options = parser.parse_args(argv)
    at = clock.now()
    with transaction.atomic():
        actions.load_reference(at, SYSTEM)
        staff = actions.add_staff(
            options.username, name=options.name, password=getpass.getpass("Password: "), by=SYSTEM, at=at
        )
        actions.post_staff(
            staff.pk,
            office_code=options.office,
            role=Role.ADMINISTRATOR,
            employment=Employment.PNS,
            from_on=queries.office_day(at),
            by=SYSTEM,
            at=at,
        )
    print(f"{options.username} can sign in now.")
    return 0
