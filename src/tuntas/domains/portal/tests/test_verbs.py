"""Withdrawing, confirming an address, collecting, and being asked how it was."""

from __future__ import annotations

import uuid

import pytest
from tests import world as w

from tuntas.domains.cases import actions as cases
from tuntas.domains.cases.models import Case
from tuntas.domains.cases.workflow import Status
from tuntas.domains.messaging.models import Message
from tuntas.platform import jobs

from .visiting import hidden, page_of, sent, text

pytestmark = pytest.mark.django_db


def test_withdraws_after_asking_once_more(browser, there):
    case, _pin = sent(browser, there)

    asked = text(browser.get(f"{page_of(case)}withdrawal/"))
    answer = browser.post(f"{page_of(case)}withdrawal/", {"key": uuid.uuid4()}, follow=True)

    assert "Tarik permohonan ini" in asked
    assert f"{case.reference[:5]}-" in asked
    assert "Permohonan Anda sudah ditarik" in text(answer)
    assert Case.objects.get(pk=case.pk).status == Status.WITHDRAWN


def test_too_late_to_withdraw_is_said_calmly(browser, there):
    case, _pin = sent(browser, there)
    cases.withdraw(case.pk, by=w.resident(case), at=there.at)

    answer = browser.post(f"{page_of(case)}withdrawal/", {"key": uuid.uuid4()}, follow=True)

    assert answer.status_code == 200
    assert 'role="alert"' in text(answer)


def test_an_address_counts_only_after_its_code_came_back(browser, there):
    case, _pin = sent(browser, there)

    browser.post(f"{page_of(case)}email/", {"address": "warga@contoh.test"})
    assert Case.objects.get(pk=case.pk).email_confirmed_at is None
    code = Message.objects.get().parameters["code"]
    wrong = browser.post(f"{page_of(case)}email/code/", {"code": "x"})
    right = browser.post(f"{page_of(case)}email/code/", {"code": code})

    assert 'id="code-error"' in text(wrong)
    assert right.url == page_of(case)
    assert Case.objects.get(pk=case.pk).email_confirmed_at is not None


def test_the_page_names_the_address_by_its_first_letter_only(browser, there):
    case, _pin = sent(browser, there)
    browser.post(f"{page_of(case)}email/", {"address": "warga@contoh.test"})
    code = Message.objects.get().parameters["code"]
    browser.post(f"{page_of(case)}email/code/", {"code": code})

    page = text(browser.get(page_of(case)))

    assert "Hapus w****@contoh.test" in page
    assert "warga@contoh.test" not in page


def test_removing_the_address_is_said_here_and_by_a_last_letter(browser, there):
    case, _pin = sent(browser, there)
    browser.post(f"{page_of(case)}email/", {"address": "warga@contoh.test"})
    code = Message.objects.get().parameters["code"]
    browser.post(f"{page_of(case)}email/code/", {"code": code})

    page = text(browser.post(f"{page_of(case)}email/removal/", follow=True))

    assert "Alamat email Anda sudah dihapus." in page
    assert "w****@contoh.test" not in page
    assert Case.objects.get(pk=case.pk).email is None
    assert Message.objects.filter(template="case_contact_removed").count() == 1


def test_what_is_no_address_is_said(browser, there):
    case, _pin = sent(browser, there)

    answer = browser.post(f"{page_of(case)}email/", {"address": "warga"})

    assert text(answer).count("bukan alamat email") == 2  # at the top, and at its field
    assert "data-fresh-seconds" not in text(answer)  # loading it anew would send the form again
    assert 'action="/language/"' not in text(answer)
    assert 'value="warga"' in text(answer)
    assert not Message.objects.exists()


def test_documents_are_downloaded_only_after_identity_was_proved(browser, other_browser, there):
    case = _ready(browser, there)
    page = f"{page_of(case)}documents/"
    signed = next(one for one in w.documents_of(case) if not one.is_card)

    before = browser.get(f"{page}{signed.token}/")
    cases.hand_over(case.pk, proof="ktp_el", collector="mother", by=there.officer, at=there.at)
    after = browser.get(f"{page}{signed.token}/")

    assert before.status_code == 404
    assert after.content.startswith(b"%PDF")
    assert f"{page}{signed.token}/" in text(browser.get(page_of(case)))
    assert other_browser.get(f"{page}{signed.token}/").status_code == 404


def test_the_survey_has_one_link_which_says_nothing_of_the_case(browser, there):
    case = _ready(browser, there)
    cases.hand_over(case.pk, proof="ktp_el", collector="mother", by=there.officer, at=there.at)

    first = browser.post(f"{page_of(case)}survey/")
    second = browser.post(f"{page_of(case)}survey/", follow=True)

    assert first.url.startswith("/survey/")
    assert str(case.pk) not in first.url
    assert "satu tautan" in text(second)


def test_the_survey_pressed_twice_opens_the_same_link_until_it_is_answered(browser, other_browser, there):
    case = _ready(browser, there)
    cases.hand_over(case.pk, proof="ktp_el", collector="mother", by=there.officer, at=there.at)
    pressed = {"key": hidden(browser.get(page_of(case)), "key")}

    first, second = (browser.post(f"{page_of(case)}survey/", pressed) for _time in range(2))
    with_another_key = browser.post(f"{page_of(case)}survey/", {"key": uuid.uuid4()})

    assert first.url == second.url
    assert browser.get(second.url).status_code == 200
    assert with_another_key.url == page_of(case)
    browser.post("/survey/", {"token": first.url.split("/")[2], "waktu": "4", "key": uuid.uuid4()})
    assert browser.post(f"{page_of(case)}survey/", pressed).url == page_of(case)


def _ready(browser: object, there: w.World) -> Case:
    """As `world.ready`, but sent by this browser."""
    case, _pin = sent(browser, there)
    cases.take(case.pk, by=there.officer, at=there.at)
    w.ticked(there, case)
    cases.accept(case.pk, by=there.officer, at=there.at)
    cases.approve(case.pk, by=there.registrar, at=there.at)
    jobs.run_pending()
    card = next(one for one in w.documents_of(case) if one.is_card)
    cases.record_card_printed(
        case.pk, card.id, blank_number=uuid.uuid4().hex[:10], by=there.officer, at=there.at
    )
    jobs.run_pending()
    return Case.objects.get(pk=case.pk)
