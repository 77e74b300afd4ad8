"""Pieces arrive in order, each kept encrypted, and a sender can always come back."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from tuntas.platform.actors import PUBLIC
from tuntas.platform.files import actions
from tuntas.platform.files.models import Upload
from tuntas.platform.files.refusals import FileRefused

from . import samples
from .conftest import AT, SUBJECT, on_disk

pytestmark = pytest.mark.usefixtures("db", "store", "finished")


def begun(size: int, subject: str = SUBJECT) -> Upload:
    return actions.begin_upload(subject, question_key="letter", size=size, by=PUBLIC, at=AT)


def test_keeps_each_piece_and_says_where_to_go_on() -> None:
    sent = samples.photo()
    upload = begun(len(sent))

    half = actions.add_piece(upload.id, offset=0, piece=sent[:3000], at=AT)

    assert half.received == 3000
    assert actions.add_piece(upload.id, offset=3000, piece=sent[3000:], at=AT).is_complete


def test_takes_the_same_piece_twice() -> None:
    sent = samples.photo()
    upload = begun(len(sent))
    actions.add_piece(upload.id, offset=0, piece=sent[:3000], at=AT)
    actions.add_piece(upload.id, offset=3000, piece=sent[3000:4000], at=AT)

    again = actions.add_piece(upload.id, offset=0, piece=sent[:3000], at=AT)

    assert again.received == 4000


@pytest.mark.parametrize(
    ("offset", "piece"), [(5000, b"x" * 10), (0, samples.photo()[:2000]), (0, b"\xff\xd8\xff" + bytes(2997))]
)
def test_answers_a_wrong_place_with_the_right_one(offset: int, piece: bytes) -> None:
    sent = samples.photo()
    upload = begun(len(sent))
    actions.add_piece(upload.id, offset=0, piece=sent[:3000], at=AT)

    with pytest.raises(actions.WrongOffset) as fault:
        actions.add_piece(upload.id, offset=offset, piece=piece, at=AT)

    assert fault.value.offset == 3000


def test_notices_a_piece_that_changed_on_its_way() -> None:
    sent = samples.photo()
    upload = begun(len(sent))

    with pytest.raises(actions.PieceFault):
        actions.add_piece(upload.id, offset=0, piece=sent, sha256=hashlib.sha256(sent[:-1]).hexdigest(), at=AT)

    assert actions.add_piece(upload.id, offset=0, piece=sent, sha256=hashlib.sha256(sent).hexdigest(), at=AT)


@pytest.mark.parametrize("piece", [b"", bytes(256 * 1024 + 1)])
def test_takes_only_pieces_of_the_agreed_size(piece: bytes) -> None:
    upload = begun(1_000_000)

    with pytest.raises(actions.PieceFault):
        actions.add_piece(upload.id, offset=0, piece=piece, at=AT)


def test_takes_no_more_than_was_announced() -> None:
    sent = samples.photo()
    upload = begun(len(sent) - 1)

    with pytest.raises(actions.PieceFault):
        actions.add_piece(upload.id, offset=0, piece=sent, at=AT)


@pytest.mark.parametrize(
    "start",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>" + bytes(100),
        b"<!doctype html><html><body onload=alert(1)>" + bytes(100),
        b"GIF89a/*" + bytes(100),
        b"PK\x03\x04" + bytes(100),
        b"junk" * 30 + b"%PDF-1.7",
        b"\x00\x00\x00\x20ftypavif\x00\x00\x00\x00avifmif1miafMA1B" + bytes(100),
        b"%!PS-Adobe-3.0" + bytes(100),
        b"push graphic-context\nviewbox 0 0 640 480\n" + bytes(100),
    ],
)
def test_refuses_what_is_neither_photo_nor_pdf_at_its_first_piece(start: bytes) -> None:
    upload = begun(5_000_000)

    with pytest.raises(FileRefused) as refusal:
        actions.add_piece(upload.id, offset=0, piece=start, at=AT)

    assert refusal.value.code == "type"
    with pytest.raises(FileRefused):  # and again, so that a retry tells the same
        actions.add_piece(upload.id, offset=0, piece=samples.photo(), at=AT)


def test_writes_nothing_readable(send: Callable[..., Upload], store: Path) -> None:
    sent = samples.photo(kind="PNG", pnginfo=None) + b"MARKED-RESIDENT" * 9000

    send(sent)

    kept = on_disk(store)
    assert len(kept) == 4
    assert not any(b"MARKED" in piece or b"PNG" in piece for piece in kept)


@pytest.mark.parametrize(("size", "code"), [(0, "empty"), (10 * 1024 * 1024 + 1, "too_large")])
def test_refuses_a_size_beyond_the_limit_before_a_byte_is_sent(size: int, code: str) -> None:
    with pytest.raises(FileRefused) as refusal:
        begun(size)

    assert refusal.value.code == code


def test_refuses_to_fill_the_disk_for_one_application() -> None:
    for _ in range(20):
        begun(1000)

    with pytest.raises(FileRefused) as refusal:
        begun(1000)

    assert refusal.value.code == "too_many_files"
    assert begun(1000, subject="sample:another")
