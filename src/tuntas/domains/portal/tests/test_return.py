"""A returned application takes exactly the paper that was asked for, or is contested in one tap."""

from __future__ import annotations

import uuid
from unittest import mock

import pytest
from tests import world as w

from tuntas.domains.cases import actions as cases
from tuntas.domains.cases.actions import NotThere
from tuntas.domains.cases.models import Case
from tuntas.domains.cases.workflow import Status

from .visiting import filled, hidden, page_of, returned, targets, text, upload

pytestmark = pytest.mark.django_db


def test_names_the_paper_and_the_reason(browser, there):
    case = returned(browser, there)

    page = text(browser.get(page_of(case)))

    assert "Kartu keluarga (KK)" in page
    assert "Halaman tidak terbaca." in page
    assert "Waktu berhenti dan menunggu Anda." in page


def test_the_added_paper_sends_it_on(browser, there):
    case = returned(browser, there)
    page = browser.get(page_of(case))

    [target] = targets(page)
    assert upload(browser, target, "kk_file").status_code == 303
    added = Case.objects.get(pk=case.pk).answers["kk_file"][-1]
    form = {"key": hidden(page, "key"), "shown": added, "kk_file": added}
    answer = browser.post(f"{page_of(case)}paper/", form, follow=True)

    assert "Dokumen terkirim" in text(answer)
    assert Case.objects.get(pk=case.pk).status == Status.TAKEN


def test_only_the_asked_paper_is_taken(browser, there):
    draft = filled(browser, there)
    [marriage] = targets(browser.get(f"/apply/{draft.link}/marriage-certificate-file/"))
    case = cases.submit(draft.pk, office_code=w.OFFICE, by=w.resident(draft), at=there.at).case
    cases.take(case.pk, by=there.officer, at=there.at)
    cases.return_to_applicant(case.pk, requirement="kk", by=there.officer, at=there.at)
    before = Case.objects.get(pk=case.pk).answers

    upload(browser, marriage, "marriage_certificate_file")

    assert Case.objects.get(pk=case.pk).answers == before


def test_a_file_unticked_again_is_not_sent(browser, there):
    case = returned(browser, there)
    page = browser.get(page_of(case))
    upload(browser, targets(page)[0], "kk_file")
    added = Case.objects.get(pk=case.pk).answers["kk_file"][-1]

    browser.post(f"{page_of(case)}paper/", {"key": hidden(page, "key"), "shown": added})

    assert added not in Case.objects.get(pk=case.pk).answers["kk_file"]


def test_what_was_sent_before_stays_sent(browser, there):
    case = returned(browser, there)
    sent_before = Case.objects.get(pk=case.pk).answers["kk_file"]

    answer = browser.post(f"{page_of(case)}paper/", {"key": uuid.uuid4(), "shown": sent_before}, follow=True)

    assert 'role="alert"' in text(answer)
    assert Case.objects.get(pk=case.pk).answers["kk_file"] == sent_before


def test_a_form_that_ended_meanwhile_is_not_there(browser, there):
    case = filled(browser, there)
    page = f"/apply/{case.link}/kk-number/"

    with mock.patch("tuntas.domains.cases.actions.answer", side_effect=NotThere):
        answer = browser.post(page, {"kk_number": "x"})

    assert answer.status_code == 404


def test_contested_in_one_tap_and_only_once(browser, there):
    case = returned(browser, there)
    page = browser.get(page_of(case))
    key = text(page).split("contest/")[1].split('name="key" value="')[1].split('"')[0]

    answer = browser.post(f"{page_of(case)}contest/", {"key": key}, follow=True)

    assert "Kepala unit akan memutuskan" in text(answer)
    assert "/contest/" not in text(answer)


def test_the_verdict_is_read_with_its_reason(browser, there):
    case = returned(browser, there)
    cases.contest_return(case.pk, by=w.resident(case), at=there.at)
    cases.decide_contest(case.pk, overturn=True, reason="Halaman terbaca.", by=there.head, at=there.at)

    page = text(browser.get(page_of(case)))

    assert "Kepala unit sependapat dengan Anda" in page
    assert "Halaman terbaca." in page


def test_another_browser_can_do_neither(browser, other_browser, there):
    case = returned(browser, there)

    answers = [other_browser.post(f"{page_of(case)}{verb}/", {"key": ""}) for verb in ("paper", "contest")]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert Case.objects.get(pk=case.pk).status == Status.RETURNED


def _resident(case: Case) -> object:
    from tests import world as w

    return w.resident(case)
