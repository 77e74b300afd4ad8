"""Brings the database to this version, as its owner, while people work.

./tuntas migrate [--patience SECONDS]    how long to try again when a table is in use (600)
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./tuntas migrate")
    parser.add_argument("--patience", type=float, default=600)
    options = parser.parse_args(argv)
    owner_url = os.environ.get("DATABASE_OWNER_URL", "")
    if not owner_url:
        print("Set DATABASE_OWNER_URL: only the owner migrates.", file=sys.stderr)
        return 2
    try:
        as_owner(owner_url, patience_seconds=options.patience)
    except subprocess.CalledProcessError as ended:
        return ended.returncode
    return 0


def as_owner(owner_url: str, *, patience_seconds: float = 600) -> None:
    """Migrate in a process of its own, so that no process that serves pages ever held the owner's password."""
    environment = {**os.environ, "TUNTAS_MIGRATE_URL": owner_url}
    command = [sys.executable, "-m", "tuntas.config.commands.migrate", str(patience_seconds)]
    subprocess.run(command, env=environment, check=True)


def _in_this_process(patience_seconds: float) -> None:
    import django
    from django.conf import settings

    from tuntas.config.database import database_settings

    settings.DATABASES["default"].update(database_settings(os.environ.pop("TUNTAS_MIGRATE_URL")))
    # The time-outs are those of each migration (config/migrating.py).
    settings.DATABASES["default"]["OPTIONS"]["options"] = "-c lock_timeout=1s"
    django.setup()
    import psycopg
    from django.core.management import call_command
    from django.db import OperationalError

    from tuntas.config import first_keys, migrating

    try:
        with migrating.alone(patience_seconds):
            migrating.migrate(patience_seconds)
            call_command("createcachetable", verbosity=0)
            first_keys.declare_mode()
    except migrating.NotFree as fault:
        sys.exit(str(fault))
    except (psycopg.OperationalError, OperationalError) as fault:
        sys.exit(f"The database does not answer its owner: {fault}")


if __name__ == "__main__":
    _in_this_process(float(sys.argv[1]))
