"""Anyone learns what a file or a code is worth, and nothing else."""

from __future__ import annotations

import io
import random
import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from tuntas.domains.documents import actions, jobs, queries, rules
from tuntas.domains.documents.models import Document
from tuntas.domains.documents.queries import Answer
from tuntas.platform import clock
from tuntas.platform.actors import SYSTEM

pytestmark = pytest.mark.django_db
UPLOAD = "/uploads/verification/"


@pytest.fixture
def issued(freeze: Callable[..., Document]) -> Document:
    document = freeze()
    jobs.make(document.pk)
    document.refresh_from_db()
    return document


def verdict(content: bytes) -> queries.Verdict:
    return queries.verify_bytes(content, at=clock.now())


def with_revision(pdf: bytes) -> bytes:
    """The file after someone saved something into it."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    writer.root["/Changed"] = writer.root["/Type"]
    writer.update_root()
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_issued_file_is_valid(issued: Document) -> None:
    found = verdict(queries.file(issued))

    assert found.answer is Answer.VALID
    assert found.masked_name == "C**** P****"
    assert found.office == "Kelurahan Contoh Utara"


def test_thousand_changed_bytes_are_none_of_them_ours(issued: Document) -> None:
    pdf = bytearray(queries.file(issued))
    choose = random.Random(1103)

    answers = set()
    for _ in range(1000):
        at, flip = choose.randrange(len(pdf)), choose.randrange(1, 256)
        pdf[at] ^= flip
        answers.add(verdict(bytes(pdf)).answer)
        pdf[at] ^= flip

    assert answers == {Answer.NOT_OURS}
    assert verdict(bytes(pdf)).answer is Answer.VALID


@pytest.mark.parametrize("tail", [b"\n", b" ", b"\x00" * 40, b"%%EOF", b"\r\n%%EOF\r\n"])
def test_anything_behind_the_issued_file_is_changed_after_issue(issued: Document, tail: bytes) -> None:
    assert verdict(queries.file(issued) + tail).answer is Answer.CHANGED


def test_revision_saved_into_the_file_is_changed_after_issue(issued: Document) -> None:
    assert verdict(with_revision(queries.file(issued))).answer is Answer.CHANGED


def test_shortened_wrapped_and_foreign_files_are_not_ours(issued: Document) -> None:
    pdf = queries.file(issued)

    for foreign in (
        pdf[:-1],
        b" " + pdf,
        pdf[len(pdf) // 2 :],
        queries.rendered(issued),
        b"",
        b"%PDF-1.7 %%EOF" * 9,
    ):
        assert verdict(foreign).answer is Answer.NOT_OURS


def test_file_of_many_endings_costs_a_bounded_number_of_hashes(issued: Document) -> None:
    lengths = list(rules.shorter_endings(b"%%EOF\r\n" * 100_000))

    assert len(lengths) <= 4 * rules.MOST_REVISIONS


def test_replaced_and_withdrawn_are_said(issued: Document, freeze: Callable[..., Document]) -> None:
    newer = freeze()
    jobs.make(newer.pk)
    actions.replace(issued.pk, newer.pk, by=SYSTEM, at=clock.now())
    actions.withdraw(newer.pk, "court_order", by=SYSTEM, at=clock.now())

    assert verdict(queries.file(issued)).answer is Answer.REPLACED
    assert queries.verify_token(issued.token, at=clock.now()).answer is Answer.REPLACED
    assert verdict(queries.file(newer)).answer is Answer.WITHDRAWN
    assert queries.verify_token(newer.token, at=clock.now()).answer is Answer.WITHDRAWN


def test_page_of_a_code_shows_kind_office_and_masked_name_only(issued: Document, client: Client) -> None:
    page = client.get(f"/verify/{issued.token}")

    text = page.content.decode()
    assert page.status_code == 200
    assert "Asli dan berlaku" in text
    assert "Kutipan akta kelahiran" in text
    assert "C**** P****" in text
    assert "CONTOH PERTAMA" not in text
    assert "99710142" not in text
    assert re.findall("<dt>(.*?)</dt>", text) == ["Dokumen", "Pemilik", "Diterbitkan oleh"]
    assert "no-store" in page["Cache-Control"]


def test_page_of_a_code_in_english(issued: Document, client: Client) -> None:
    page = client.get(f"/verify/{issued.token}", headers={"accept-language": "en"})
    client.cookies["tuntas_language"] = "en"
    page = client.get(f"/verify/{issued.token}")

    assert "Genuine and valid" in page.content.decode()


def test_unknown_and_malformed_codes_get_the_same_page(issued: Document, client: Client) -> None:
    unknown, malformed = client.get(f"/verify/{'a' * 32}"), client.get("/verify/%3Cscript%3E")

    assert unknown.status_code == malformed.status_code == 200
    assert "Bukan dari kami" in unknown.content.decode()
    # The language switch leads back to the same address; all else is equal.
    assert unknown.content.replace(b"a" * 32, b"") == malformed.content.replace(b"%3Cscript%3E", b"")
    assert b"script&gt;" not in malformed.content


def test_document_that_is_not_issued_yet_does_not_exist(
    freeze: Callable[..., Document], client: Client
) -> None:
    page = client.get(f"/verify/{freeze().token}")

    assert "Bukan dari kami" in page.content.decode()


def test_typed_code_is_forgiving(issued: Document, client: Client) -> None:
    typed = rules.grouped(issued.token).upper()

    answer = client.get("/verify/", {"code": typed}, follow=True)

    assert "Asli dan berlaku" in answer.content.decode()


def test_pasted_address_is_understood(issued: Document) -> None:
    assert rules.plain_token(f" https://contoh.test/verify/{issued.token}/ ") == issued.token


@pytest.mark.parametrize("typed", ["%00", "..", "%F0%9F%98%80", "%25", "a" * 3000, "%0d%0aX-Header:%201"])
def test_odd_codes_are_calmly_not_ours(issued: Document, client: Client, typed: str) -> None:
    answer = client.get(f"/verify/?code={typed}", follow=True)

    assert answer.status_code == 200
    assert "Asli dan berlaku" not in answer.content.decode()


def test_look_alike_digits_are_understood() -> None:
    assert rules.plain_token("L0OK 1234") == "lookl234"


def send(client: Client, content: bytes, name: str = "akta.pdf", **more: str) -> Any:
    return client.post(UPLOAD, {"file": SimpleUploadedFile(name, content), **more})


def answer_to(client: Client, content: bytes, name: str = "akta.pdf") -> str:
    """The page on which the browser ends."""
    sent = send(client, content, name)
    assert sent.status_code == 303
    return client.get(sent.url.removeprefix(settings.WEB_ORIGIN)).content.decode()


def test_uploaded_file_is_answered_without_showing_it(issued: Document, client: Client) -> None:
    pdf = queries.file(issued)

    good = answer_to(client, pdf, "<b>akta</b>.pdf")

    assert "Asli dan berlaku" in good
    assert "akta</b>" not in good
    assert "Tidak sah: diubah setelah terbit" in answer_to(client, pdf + b"x")
    assert "Bukan dari kami" in answer_to(client, b"%PDF")


def test_files_go_to_the_live_process_and_pages_take_none(issued: Document, client: Client) -> None:
    page = client.get("/verify/").content.decode()

    assert f'action="{settings.LIVE_ORIGIN}{UPLOAD}" enctype="multipart/form-data"' in page
    assert client.post("/verify/", {"file": SimpleUploadedFile("a.pdf", b"%PDF")}).status_code == 405


def test_a_forged_post_is_refused_and_the_pages_own_form_is_not(issued: Document) -> None:
    strict = Client(enforce_csrf_checks=True)
    token = re.search('name="csrfmiddlewaretoken" value="([^"]+)"', strict.get("/verify/").content.decode())
    assert token

    assert send(strict, b"%PDF").status_code == 403
    assert send(strict, b"%PDF", csrfmiddlewaretoken=token[1]).status_code == 303


def test_an_answer_is_ours_to_give_and_grows_old(
    issued: Document, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = send(client, queries.file(issued)).url.removeprefix(settings.WEB_ORIGIN)
    forged = address.replace("/verify/file/", "/verify/file/x")
    later = time.time() + 601

    assert "Asli dan berlaku" not in client.get(forged).content.decode()
    monkeypatch.setattr(time, "time", lambda: later)
    assert "Periksa berkasnya sekali lagi" in client.get(address).content.decode()


def test_an_answer_follows_the_document(issued: Document, client: Client) -> None:
    address = send(client, queries.file(issued)).url.removeprefix(settings.WEB_ORIGIN)

    actions.withdraw(issued.pk, "error", by=SYSTEM, at=clock.now())

    assert "Sudah ditarik" in client.get(address).content.decode()


def test_too_large_and_missing_files_are_explained(client: Client) -> None:
    none = client.post(UPLOAD, {})

    for more in (1, 20_000, 1_000_000):
        assert "10 MB" in _explained(client, send(client, b"%" * (queries.LARGEST_FILE + more)))
    assert "Bukan dari kami" in answer_to(client, b"%" * queries.LARGEST_FILE)
    assert "Pilih dulu berkas PDF" in _explained(client, none)


def _explained(client: Client, sent: Any) -> str:
    page = client.get(sent.url.removeprefix(settings.WEB_ORIGIN)).content.decode()
    return page[page.index('role="alert"') : page.index('name="code"')]


@pytest.mark.parametrize(
    ("name", "masked"),
    [("CONTOH PERTAMA", "C**** P****"), ("a", "A****"), ("  Ni   Wayan ", "N**** W****"), ("", "")],
)
def test_mask_tells_neither_letters_nor_length(name: str, masked: str) -> None:
    assert rules.mask_name(name) == masked
