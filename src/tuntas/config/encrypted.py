"""What stands encrypted in the database: fields that say so themselves, and columns that are encrypted by hand."""

from __future__ import annotations

from django.db import connection

from tuntas.domains.documents.models import SEALED_AS
from tuntas.domains.offices.accounts import SECRET_CONTEXT
from tuntas.platform.files.sealing import CONTEXT
from tuntas.platform.secrets.rotation.places import Place, of_models

# tests/architecture/test_encrypted.py finds the modules that call `encrypt`; each has its line here.
BY_HAND = {
    "tuntas.domains.documents.actions.issuing": (Place("documents_version", "sealed", lambda _of: SEALED_AS),),
    # A file's bytes stay as they are: only the key that opens them is wrapped again.
    "tuntas.platform.files.sealing": (
        Place("files_upload", "wrapped_key", lambda folder: f"{CONTEXT}:{folder}", of="folder"),
        Place("files_storedfile", "wrapped_key", lambda folder: f"{CONTEXT}:{folder}", of="folder"),
    ),
    "tuntas.domains.offices.accounts": (
        Place("mfa_authenticator", "data", lambda _of: SECRET_CONTEXT, texts=("secret", "seed")),
    ),
    # Facts are never written again; a retired data key stays for those that it sealed.
    "tuntas.platform.journal.sealing": (),
}


def places() -> list[Place]:
    """Every place, so that no key is taken away while something still wants it."""
    return [*of_models(), *(place for found in BY_HAND.values() for place in found)]


def keys_of_facts() -> dict[int, int]:
    """Data keys by the number of sealed facts that they open."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select get_byte(sealed, 0) * 256 + get_byte(sealed, 1), count(*) from journal_fact "
            "where sealed is not null group by 1"
        )
        return dict(cursor.fetchall())
