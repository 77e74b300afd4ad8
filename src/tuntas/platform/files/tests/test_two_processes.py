"""A file's way through both real processes: the live one takes it in, the web one keeps it."""

from __future__ import annotations

import hashlib

import httpx

from tuntas.platform.live.tests import running

from . import samples
from .city import City


def test_a_file_in_pieces_arrives_and_is_shown(city: City) -> None:
    sent = samples.photo(3000, 2000, quality=100)
    fields = city.page()
    token = fields["csrfmiddlewaretoken"]

    begun = city.post("", token, data={"target": fields["target"], "size": len(sent)}).json()
    step = 40_000
    for offset in range(0, len(sent), step):
        piece = sent[offset : offset + step]
        headers = {"Upload-Offset": str(offset), "Upload-Sha256": hashlib.sha256(piece).hexdigest()}
        kept = city.post(f"{begun['upload']}/pieces/", token, content=piece, headers=headers)
        assert kept.json()["offset"] == offset + len(piece)
    known = city.browser.get(f"{city.door}{begun['upload']}/").json()
    finished = city.post(f"{begun['upload']}/file/", token)

    assert (known["offset"], known["state"]) == (len(sent), "open")
    assert finished.status_code == 201
    shown = city.browser.get(city.origin + finished.json()["pages"][0])
    assert shown.content.startswith(b"\xff\xd8\xff")
    assert shown.headers["content-type"] == "image/jpeg"
    assert "sandbox" in shown.headers["content-security-policy"]
    assert not list((city.folder / "temporary").rglob("*"))


def test_a_plain_form_ends_on_the_page_it_came_from(city: City) -> None:
    answer = city.plain({**city.page(), "name": "B"}, samples.photo())

    assert answer.status_code == 303
    assert answer.headers["location"] == city.page_url
    assert "/files/" in city.browser.get(answer.headers["location"]).text


def test_a_refused_plain_form_says_why_on_that_page(city: City) -> None:
    answer = city.plain(city.page(), b"<svg><script>")

    text = city.browser.get(answer.headers["location"]).text
    assert answer.headers["location"] == f"{city.page_url}?refused=type&file=letter"
    assert "Ini bukan foto" in text
    assert "Jawaban Anda yang lain tetap tersimpan" in text


def test_a_forged_post_is_refused(city: City) -> None:
    fields = city.page()

    foreign = city.browser.post(city.door, headers={"Origin": "https://elsewhere.example"}, data=fields)
    without_token = city.browser.post(
        city.door, headers={"Origin": city.origin}, data={"target": fields["target"]}
    )

    assert (foreign.status_code, without_token.status_code) == (403, 403)


def test_twenty_stalled_forms_hold_no_page_up(city: City) -> None:
    stalled = [running.begin_post(city.live, "/uploads/", size=1_000_000, body=b"x" * 999) for _ in range(20)]

    answers = [city.browser.get(city.page_url).status_code for _ in range(10)]

    assert answers == [200] * 10
    assert all(running.all_that_comes(one).startswith(b"HTTP/1.1 408") for one in stalled)


def test_the_web_process_alone_would_be_held_up(city: City) -> None:
    """The fault that the live process is there for, planted: without it, stalled forms do stop the pages."""
    city.page()
    cookies = "; ".join(f"{name}={value}" for name, value in city.browser.cookies.items())
    head = ("Content-Type: multipart/form-data; boundary=b", f"Cookie: {cookies}", f"Origin: {city.origin}")
    stalled = [running.begin_post(city.web, "/uploads/", *head, size=1_000_000, body=b"--b") for _ in range(8)]

    # The first pages may still come: until then not every stalled form has its thread.
    assert any(_is_held_up(city) for _ in range(100))

    for one in stalled:
        one.close()


def _is_held_up(city: City) -> bool:
    try:
        city.browser.get(city.page_url, timeout=2)
    except httpx.ReadTimeout:
        return True
    return False
