"""Opens a whole upload in the decoder and keeps what came out of it: page images, and nothing else."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import Error, transaction

from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Refused
from tuntas.platform.files import decoding, owners, rules, sealing
from tuntas.platform.files.decoder.limits import Unfit
from tuntas.platform.files.models import StoredFile, Upload

from .receive import WrongOffset, add_piece, begin_upload, refuse, still_open
from .remove import drop_open


def finish_upload(upload_id: UUID, *, by: Actor, at: datetime) -> StoredFile:
    """The file made of an upload, told to its owner in the same transaction; finishing twice gives the same file.

    Raises `FileRefused` (for good, with its reason), `WrongOffset` (not all is here) or `decoding.Busy` (come again).
    """
    upload = Upload.objects.select_related("stored_file").get(pk=upload_id)
    if upload.stored_file:
        return upload.stored_file
    still_open(upload)
    if not upload.is_complete:
        raise WrongOffset(upload.received)
    content_type, images = _opened(upload, at)
    return _store(upload, content_type, images, by=by, at=at)


def receive_whole(subject: str, *, question_key: str, sent: bytes, by: Actor, at: datetime) -> StoredFile:
    """The same verbs for a file that came in one plain form post."""
    upload = begin_upload(subject, question_key=question_key, size=len(sent), by=by, at=at)
    for offset in range(0, len(sent), rules.PIECE_BYTES):
        add_piece(upload.id, offset=offset, piece=sent[offset : offset + rules.PIECE_BYTES], at=at)
    try:
        return finish_upload(upload.id, by=by, at=at)
    except (decoding.Busy, Refused):
        # A form without a script begins anew: nobody comes back to this upload, and it may not count against them.
        drop_open(upload.id)
        raise


def _opened(upload: Upload, at: datetime) -> tuple[str, list[bytes]]:
    """Decoding takes seconds, so it holds no row and no transaction; the clear bytes live in memory only."""
    sent = b"".join(
        sealing.show(upload.folder, part, wrapped_key=bytes(upload.wrapped_key)) for part in upload.piece_parts
    )
    content_type = rules.type_of(sent)
    if content_type is None:
        refuse(upload.id, "type", at)
    try:
        return content_type, decoding.page_images(sent, content_type)
    except Unfit as unfit:
        refuse(upload.id, unfit.code, at)


def _store(upload: Upload, content_type: str, images: list[bytes], *, by: Actor, at: datetime) -> StoredFile:
    stored = _new_file(upload, content_type, images, at)
    try:
        # In the upload's own folder: if all stops here, the sweep that ends the upload finds these as well.
        for number, image in zip(stored.page_numbers, images, strict=True):
            sealing.keep(stored.folder, stored.part(number), image, wrapped_key=bytes(stored.wrapped_key))
        return _settle(upload.id, stored, by=by, at=at)
    except Error:
        # Whether the row was committed is not known: pages of a file that is kept may not go. The sweep finds the rest.
        raise
    except BaseException:
        _drop_pages(stored)
        raise


@transaction.atomic
def _settle(upload_id: UUID, stored: StoredFile, *, by: Actor, at: datetime) -> StoredFile:
    upload = Upload.objects.select_for_update().get(pk=upload_id)
    if upload.stored_file_id:
        # The same request came twice and the other one was first: its file counts.
        _drop_pages(stored)
        return StoredFile.objects.get(pk=upload.stored_file_id)
    still_open(upload)
    stored.save(force_insert=True)
    upload.state, upload.stored_file, upload.changed_at = Upload.State.FINISHED, stored, at
    upload.save(update_fields=["state", "stored_file", "changed_at"])
    owners.finished(stored, by=by, at=at)
    # Robust: a store that fails now is no reason to undo a file that is already kept.
    transaction.on_commit(lambda: _drop_pieces(upload), robust=True)
    return stored


def _new_file(upload: Upload, content_type: str, images: list[bytes], at: datetime) -> StoredFile:
    return StoredFile(
        subject=upload.subject,
        question_key=upload.question_key,
        content_type=content_type,
        pages=len(images),
        size=sum(map(len, images)),
        folder=upload.folder,
        wrapped_key=sealing.new_wrapped_key(upload.folder),
        created_at=at,
    )


def _drop_pages(stored: StoredFile) -> None:
    for number in stored.page_numbers:
        sealing.drop(stored.folder, stored.part(number))


def _drop_pieces(upload: Upload) -> None:
    for part in upload.piece_parts:
        sealing.drop(upload.folder, part)
