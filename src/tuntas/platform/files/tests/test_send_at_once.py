"""What needs real commits: two senders at the same moment, and a store that fails after the commit."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection

from tuntas.platform.actors import PUBLIC
from tuntas.platform.files import actions, decoding, queries
from tuntas.platform.files.actions import finish
from tuntas.platform.files.models import StoredFile, Upload

from . import samples
from .conftest import AT, SUBJECT, on_disk

pytestmark = pytest.mark.usefixtures("own_db", "store", "finished")


def at_once(*verbs: Callable[[], object]) -> list[object]:
    def closing(verb: Callable[[], object]) -> object:
        try:
            return verb()
        finally:
            connection.close()

    # They are to meet; that a busy machine refuses the later ones is another test's.
    with pytest.MonkeyPatch.context() as patient, ThreadPoolExecutor(len(verbs)) as threads:
        patient.setattr(decoding, "PATIENCE_SECONDS", 120)
        return [one.result() for one in [threads.submit(closing, verb) for verb in verbs]]


def test_the_same_piece_is_kept_once() -> None:
    sent = samples.photo()
    upload = actions.begin_upload(SUBJECT, question_key="letter", size=len(sent), by=PUBLIC, at=AT)

    at_once(*[lambda: actions.add_piece(upload.id, offset=0, piece=sent, at=AT)] * 4)

    upload.refresh_from_db()
    assert len(upload.pieces) == 1
    assert upload.is_complete


def test_the_same_finish_makes_one_file(store: Path, finished: list[object]) -> None:
    sent = samples.photo()
    upload = actions.begin_upload(SUBJECT, question_key="letter", size=len(sent), by=PUBLIC, at=AT)
    actions.add_piece(upload.id, offset=0, piece=sent, at=AT)

    made = at_once(*[lambda: actions.finish_upload(upload.id, by=PUBLIC, at=AT)] * 3)

    stored = StoredFile.objects.get()
    assert made == [stored] * 3
    assert len(finished) == 1
    assert queries.page_image(stored, 1).startswith(b"\xff\xd8\xff")
    assert len(on_disk(store)) == 1  # the losers' pages and all pieces are gone
    assert Upload.objects.get().state == Upload.State.FINISHED


def test_a_kept_file_stays_when_its_pieces_can_not_be_removed(monkeypatch: pytest.MonkeyPatch) -> None:
    sent = samples.photo()
    upload = actions.begin_upload(SUBJECT, question_key="letter", size=len(sent), by=PUBLIC, at=AT)
    actions.add_piece(upload.id, offset=0, piece=sent, at=AT)
    monkeypatch.setattr(finish, "_drop_pieces", _unreachable)

    stored = actions.finish_upload(upload.id, by=PUBLIC, at=AT)

    assert StoredFile.objects.get() == stored
    assert queries.page_image(stored, 1).startswith(b"\xff\xd8\xff")


def _unreachable(upload: Upload) -> None:
    raise OSError("the store is away")
