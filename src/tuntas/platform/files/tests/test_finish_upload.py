"""A whole upload becomes page images and nothing else; a refused one says why."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from django.db import OperationalError
from django.utils import translation
from PIL import Image

from tuntas.platform.actors import PUBLIC
from tuntas.platform.decisions import Decision, Refused
from tuntas.platform.files import actions, decoding, owners, queries, refusals
from tuntas.platform.files.actions import finish
from tuntas.platform.files.models import StoredFile, Upload

from . import samples
from .conftest import AT, SUBJECT, on_disk

pytestmark = pytest.mark.usefixtures("db", "store")
Send = Callable[..., Upload]


def test_keeps_the_photo_and_tells_its_owner(send: Send, finished: list) -> None:
    upload = send(samples.photo(2000, 1500, quality=98))

    stored = actions.finish_upload(upload.id, by=PUBLIC, at=AT)

    assert (stored.pages, stored.content_type, len(stored.token) >= 26) == (1, "image/jpeg", True)
    assert Image.open(io.BytesIO(queries.page_image(stored, 1))).size == (2000, 1500)
    assert finished == [(SUBJECT, "letter", stored, PUBLIC, AT)]


def test_gives_the_same_file_when_asked_twice(send: Send, finished: list) -> None:
    upload = send(samples.photo())

    first = actions.finish_upload(upload.id, by=PUBLIC, at=AT)
    again = actions.finish_upload(upload.id, by=PUBLIC, at=AT)

    assert first == again
    assert len(finished) == 1


def test_keeps_a_pdf_as_its_pages_and_not_the_pdf(
    send: Send, store: Path, django_capture_on_commit_callbacks
) -> None:
    upload = send(samples.pdf(3))

    with django_capture_on_commit_callbacks(execute=True):
        stored = actions.finish_upload(upload.id, by=PUBLIC, at=AT)

    assert stored.pages == 3
    assert all(queries.page_image(stored, number).startswith(b"\xff\xd8\xff") for number in (1, 2, 3))
    assert len(on_disk(store)) == 3


def test_writes_no_page_in_clear(send: Send, store: Path) -> None:
    stored = actions.finish_upload(send(samples.photo()).id, by=PUBLIC, at=AT)

    clear = queries.page_image(stored, 1)
    assert not any(kept.startswith(b"\xff\xd8\xff") or clear[200:260] in kept for kept in on_disk(store))


def test_opens_no_page_that_was_moved_or_changed(send: Send, store: Path) -> None:
    stored = actions.finish_upload(send(samples.pdf(2)).id, by=PUBLIC, at=AT)
    one, two = (next(store.rglob(stored.part(number))) for number in (1, 2))
    one.write_bytes(two.read_bytes())

    with pytest.raises(InvalidTag):
        queries.page_image(stored, 1)
    assert queries.page_image(stored, 2)


def test_waits_for_the_last_piece(finished: list) -> None:
    upload = actions.begin_upload(SUBJECT, question_key="letter", size=9000, by=PUBLIC, at=AT)
    actions.add_piece(upload.id, offset=0, piece=samples.photo()[:3000], at=AT)

    with pytest.raises(actions.WrongOffset) as fault:
        actions.finish_upload(upload.id, by=PUBLIC, at=AT)

    assert fault.value.offset == 3000


def test_says_why_a_file_is_refused_and_keeps_the_others(send: Send, store: Path, finished: list) -> None:
    kept = actions.finish_upload(send(samples.photo()).id, by=PUBLIC, at=AT)
    upload = send(samples.pdf(change=samples.with_script))

    with pytest.raises(Refused) as refusal:
        actions.finish_upload(upload.id, by=PUBLIC, at=AT)

    with translation.override("id"):
        assert "PDF ini berisi program" in str(refusal.value)
    with translation.override("en"):
        assert "contains a program" in str(refusal.value)
    assert queries.files_of(SUBJECT) == [kept]


def test_every_refusal_has_an_indonesian_text() -> None:
    with translation.override("en"):
        english = {code: str(text) for code, text in refusals.TEXTS.items()}
    with translation.override("id"):
        indonesian = {code: str(text) for code, text in refusals.TEXTS.items()}

    assert not [code for code, text in english.items() if indonesian[code] == text]


def test_is_undone_when_the_owner_refuses(send: Send, store: Path, finished: list) -> None:
    def already_sent(*told: object, **more: object) -> None:
        raise Refused(Decision("The application was already sent."))

    owners.register_on_finished("sample", already_sent)
    upload = send(samples.photo())
    pieces = len(on_disk(store))

    with pytest.raises(Refused, match="already sent"):
        actions.finish_upload(upload.id, by=PUBLIC, at=AT)

    assert not StoredFile.objects.exists()
    assert len(on_disk(store)) == pieces


def test_a_plain_form_post_ends_in_the_same_file(send: Send, finished: list) -> None:
    sent = samples.photo(2000, 1500, quality=98)

    whole = actions.receive_whole(SUBJECT, question_key="letter", sent=sent, by=PUBLIC, at=AT)
    pieced = actions.finish_upload(send(sent).id, by=PUBLIC, at=AT)

    assert queries.page_image(whole, 1) == queries.page_image(pieced, 1)


@pytest.mark.parametrize("fault", [decoding.Busy(), Refused(Decision("The application was already sent."))])
def test_a_plain_form_post_that_fails_leaves_nothing_to_count(
    store: Path,
    finished: list,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
    fault: Exception,
) -> None:
    def fail(*told: object, **more: object) -> None:
        raise fault

    monkeypatch.setattr(finish, "_store", fail)

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(type(fault)):
        actions.receive_whole(SUBJECT, question_key="letter", sent=samples.photo(), by=PUBLIC, at=AT)

    assert not Upload.objects.exists()
    assert on_disk(store) == []


def test_an_ended_draft_takes_its_files_with_it(
    send: Send, store: Path, django_capture_on_commit_callbacks
) -> None:
    actions.finish_upload(send(samples.photo()).id, by=PUBLIC, at=AT)
    send(samples.photo())
    other = actions.finish_upload(send(samples.photo(), subject="sample:other").id, by=PUBLIC, at=AT)

    with django_capture_on_commit_callbacks(execute=True):
        assert actions.delete_files(SUBJECT) == 1

    assert not Upload.objects.filter(subject=SUBJECT).exists()
    assert {path.name for path in store.rglob("*") if path.is_file()} >= {other.part(1)}
    assert not [path for path in store.rglob("*") if path.is_file() and other.folder not in str(path)]


def test_sweeping_removes_what_was_left(send: Send, store: Path, django_capture_on_commit_callbacks) -> None:
    send(samples.photo(), at=AT - timedelta(hours=25))
    fresh = send(samples.photo(), at=AT - timedelta(hours=23))
    kept = actions.finish_upload(send(samples.photo(), subject="sample:kept").id, by=PUBLIC, at=AT)

    with django_capture_on_commit_callbacks(execute=True):
        assert actions.sweep(AT + timedelta(minutes=30)) == 1
        assert actions.sweep(AT + timedelta(days=9)) == 1

    assert not Upload.objects.filter(pk=fresh.pk).exists()
    assert {path.parent.name for path in store.rglob("*") if path.is_file()} == {kept.folder}


def test_pages_stay_when_nobody_knows_whether_the_file_was_kept(
    send: Send, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = send(samples.photo())
    pieces = len(on_disk(store))

    with monkeypatch.context() as broken:
        broken.setattr(finish, "_settle", _lost_while_committing)
        with pytest.raises(OperationalError):
            actions.finish_upload(upload.id, by=PUBLIC, at=AT)

    assert len(on_disk(store)) == pieces + 1


def _lost_while_committing(*told: object, **more: object) -> None:
    raise OperationalError("server closed the connection unexpectedly")
