"""The list shows how messages fare and nothing that opens anything; a demonstration also shows their text."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from tuntas.adapters.smtp import FakeMail, Refusal
from tuntas.domains.messaging import actions
from tuntas.domains.messaging.models import Message
from tuntas.domains.messaging.queries import ROWS_ON_A_PAGE
from tuntas.platform.actors import PUBLIC, Actor
from tuntas.platform.jobs import run_pending
from tuntas.platform.ui import desk

from .conftest import AT, CASE, KEEPER, OFFICER, TO, confirm_address, queue_message

Set = Callable[[datetime], None]


@pytest.fixture
def browse(monkeypatch: pytest.MonkeyPatch) -> Callable[[Actor], Client]:
    """A browser in which this actor is signed in."""

    def make(by: Actor) -> Client:
        monkeypatch.setattr("tuntas.config.acting._actor", lambda request: by)
        return Client()

    return make


def test_shows_state_and_masked_recipient(message: Any, postman: FakeMail, at: Set, browse: Any) -> None:
    postman.fail_for(TO, Refusal("SMTP 550"))
    run_pending()

    page = browse(KEEPER).get("/desk/messages/").content.decode()

    assert "w****@example.org" in page
    assert "SMTP 550" in page
    assert TO not in page
    assert "ABCDEFGHJK3" not in page


def test_stands_under_the_bar_of_the_desk(message: Any, browse: Any) -> None:
    page = browse(KEEPER).get("/desk/messages/").content.decode()

    assert re.search(r'<a href="/desk/messages/"[^>]* aria-current="page">Pesan', page)
    assert 'href="/desk/"' in page
    assert "Keluar" in page


@pytest.mark.parametrize(("by", "leads_there"), [(KEEPER, True), (OFFICER, False)])
def test_the_desk_leads_only_keepers_to_it(db: None, by: Actor, leads_there: bool) -> None:
    from django.contrib.auth.models import AnonymousUser
    from django.test import RequestFactory

    request = RequestFactory().get("/desk/")
    request.user = AnonymousUser()

    bar = desk.bar(request, by, current="queue")

    assert ("/desk/messages/" in [place.url for place in bar.places]) is leads_there


def test_shows_no_code_in_any_list(db: None, postman: FakeMail, at: Set, browse: Any) -> None:
    actions.begin_confirmation(TO, subject=CASE, by=PUBLIC, at=AT)
    run_pending()
    code = re.search(r"\b\d{6}\b", postman.kept[-1].body).group()

    for address, by in (("/desk/messages/", KEEPER), ("/demonstration/messages/", PUBLIC)):
        assert not re.search(rf"\b{code}\b", browse(by).get(address).content.decode())


def test_a_demonstration_shows_a_messages_text(db: None, postman: FakeMail, at: Set, browse: Any) -> None:
    actions.begin_confirmation(TO, subject=CASE, by=PUBLIC, at=AT)
    run_pending()
    code = re.search(r"\b\d{6}\b", postman.kept[-1].body).group()
    client = browse(PUBLIC)
    link = re.search(
        r'href="(/demonstration/messages/[^"]+)"', client.get("/demonstration/messages/").content.decode()
    )

    assert code in client.get(link.group(1)).content.decode()


@pytest.mark.parametrize("by", [OFFICER, PUBLIC])
def test_the_outbox_does_not_exist_for_others(message: Any, browse: Any, by: Actor) -> None:
    client = browse(by)

    assert client.get("/desk/messages/").status_code == 404
    assert client.post(f"/desk/messages/{message.pk}/resending/").status_code == 404


def test_production_shows_no_text_to_anyone(message: Any, browse: Any, settings: Any) -> None:
    settings.TUNTAS_MODE = "production"
    client = browse(KEEPER)

    assert client.get("/demonstration/messages/").status_code == 404
    assert client.get(f"/demonstration/messages/{message.pk}/").status_code == 404


def test_a_keeper_sends_a_dead_message_again(message: Any, postman: FakeMail, at: Set, browse: Any) -> None:
    postman.fail_for(TO, Refusal("SMTP 550"))
    run_pending()
    postman.faults.clear()

    browse(KEEPER).post(f"/desk/messages/{message.pk}/resending/")
    run_pending()

    assert Message.objects.get().state == "sent"


@pytest.mark.parametrize("address", ["/desk/messages/", "/demonstration/messages/"])
def test_older_leads_only_to_a_page_that_has_rows(db: None, browse: Any, address: str) -> None:
    confirm_address()
    keeper = browse(KEEPER)
    for number in range(ROWS_ON_A_PAGE):
        queue_message(f"case_ready:{number}")
    full = keeper.get(address).content.decode()
    queue_message("case_ready:more")

    first, second = (keeper.get(f"{address}?page={page}").content.decode() for page in (1, 2))

    assert 'rel="next"' not in full
    assert 'rel="next"' in first
    assert [page.count("<tr") - 1 for page in (full, first, second)] == [ROWS_ON_A_PAGE, ROWS_ON_A_PAGE, 1]


def test_an_empty_outbox_says_what_will_appear(db: None, browse: Any) -> None:
    assert 'class="empty"' in browse(KEEPER).get("/desk/messages/").content.decode()
