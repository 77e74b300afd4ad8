"""After a restore: does the system start, is the journal whole, do documents and photos open?

Run in the restored system's surroundings: python -m tuntas.config.backup.opening
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

SAMPLE = 50


def main() -> int:
    import django

    django.setup()
    from tuntas.config import start
    from tuntas.platform.journal.cli import verify_command
    from tuntas.platform.journal.spread import processors

    start.refuse_unsafe(needs=start.ALL_KEYS)
    if verify_command(None, processors()):
        return 1
    faults = [*_faults("document", _documents()), *_faults("stored file", _photos())]
    print("\n".join(faults) or "Documents and stored files open.")
    return 1 if faults else 0


def _faults(what: str, looks: Iterator[tuple[Any, Callable[[], bool]]]) -> Iterator[str]:
    count = 0
    for key, opens in looks:
        count += 1
        try:
            good = opens()
        except Exception as fault:
            yield f"The {what} {key} does not open: {type(fault).__name__}."
            continue
        if not good:
            yield f"The {what} {key} is not what it was."
    print(f"Looked at {count} of the oldest and newest: {what}.")


def _documents() -> Iterator[tuple[Any, Callable[[], bool]]]:
    from tuntas.domains.documents.models import SEALED_AS, Version
    from tuntas.platform import secrets

    for version in _ends(Version.objects.order_by("pk")):

        def opens(version: Version = version) -> bool:
            plain = secrets.decrypt(bytes(version.sealed), context=SEALED_AS)
            return hashlib.sha256(plain).hexdigest() == version.sha256

        yield version.document_id, opens


def _photos() -> Iterator[tuple[Any, Callable[[], bool]]]:
    from tuntas.platform.files import sealing
    from tuntas.platform.files.models import StoredFile

    for file in _ends(StoredFile.objects.order_by("pk")):

        def opens(file: StoredFile = file) -> bool:
            key = bytes(file.wrapped_key)
            return all(
                sealing.show(file.folder, file.part(number), wrapped_key=key) for number in file.page_numbers
            )

        yield file.pk, opens


def _ends(rows: Any) -> Iterator[Any]:
    """The oldest and the newest few."""
    newest = list(rows.reverse()[:SAMPLE])
    return chain(rows.exclude(pk__in=[row.pk for row in newest])[:SAMPLE], newest)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tuntas.config.settings")
    sys.exit(main())
