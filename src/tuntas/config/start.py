"""What every process looks at before it serves: keys, roles, jurisdiction. Anything wrong stops the start."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial

# A web process signs nothing: it is given the data keys only.
WEB_KEYS = ("data",)
# The steward signs the journal, never a document: what that takes is large and stays with the workers.
STEWARD_KEYS = ("data", "journal")
SHORTEST_SECRET = 32
ALL_KEYS = ("data", "journal", "signing")


def refuse_unsafe(*, needs: tuple[str, ...] = WEB_KEYS) -> None:
    """Exit in words when the keys that this process needs, mode, role or jurisdiction do not fit together."""
    try:
        for check in checks(needs).values():
            check()
    except Exception as fault:
        sys.exit(f"Tuntas does not start: {fault}")


def checks(needs: tuple[str, ...] = ALL_KEYS) -> dict[str, Callable[[], object]]:
    """What is looked at, by name and in this order; each raises with a sentence that says what to do."""
    from django.conf import settings
    from django.db import connection

    from tuntas.domains.catalogue import queries as catalogue
    from tuntas.domains.register import guard as register_guard
    from tuntas.platform.journal import guard as journal_guard

    keys = {f"{name} key": partial(_key_works, name) for name in needs}
    return {
        **keys,
        "jurisdiction": lambda: register_guard.check(settings),
        "database role": lambda: journal_guard.refuse_powerful_role(connection),
        "mode of the journal": lambda: journal_guard.refuse_other_charter(connection, settings.TUNTAS_MODE),
        "keys and data": _keys_fit_the_data,
        **({"journal and anchor": _journal_goes_on} if "journal" in needs else {}),
        "catalogue": catalogue.services,
    }


def _key_works(name: str) -> None:
    """Use a key once: a file that was cut or edited fails here, and not in front of a resident."""
    from tuntas.platform.journal import signing as journal
    from tuntas.platform.secrets import keys

    uses = {
        "data": _check_data,
        "journal": lambda: (journal.signer(), journal.verifier()),
        "signing": _check_signing,
    }
    keys.read(name)
    try:
        uses[name]()
    except (KeyError, TypeError, ValueError) as fault:
        raise keys.KeysFault(f"The key file {keys.path(name)} is damaged. Restore it from escrow.") from fault


def _check_data() -> None:
    from tuntas.platform import secrets
    from tuntas.platform.secrets import keys

    secrets.encrypt(b"", context="start")
    secrets.keyed_hash("", purpose="start")
    # Short or absent it could be guessed, and with it whatever the pages sign.
    if len(keys.read("data")["page_secret"]) < SHORTEST_SECRET:
        raise ValueError("page_secret")


def _check_signing() -> None:
    # Here, because only those who sign carry what it takes.
    from tuntas.domains.documents import signing

    signing.check_key()


def _keys_fit_the_data() -> None:
    """Open the oldest and the newest row of each encrypted table: data of other keys, or keys of an older day."""
    from django.apps import apps

    from tuntas.domains.register.queries import hash_key_fits
    from tuntas.platform.secrets import Unreadable
    from tuntas.platform.secrets.fields import EncryptedTextField
    from tuntas.platform.secrets.keys import KeysFault

    for model in apps.get_models():
        fields = [field.attname for field in model._meta.fields if isinstance(field, EncryptedTextField)]
        if not fields:
            continue
        rows = model._default_manager.order_by("pk").values_list(*fields)
        try:
            rows.first(), rows.last()
        except Unreadable as fault:
            raise KeysFault(
                f"The data in this database was written with other keys ({fault}) Restore this system's own data.json."
            ) from fault
    if not hash_key_fits():
        raise KeysFault(
            "The register was written with another hash key, so nobody in it would be found. "
            "Restore this system's own data.json."
        )


def _journal_goes_on() -> None:
    """Neither a restored backup nor a lost anchor or another journal's key may be signed over."""
    from tuntas.platform.journal.publication import refuse_other_tree

    refuse_other_tree()


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
