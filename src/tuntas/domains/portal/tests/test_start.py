"""Starting a form gives a link and a PIN, once, whatever the network does."""

from __future__ import annotations

import uuid

import pytest
from django.contrib.sessions.models import Session

from tuntas.domains.cases.models import Case

from .visiting import SERVICE_PAGE, copied, hidden, start, text

pytestmark = pytest.mark.django_db


def test_shows_the_link_and_a_pin_of_six_digits(browser, there):
    link, pin = start(browser)

    assert Case.objects.get(link=link).service_code == "akta-kelahiran"
    assert len(pin) == 6
    assert pin.isdigit()


def test_the_page_has_no_switch_that_would_lose_the_pin(browser, there):
    page = browser.get(SERVICE_PAGE)

    started = browser.post(SERVICE_PAGE, {"key": hidden(page, "key")})

    assert 'action="/language/"' in text(page)
    assert 'action="/language/"' not in text(started)


def test_sent_twice_it_is_one_form_with_the_same_pin(browser, other_browser, there):
    key = str(uuid.uuid4())

    first = start(browser, key)
    second = start(other_browser, key)

    assert first == second
    assert Case.objects.count() == 1


def test_the_pin_and_the_link_are_kept_nowhere(browser, there):
    link, pin = start(browser)

    kept = str([session.get_decoded() for session in Session.objects.all()])

    assert pin not in kept
    assert link not in kept
    assert pin not in text(browser.get(f"/apply/{link}/applicant-relation/"))


def test_a_page_without_its_key_is_too_old(browser, there):
    answer = browser.post(SERVICE_PAGE, {"key": ""})

    assert not Case.objects.exists()
    assert not copied(answer)
    assert "Ajukan" in text(answer)
