"""Removes files and uploads, first their rows with the keys, then their bytes.

Once a row is gone its key is gone: bytes that a crash leaves behind can be opened by nobody.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from tuntas.platform.files import rules, storage
from tuntas.platform.files.models import StoredFile, Upload


@transaction.atomic
def delete_files(subject: str) -> int:
    """Remove all files and uploads of a subject whose draft has ended; answers how many files there were."""
    count = _remove(StoredFile.objects.filter(subject=subject))
    _remove(Upload.objects.filter(subject=subject))
    return count


@transaction.atomic
def delete_file(file_id: UUID) -> None:
    """Remove one file, because its owner took it back."""
    _remove(StoredFile.objects.filter(pk=file_id))


@transaction.atomic
def drop_open(upload_id: UUID) -> None:
    """Remove an upload that its sender will not finish."""
    _remove(Upload.objects.filter(pk=upload_id, state=Upload.State.OPEN))


@transaction.atomic
def sweep(at: datetime) -> int:
    """Remove uploads without news for a day; answers how many went. Files end with their owner."""
    stale = at - timedelta(hours=rules.STALE_AFTER_HOURS)
    return _remove(Upload.objects.filter(changed_at__lt=stale, stored_file__isnull=True))


def _remove(rows: QuerySet[StoredFile] | QuerySet[Upload]) -> int:
    gone: list[StoredFile | Upload] = list(rows.select_for_update(of=("self",)))
    for row in gone:
        folder = row.folder
        row.delete()
        transaction.on_commit(partial(storage.empty, folder), robust=True)
    return len(gone)
