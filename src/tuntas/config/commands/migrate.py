"""Brings the database to this version, as its owner.

./tuntas migrate
"""

from __future__ import annotations

import os
import subprocess
import sys


def main(argv: list[str]) -> int:
    owner_url = os.environ.get("DATABASE_OWNER_URL", "")
    if not owner_url:
        print("Set DATABASE_OWNER_URL: only the owner migrates.", file=sys.stderr)
        return 2
    as_owner(owner_url)
    return 0


def as_owner(owner_url: str) -> None:
    """Migrate in a process of its own, so that no process that serves pages ever held the owner's password."""
    environment = {**os.environ, "TUNTAS_MIGRATE_URL": owner_url}
    subprocess.run([sys.executable, "-m", "tuntas.config.commands.migrate"], env=environment, check=True)


def _in_this_process() -> None:
    import django
    from django.conf import settings

    from tuntas.config.settings import database_settings

    settings.DATABASES["default"].update(database_settings(os.environ.pop("TUNTAS_MIGRATE_URL")))
    settings.DATABASES["default"]["OPTIONS"]["options"] = "-c lock_timeout=5s"
    django.setup()
    from django.core.management import call_command

    from tuntas.config import first_keys

    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    first_keys.declare_mode()


if __name__ == "__main__":
    _in_this_process()
