"""One question a page: what was answered is kept, whatever else is wrong."""

from __future__ import annotations

import pytest
from tests import world as w

from tuntas.domains.cases import actions as cases
from tuntas.domains.cases.models import Case

from .visiting import filled, other_draft, sent, start, targets, text, upload

pytestmark = pytest.mark.django_db


def test_goes_to_the_next_question(browser, there):
    link, _pin = start(browser)

    answer = browser.post(f"/apply/{link}/applicant-relation/", {"applicant_relation": "mother"})

    assert answer.url == f"/apply/{link}/kk-number/"
    assert "langkah 1 dari 6" in text(browser.get(answer.url))


def test_a_wrong_answer_is_explained_and_the_rest_kept(browser, there):
    case = filled(browser, there, mother=None)
    given = {"mother.name": "IBU CONTOH", "mother.nationality": "wni", "mother.nik": "123"}

    page = text(browser.post(f"/apply/{case.link}/mother/", given))

    assert 'href="#q-mother-nik"' in page
    assert 'value="123"' in page
    assert Case.objects.get(pk=case.pk).answers["mother"]["name"] == "IBU CONTOH"


def test_a_question_that_the_answers_do_not_call_for_is_passed_over(browser, there):
    case = filled(browser, there, parents_marriage="mother_only", father=None)

    assert browser.get(f"/apply/{case.link}/father/").url == f"/apply/{case.link}/check/"


def test_a_changed_answer_leads_back_to_the_check(browser, there):
    case = filled(browser, there)

    answer = browser.post(f"/apply/{case.link}/birth-order/", {"birth_order": "3"})

    assert answer.url == f"/apply/{case.link}/check/"
    assert Case.objects.get(pk=case.pk).answers["birth_order"] == 3


def test_a_photo_is_kept_and_can_be_taken_back(browser, there):
    case = filled(browser, there, kk_file=[])
    page = f"/apply/{case.link}/kk-file/"

    [target] = targets(browser.get(page))
    assert upload(browser, target, "kk_file").url.endswith(page)
    [kept] = Case.objects.get(pk=case.pk).answers["kk_file"]
    assert kept in text(browser.get(page))
    browser.post(page, {"kk_file": []})

    assert not Case.objects.get(pk=case.pk).answers["kk_file"]


def test_a_page_cannot_name_a_file_that_was_not_sent(browser, there):
    case = filled(browser, there, kk_file=[])

    browser.post(f"/apply/{case.link}/kk-file/", {"kk_file": "01890000-0000-7000-8000-000000000000"})

    assert not Case.objects.get(pk=case.pk).answers.get("kk_file")


def test_another_browser_can_send_no_file(browser, other_browser, there):
    case = filled(browser, there, kk_file=[])
    [target] = targets(browser.get(f"/apply/{case.link}/kk-file/"))

    assert upload(other_browser, target, "kk_file").status_code == 404


def test_another_form_is_not_opened_by_this_proof(browser, there):
    start(browser)
    foreign = other_draft(there)

    browser.post(f"/apply/{foreign.link}/applicant-relation/", {"applicant_relation": "mother"})

    assert Case.objects.get(pk=foreign.pk).answers == {}


def test_a_form_sent_in_another_tab_takes_no_answer_any_more(browser, there):
    case, _pin = sent(browser, there)

    answer = browser.post(f"/apply/{case.link}/birth-order/", {"birth_order": "3"})

    assert answer.url == f"/track/case/{case.pk}/"
    assert Case.objects.get(pk=case.pk).answers["birth_order"] == 1


def test_a_question_costs_few_queries(browser, there, django_assert_max_num_queries):
    case = filled(browser, there)

    with django_assert_max_num_queries(4):
        browser.get(f"/apply/{case.link}/mother/")


def test_an_expired_form_is_like_one_that_never_was(browser, there):
    link, pin = start(browser)
    Case.objects.filter(link=link).delete()

    page = text(browser.post("/continue/", {"link": link, "pin": pin}))

    assert "Tautan dan PIN tidak cocok" in page
    assert w.SERVICE not in page
    assert cases.prove(link=link, pin=pin, at=there.at) is None
