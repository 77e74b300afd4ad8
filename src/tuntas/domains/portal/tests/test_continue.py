"""A form goes on in another browser, with its link and its PIN; a stranger learns nothing."""

from __future__ import annotations

import pytest

from tuntas.domains.cases.models import Case
from tuntas.platform.ids import new_token

from .visiting import sent, start, text

pytestmark = pytest.mark.django_db
FIRST = "applicant-relation"
SAME_WORDS = "Tautan dan PIN tidak cocok"


def test_a_closed_browser_loses_nothing(browser, other_browser, there):
    link, pin = start(browser)
    browser.post(f"/apply/{link}/{FIRST}/", {"applicant_relation": "father"})

    answer = other_browser.post(
        "/continue/", {"link": f"https://tuntas.example/apply/{link}/", "pin": pin}, follow=True
    )

    assert answer.redirect_chain[-1][0] == f"/apply/{link}/kk-number/"
    assert "checked" in text(other_browser.get(f"/apply/{link}/{FIRST}/"))


@pytest.mark.parametrize("written", ["{}", " {} ", "https://tuntas.example/apply/{}/kk-number/"])
def test_takes_the_link_as_people_copy_it(browser, other_browser, there, written):
    link, pin = start(browser)

    answer = other_browser.post(
        "/continue/", {"link": written.format(link.upper()), "pin": f"{pin[:3]} {pin[3:]}"}
    )

    assert answer.status_code == 302


def test_who_follows_the_link_is_asked_for_the_pin_and_sees_nothing(browser, other_browser, there):
    link, _pin = start(browser)
    browser.post(f"/apply/{link}/{FIRST}/", {"applicant_relation": "father"})

    known = text(other_browser.get(f"/apply/{link}/{FIRST}/"))
    unknown = text(other_browser.get(f"/apply/{(other := new_token())}/{FIRST}/"))

    assert 'name="pin"' in known
    assert "checked" not in known
    assert _without_form_token(known).replace(link, "") == _without_form_token(unknown).replace(other, "")


def test_five_wrong_pins_lock_it_and_nothing_says_so(browser, other_browser, there):
    link, pin = start(browser)
    wrong = "000000" if pin != "000000" else "000001"

    tries = [text(other_browser.post("/continue/", {"link": link, "pin": wrong})) for _try in range(5)]
    right = text(other_browser.post("/continue/", {"link": link, "pin": pin}))
    unknown = text(other_browser.post("/continue/", {"link": new_token(), "pin": pin}))

    assert all(SAME_WORDS in page for page in [*tries, right, unknown])
    assert Case.objects.get(link=link).pin_tries == 5


def test_an_empty_pin_is_not_a_wrong_try(browser, there):
    link, _pin = start(browser)

    page = text(browser.post("/continue/", {"link": link, "pin": ""}))

    assert "Tulis PIN: enam angka." in page
    assert Case.objects.get(link=link).pin_tries == 0


def test_the_link_of_a_sent_form_leads_to_the_application(browser, there):
    case, _pin = sent(browser, there)

    assert browser.get(f"/apply/{case.link}/").url == f"/track/case/{case.pk}/"


def _without_form_token(page: str) -> str:
    import re

    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page)
