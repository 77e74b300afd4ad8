"""A service is found in two taps, by a small page that asks the database nothing."""

from __future__ import annotations

import re

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from .visiting import SERVICE_PAGE, text

pytestmark = pytest.mark.django_db


def test_the_first_page_asks_nothing_of_the_database(browser, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = browser.get("/")

    assert SERVICE_PAGE in text(answer)
    assert not browser.cookies


def test_the_first_page_and_all_that_it_loads_is_small(browser):
    page = text(browser.get("/"))
    loaded = re.findall(r'(?:href|src)="/static/[^/"]+/([^"]+)"', page)

    size = len(page.encode()) + sum(_size(name) for name in loaded)

    assert size < 60_000


def test_a_service_says_what_to_bring_and_asks_the_database_nothing(browser, django_assert_num_queries):
    with django_assert_num_queries(0):
        page = text(browser.get(SERVICE_PAGE))

    assert "Surat keterangan kelahiran" in page
    assert "F-2.03" in page
    assert "salah satu dari ini" in page


def test_an_article_stands_only_where_it_was_read(browser):
    page = text(browser.get(SERVICE_PAGE))

    assert set(re.findall(r"Pasal \w+", page)) == {"Pasal 79A"}


def test_an_unconfirmed_promise_says_so(browser):
    assert "keputusan tertulisnya belum kami lihat" in text(browser.get(SERVICE_PAGE))


def test_speaks_english_to_who_chose_it(browser):
    browser.cookies["tuntas_language"] = "en"

    assert "What to bring" in text(browser.get(SERVICE_PAGE))


def test_an_unknown_service_is_not_there(browser):
    assert browser.get("/services/akta-lain/").status_code == 404


def test_a_form_is_started_only_by_its_own_page():
    strict = Client(enforce_csrf_checks=True)

    assert strict.post(SERVICE_PAGE, {"key": "1"}).status_code == 403


def _size(name: str) -> int:
    from pathlib import Path

    return Path(str(finders.find(name))).stat().st_size
