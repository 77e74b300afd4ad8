"""Who sees a page image, and what the browser is told about it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from tuntas.platform.actors import PUBLIC
from tuntas.platform.files import actions
from tuntas.platform.files.models import StoredFile, Upload

from . import samples
from .conftest import AT

pytestmark = [
    pytest.mark.usefixtures("db", "store", "finished"),
    pytest.mark.urls("tuntas.platform.files.tests.sample_pages"),
]


@pytest.fixture
def kept(send: Callable[..., Upload]) -> Callable[[str], StoredFile]:
    return lambda subject: actions.finish_upload(send(samples.pdf(2), subject=subject).id, by=PUBLIC, at=AT)


def test_shows_each_page_as_an_image_without_rights(kept: Callable[[str], StoredFile], client: Client) -> None:
    stored = kept("sample:1")

    answer = client.get(f"/files/{stored.token}/2")

    assert answer.status_code == 200
    assert answer.content.startswith(b"\xff\xd8\xff")
    assert {name: answer.headers[name] for name in WANTED} == WANTED


WANTED = {
    "Content-Type": "image/jpeg",
    "Content-Disposition": "inline",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
}


def test_answers_alike_for_not_there_and_not_yours(kept: Callable[[str], StoredFile], client: Client) -> None:
    closed, nobodys, open_one = kept("sample:closed"), kept("stranger:1"), kept("sample:1")

    asked = [("a" * 32, 1), (closed.token, 1), (nobodys.token, 1), (open_one.token, 3), (open_one.token, 0)]
    paths = [f"/files/{token}/{page}" for token, page in asked]
    answers = [client.get(path) for path in paths]

    # The page repeats the address it was asked for, and its form carries a fresh token; nothing else may differ.
    alike = {
        re.sub(rb'value="[A-Za-z0-9]{64}"', b"", answer.content.replace(path.encode(), b""))
        for path, answer in zip(paths, answers, strict=True)
    }
    assert {answer.status_code for answer in answers} == {404}
    assert len(alike) == 1


def test_never_gives_the_pdf(kept: Callable[[str], StoredFile], client: Client) -> None:
    stored = kept("sample:1")

    answers = [client.get(f"/files/{stored.token}/{number}") for number in (1, 2)]

    assert not any(b"%PDF" in answer.content for answer in answers)
