"""The survey's page: one link, one calm page, without JavaScript."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from tuntas.domains.satisfaction.models import Answer, Invitation

from .conftest import BEST, OFFICE, invite


@pytest.fixture
def link(db: None, now: Any) -> str:
    return f"/survey/{invite()}/"


def fields_of(page: str) -> dict[str, str]:
    """The hidden fields that a browser would send back."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return dict(found)


def test_asks_nine_questions_on_one_page(client: Client, link: str) -> None:
    page = client.get(link).content.decode()

    assert [name for name in BEST if f'name="{name}"' in page] == list(BEST)
    assert page.count('type="radio"') >= 36
    assert "style=" not in page


def test_an_answer_is_counted_and_thanked_for(client: Client, link: str) -> None:
    fields = fields_of(client.get(link).content.decode())

    response = client.post("/survey/", {**fields, **BEST, "sex": "female"}, follow=True)

    assert response.redirect_chain == [("/survey/thanks/", 302)]
    kept = Answer.objects.get()
    assert (kept.scores, kept.profile, kept.office_code) == (BEST, {"sex": "female"}, OFFICE)


def test_the_token_leaves_the_address_with_the_form(client: Client, link: str) -> None:
    response = client.get(link)

    token = link.split("/")[2]
    assert 'action="/survey/"' in response.content.decode()
    assert fields_of(response.content.decode())["token"] == token
    assert response["Referrer-Policy"] == "strict-origin"
    assert response["Cache-Control"] == "no-store"


def test_sent_twice_is_thanked_for_twice_and_counted_once(client: Client, link: str) -> None:
    fields = {**fields_of(client.get(link).content.decode()), **BEST}

    first, second = client.post("/survey/", fields), client.post("/survey/", fields)

    assert first["Location"] == second["Location"] == "/survey/thanks/"
    assert Answer.objects.count() == 1


def test_a_used_link_says_so_kindly(client: Client, link: str) -> None:
    fields = fields_of(client.get(link).content.decode())
    client.post("/survey/", {**fields, **BEST})

    opened = client.get(link)
    replayed = client.post("/survey/", {**fields, **BEST, "key": "0195a0a0-0000-7000-8000-000000000002"})

    assert opened.status_code == replayed.status_code == 410
    assert "terima kasih" in opened.content.decode().lower()
    assert Answer.objects.count() == 1


def test_a_link_that_never_was_looks_like_a_used_one(client: Client, link: str) -> None:
    client.post("/survey/", {**fields_of(client.get(link).content.decode()), **BEST})

    used, never = (client.get(address) for address in (link, "/survey/abcdefghijklmnopqrstuvwxyz234567/"))
    address_apart = re.compile(r'name="next" value="[^"]*"')  # the language switch comes back to this address
    assert address_apart.sub("", used.content.decode()) == address_apart.sub("", never.content.decode())
    assert used.status_code == never.status_code


def test_nothing_chosen_keeps_the_link_open(client: Client, link: str) -> None:
    fields = fields_of(client.get(link).content.decode())

    response = client.post("/survey/", {**fields, "sex": "male"})

    assert response.status_code == 422
    assert 'action="/language/"' not in response.content.decode()  # it would lead to an address without a page
    assert 'value="male" checked' in response.content.decode()
    assert Invitation.objects.exists()


def test_what_is_none_of_the_choices_counts_as_left_open(client: Client, link: str) -> None:
    fields = fields_of(client.get(link).content.decode())

    client.post("/survey/", {**fields, "waktu": "5", "biaya": "4", "sarana": "<b>", "sex": "x"})

    kept = Answer.objects.get()
    assert (kept.scores, kept.profile) == ({"biaya": 4}, {})
