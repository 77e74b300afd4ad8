"""Sending gives reference and PIN once, and a receipt that is made from the same answer."""

from __future__ import annotations

import io
import subprocess
import uuid

import pytest
from django.contrib.sessions.models import Session
from tests import world as w

from tuntas.domains.cases.models import Case

from .visiting import copied, filled, hidden, prove, sent, text

pytestmark = pytest.mark.django_db


def test_goes_to_the_office_of_the_parents_family_card(browser, there):
    case = filled(browser, there)
    page = f"/apply/{case.link}/check/"

    browser.post(page, {"key": hidden(browser.get(page), "key")})

    assert Case.objects.get(pk=case.pk).office_code == w.OFFICE


def test_another_office_is_found_and_picked_without_a_script(browser, there):
    case = filled(browser, there)
    page = f"/apply/{case.link}/check/"
    key = hidden(browser.get(page), "key")

    found = browser.post(page, {"key": key, "office": w.OFFICE, "place": "Menteng", "find": "1"})
    browser.post(page, {"key": key, "office": "31.71.06", "send": "1"})

    assert 'value="31.71.06"' in text(found)
    assert hidden(found, "key") == key
    assert Case.objects.get(pk=case.pk).office_code == "31.71.06"


def test_an_office_that_does_not_take_it_is_refused(browser, there):
    case = filled(browser, there)

    page = text(browser.post(f"/apply/{case.link}/check/", {"key": uuid.uuid4(), "office": "31"}))

    assert "Pilih kantor" in page
    assert Case.objects.get(pk=case.pk).reference is None


def test_sent_twice_with_one_key_it_is_one_case_with_one_pin(browser, there):
    case = filled(browser, there)
    form = {"key": str(uuid.uuid4()), "office": w.OFFICE}

    first, second = (copied(browser.post(f"/apply/{case.link}/check/", form)) for _time in range(2))

    assert first == second
    assert first[0] == Case.objects.get(pk=case.pk).reference


def test_another_key_does_not_send_it_again(browser, there):
    case, _pin = sent(browser, there)

    answer = browser.post(f"/apply/{case.link}/check/", {"key": uuid.uuid4(), "office": w.OFFICE}, follow=True)

    assert answer.redirect_chain[-1][0] == f"/track/case/{case.pk}/"
    assert not copied(answer)


def test_the_receipt_prints_both_and_is_kept_nowhere(browser, there):
    case = filled(browser, there)
    form = {"key": str(uuid.uuid4()), "office": w.OFFICE}
    reference, pin = copied(browser.post(f"/apply/{case.link}/check/", form))

    answer = browser.post(f"/apply/{case.link}/check/", {**form, "as": "pdf"})

    printed = _printed(answer.content)
    assert f"{reference[:5]}-{reference[5:10]}-{reference[10:]}" in printed
    assert f"{pin[:3]} {pin[3:]}" in printed
    assert reference not in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]


def test_nothing_that_is_shown_once_stays_in_the_session(browser, there):
    case, pin = sent(browser, there)

    kept = str([session.get_decoded() for session in Session.objects.all()])

    assert pin not in kept
    assert case.reference not in kept


def test_the_pin_of_the_form_opens_nothing_more(browser, other_browser, there):
    case, pin = sent(browser, there)

    assert prove(other_browser, case, pin).url == f"/track/case/{case.pk}/"


def test_an_unfinished_form_goes_back_to_its_open_question(browser, there):
    case = filled(browser, there, child_name=None)

    assert browser.get(f"/apply/{case.link}/check/").url == f"/apply/{case.link}/child-name/"


def test_what_is_missing_is_said_with_the_way_there(browser, there):
    case = filled(browser, there, child_name=None)

    page = text(browser.post(f"/apply/{case.link}/check/", {"key": uuid.uuid4(), "office": w.OFFICE}))

    assert f'href="/apply/{case.link}/child-name/"' in page


def test_the_check_costs_a_bounded_number_of_queries(browser, there, django_assert_max_num_queries):
    case = filled(browser, there)

    with django_assert_max_num_queries(8):
        browser.get(f"/apply/{case.link}/check/")


def _printed(pdf: bytes) -> str:
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return io.TextIOWrapper(io.BytesIO(done.stdout), encoding="utf-8").read()
