"""The addresses of an upload: whom they let in, and what they answer."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core import signing
from django.test import Client

from tuntas.platform.files import queries
from tuntas.platform.files.models import StoredFile, Upload

from . import samples

pytestmark = [
    pytest.mark.usefixtures("db", "store", "finished"),
    pytest.mark.urls("tuntas.platform.files.tests.sample_pages"),
]


def target(subject: str = "sample:1", next_path: str = "/apply/?step=2") -> str:
    return queries.signed(queries.Target(subject, "letter", next_path))


def begin(client: Client, size: int, subject: str = "sample:1") -> str:
    return str(client.post("/uploads/", {"target": target(subject), "size": size}).json()["upload"])


def add(client: Client, upload: str, piece: bytes, **headers: object) -> object:
    sent = {"Upload-Offset": "0", **{name.replace("_", "-"): str(value) for name, value in headers.items()}}
    return client.post(f"/uploads/{upload}/pieces/", piece, "application/octet-stream", headers=sent)


def test_answers_where_to_go_on(client: Client) -> None:
    sent = samples.photo()
    upload = begin(client, len(sent))

    first = add(client, upload, sent[:3000])
    wrong = add(client, upload, sent[5000:], Upload_Offset=5000)

    assert first.json()["offset"] == 3000
    assert (wrong.status_code, wrong.json()) == (409, {"offset": 3000})
    assert client.get(f"/uploads/{upload}/").json()["offset"] == 3000


@pytest.mark.parametrize("offset", ["", "-1", "1e3", "٣", "9" * 40])
def test_refuses_an_offset_that_is_no_number(client: Client, offset: str) -> None:
    answer = add(client, begin(client, 100), b"x", Upload_Offset=offset)

    assert answer.status_code == 400


def test_says_why_a_file_is_refused_in_the_readers_language(client: Client) -> None:
    upload = begin(client, 5000)

    answer = add(client, upload, b"<svg>" + bytes(100))

    assert answer.status_code == 422
    assert answer.json()["refused"].startswith("Ini bukan foto")


@pytest.mark.parametrize(
    "forged",
    [
        "",
        "sample:1",
        signing.dumps(["sample:1", "letter", "/"], salt="another"),
        signing.dumps(["sample:1"], salt=queries.SALT),
    ],
    ids=["nothing", "unsigned", "signed for something else", "too short"],
)
def test_takes_only_a_target_that_we_made(client: Client, forged: str) -> None:
    assert client.post("/uploads/", {"target": forged, "size": 100}).status_code == 404


def test_takes_nothing_for_a_subject_that_is_closed_to_the_sender(
    client: Client, send: Callable[..., Upload]
) -> None:
    others = send(samples.photo(), subject="sample:closed")

    answers = [
        client.post("/uploads/", {"target": target("sample:closed"), "size": 100}),
        client.get(f"/uploads/{others.id}/"),
        add(client, str(others.id), b"x"),
        client.post(f"/uploads/{others.id}/file/"),
        client.get("/uploads/01234567-89ab-7def-8123-456789abcdef/"),
    ]

    assert [answer.status_code for answer in answers] == [404] * 5
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    ("next_path", "location"),
    [
        ("/apply/?step=2", "/apply/?step=2"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example/", "/"),
        ("/\\elsewhere.example", "/"),
        ("/apply/?refused=type&file=letter", "/apply/"),
    ],
)
def test_goes_back_to_a_page_of_ours_only(
    client: Client, settings: object, next_path: str, location: str
) -> None:
    from io import BytesIO

    answer = client.post(
        "/uploads/", {"target": target(next_path=next_path), "file:letter": BytesIO(samples.photo())}
    )

    assert answer.status_code == 303
    assert answer.headers["Location"] == settings.WEB_ORIGIN + location


def test_says_that_no_file_was_chosen(client: Client) -> None:
    answer = client.post("/uploads/", {"target": target()})

    assert answer.headers["Location"].endswith("/apply/?step=2&refused=empty&file=letter")


def test_keeps_no_name_of_a_file(client: Client) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    named = SimpleUploadedFile("KTP MARKED-NAME.jpg", samples.photo())
    client.post("/uploads/", {"target": target(), "file:letter": named})

    rows = [*StoredFile.objects.values(), *Upload.objects.values()]
    assert len(rows) == 2
    assert "MARKED-NAME" not in str(rows)
