"""What a new system needs once: the key files, and the mode written into the database by the owner."""

from __future__ import annotations

import importlib
import importlib.util
import inspect

from django.conf import settings
from django.db import connection

from tuntas.platform import clock
from tuntas.platform.secrets import keys

# Each key file with the function that makes it.
MAKERS = {
    "data": "tuntas.platform.secrets.keys:create_data_keys",
    "journal": "tuntas.platform.journal.signing:create_keys",
    "signing": "tuntas.domains.documents.keys:create_signing",
}


def create_missing() -> list[str]:
    """Make the key files that are not there; their names."""
    missing = [name for name in MAKERS if not keys.path(name).exists()]
    made = []
    for name in missing:
        module, function = MAKERS[name].split(":")
        if importlib.util.find_spec(module):
            maker = getattr(importlib.import_module(module), function)
            maker(**({"at": clock.now()} if "at" in inspect.signature(maker).parameters else {}))
            made.append(name)
    return made


def declare_mode() -> None:
    """Write the mode into the journal's charter, as the owner: only a demonstration may date facts back."""
    if "journal_charter" in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(
                "insert into journal_charter (id, mode) values (1, %s) on conflict (id) do nothing",
                [settings.TUNTAS_MODE],
            )


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DATABASE_URL", "postgresql:///tuntas")
    django.setup()
    create_missing()
