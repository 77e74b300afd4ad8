"""Takes a file in piece by piece; a sender who lost the connection goes on where it stopped."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import NoReturn
from uuid import UUID

from django.db import transaction

from tuntas.platform.actors import Actor
from tuntas.platform.files import rules, sealing, storage
from tuntas.platform.files.models import StoredFile, Upload
from tuntas.platform.files.refusals import FileRefused
from tuntas.platform.secrets import proof_of, proves


class WrongOffset(Exception):
    """The piece does not continue what is here; `offset` says where the next one starts."""

    def __init__(self, offset: int) -> None:
        super().__init__(f"The next piece starts at {offset}.")
        self.offset = offset


class PieceFault(Exception):
    """A piece that is empty, too long, or arrived otherwise than it was sent: send it again."""


@transaction.atomic
def begin_upload(subject: str, *, question_key: str, size: int, by: Actor, at: datetime) -> Upload:
    """Make room for one file of so many bytes; raises `FileRefused` for a size or a number beyond the limits."""
    if size <= 0:
        raise FileRefused("empty")
    if size > rules.MAX_BYTES:
        raise FileRefused("too_large")
    if _is_full(subject):
        raise FileRefused("too_many_files")
    upload = Upload(subject=subject, question_key=question_key, size=size, created_at=at, changed_at=at)
    upload.wrapped_key = sealing.new_wrapped_key(upload.folder)
    upload.save(force_insert=True)
    return upload


def add_piece(upload_id: UUID, *, offset: int, piece: bytes, sha256: str | None = None, at: datetime) -> Upload:
    """Keep the next piece, encrypted. The same piece twice is fine; a gap raises `WrongOffset`.

    `sha256` (hex) is the sender's own; a piece that differs from it raises `PieceFault`. The first piece tells the
    type: what is neither photo nor PDF is refused before the rest of it was sent.
    """
    if not 0 < len(piece) <= rules.PIECE_BYTES:
        raise PieceFault("A piece has between 1 byte and 256 kB.")
    digest = hashlib.sha256(piece).hexdigest()
    if sha256 is not None and sha256.lower() != digest:
        raise PieceFault("The piece was changed on its way.")
    if offset == 0 and len(piece) >= rules.TELLING_BYTES and rules.type_of(piece) is None:
        refuse(upload_id, "type", at)
    return _keep(upload_id, offset, piece, digest, at)


def refuse(upload_id: UUID, code: str, at: datetime) -> NoReturn:
    """Close the upload for good, drop what came of it, and raise `FileRefused` with the reason."""
    with transaction.atomic():
        upload = Upload.objects.select_for_update().get(pk=upload_id)
        still_open(upload)
        upload.state, upload.refused_code, upload.changed_at = Upload.State.REFUSED, code, at
        upload.save(update_fields=["state", "refused_code", "changed_at"])
        transaction.on_commit(lambda: storage.empty(upload.folder), robust=True)
    raise FileRefused(code)


def still_open(upload: Upload) -> None:
    """A refused upload says its reason again, whatever is asked of it."""
    if upload.state == Upload.State.REFUSED:
        raise FileRefused(upload.refused_code)
    if not upload.is_open:
        raise WrongOffset(upload.received)


def _is_full(subject: str) -> bool:
    waiting = Upload.objects.filter(subject=subject, state=Upload.State.OPEN).count()
    kept = StoredFile.objects.filter(subject=subject).count()
    return waiting >= rules.MAX_OPEN_UPLOADS or kept >= rules.MAX_FILES_OF_SUBJECT


@transaction.atomic
def _keep(upload_id: UUID, offset: int, piece: bytes, digest: str, at: datetime) -> Upload:
    # The lock makes two senders of one upload take turns: the second finds its piece here, or a wrong offset.
    upload = Upload.objects.select_for_update().get(pk=upload_id)
    still_open(upload)
    if offset != upload.received:
        if _is_known(upload, offset, len(piece), digest):
            return upload
        raise WrongOffset(upload.received)
    if offset + len(piece) > upload.size:
        raise PieceFault("The pieces are longer than the size that was announced.")
    sealing.keep(upload.folder, upload.next_part, piece, wrapped_key=bytes(upload.wrapped_key))
    upload.pieces.append([len(piece), proof_of(digest, purpose=f"files.piece:{upload.id}").hex()])
    upload.received, upload.changed_at = offset + len(piece), at
    upload.save(update_fields=["pieces", "received", "changed_at"])
    return upload


def _is_known(upload: Upload, offset: int, length: int, digest: str) -> bool:
    start = 0
    for size, known in upload.pieces:
        if start == offset:
            return size == length and proves(bytes.fromhex(known), digest, purpose=f"files.piece:{upload.id}")
        start += size
    return False
