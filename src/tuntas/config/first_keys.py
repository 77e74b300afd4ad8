"""What a new system needs once: the key files, and the mode written into the database by the owner."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.db import connection

from tuntas.platform import clock
from tuntas.platform.secrets import keys


def _makers() -> dict[str, Callable[[], object]]:
    """Each key file with what makes it."""
    from tuntas.domains.documents.keys import create_signing
    from tuntas.platform.journal.signing import create_keys

    return {
        "data": keys.create_data_keys,
        "journal": create_keys,
        "signing": lambda: create_signing(at=clock.now()),
    }


def create_missing() -> list[str]:
    """Make the key files that are not there; their names."""
    missing = {name: make for name, make in _makers().items() if not keys.path(name).exists()}
    for make in missing.values():
        make()
    return list(missing)


def declare_mode() -> None:
    """Write the mode into the journal's charter, as the owner: only a demonstration may date facts back."""
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
