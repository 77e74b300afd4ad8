"""What every process looks at before it serves: keys, roles, jurisdiction. Anything wrong stops the start."""

from __future__ import annotations

import sys


class StartRefused(Exception):
    """The system must not run like this; the text says what to mend."""


def refuse_unsafe() -> None:
    """Raise in words, or exit with them, when keys, mode, role or jurisdiction do not fit together."""
    from django.conf import settings
    from django.db import connection

    from tuntas.domains.catalogue import queries as catalogue
    from tuntas.domains.register import guard as register_guard
    from tuntas.platform import secrets
    from tuntas.platform.journal import guard as journal_guard
    from tuntas.platform.secrets import keys

    try:
        keys.read("data")
        register_guard.check(settings)
        journal_guard.refuse_powerful_role(connection)
        _keys_fit_the_data(secrets)
        catalogue.services()
    except Exception as fault:
        sys.exit(f"Tuntas does not start: {fault}")


def _keys_fit_the_data(secrets: object) -> None:
    """Open the oldest encrypted case: keys of another system fail here, not in front of a resident."""
    from tuntas.domains.cases.models import Case

    Case.objects.only("answers").order_by("pk").first()


def collect_static() -> None:
    """Put the static files of this release where the web process serves them, compressed once."""
    from django.conf import settings
    from django.core.management import call_command
    from whitenoise.compress import Compressor

    if (settings.STATIC_ROOT / "complete").exists():
        return
    call_command("collectstatic", verbosity=0, interactive=False)
    compressor = Compressor(quiet=True)
    for path in settings.STATIC_ROOT.rglob("*"):
        if path.is_file() and compressor.should_compress(path.name):
            list(compressor.compress(str(path)))
    (settings.STATIC_ROOT / "complete").touch()
