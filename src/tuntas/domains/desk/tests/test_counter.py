"""The dense page at the counter, posted as a browser posts it: one page, one sending, everything kept …"""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests import world as w

from tuntas.domains.cases.models import Case
from tuntas.domains.offices.models import Staff
from tuntas.platform import clock
from tuntas.platform.journal.models import Fact

pytestmark = pytest.mark.django_db
LOST_CARD = reverse("desk:start", args=["ktp-el-hilang"])


def form(**changes: Any) -> dict[str, Any]:
    given = {
        "key": str(uuid.uuid4()),
        "send": "1",
        "applicant.name": w.FAMILY.father,
        "applicant.nik": w.FAMILY.father_nik,
        "applicant.kk_number": w.FAMILY.family_number,
        "kk_place": "Gambir",
        "kk_place.choice": w.OFFICE,
        "kk_place.was": "Gambir",
        "email": "",
        "phone": "",
        "seen": ["police_letter", "kk"],
    }
    return {**given, **changes}


def text(answer: Any) -> str:
    return answer.content.decode()


def shown(answer: Any) -> list[str]:
    return re.findall(r'code-large">([^<]+)<', text(answer))


def test_shows_reference_pin_and_a_code_to_scan(client: Client, there: w.World) -> None:
    w.sign_in(client, there.officer)

    answer = client.post(LOST_CARD, form())

    case = Case.objects.get()
    reference, pin = (re.sub(r"\W", "", one) for one in shown(answer))
    assert (case.reference, case.status, str(case.taken_by)) == (reference, "taken", there.officer.id)
    assert len(pin) == 6
    assert "<svg" in text(answer)
    assert "no-store" in answer["Cache-Control"]


def test_a_reload_is_the_same_case_with_the_same_pin(client: Client, there: w.World) -> None:
    w.sign_in(client, there.officer)
    sending = form()

    first, second = (shown(client.post(LOST_CARD, sending)) for _time in range(2))

    assert first == second
    assert Case.objects.count() == 1


def test_the_receipt_is_known_by_its_key_alone(client: Client, there: w.World) -> None:
    w.sign_in(client, there.officer)
    sending = form()
    client.post(LOST_CARD, sending)

    receipt = client.post(LOST_CARD, {"key": sending["key"], "as": "pdf"})
    nothing = client.post(LOST_CARD, {"key": str(uuid.uuid4()), "as": "pdf"})

    assert receipt.content.startswith(b"%PDF")
    assert nothing.status_code == 404
    assert Case.objects.count() == 1


def test_a_fault_stands_beside_its_field_and_the_rest_is_kept(client: Client, there: w.World) -> None:
    w.sign_in(client, there.officer)

    page = text(client.post(LOST_CARD, form(**{"applicant.nik": "123", "seen": ["kk"]})))

    assert 'href="#q-applicant-nik"' in page
    assert 'href="#q-need-loss_report"' in page
    assert w.FAMILY.father in page
    assert re.search(r'id="seen-kk" checked', page)
    assert not Case.objects.exists()


def test_asks_for_no_photo(client: Client, there: w.World) -> None:
    page = text(w.sign_in(client, there.officer).get(LOST_CARD))

    assert 'type="file"' not in page
    assert "police_letter_file" not in page
    assert page.count('name="seen"') == 2


def test_a_paper_that_another_answer_hides_is_not_ticked(client: Client, there: w.World) -> None:
    from tuntas.domains.cases.tests.test_start_at_counter import typed
    from tuntas.domains.catalogue import queries as catalogue
    from tuntas.domains.desk import counter

    birth = catalogue.service(w.SERVICE, there.at.date())
    ticked = ["birth_letter", "marriage_certificate", "kk"]

    assert counter.asked_of(birth, typed(parents_marriage="mother_only"), ticked) == ["birth_letter", "kk"]


def test_one_found_by_name_is_filled_in_and_each_search_is_a_fact(client: Client, there: w.World) -> None:
    w.sign_in(client, there.officer)
    search = {"key": str(uuid.uuid4()), "find_name": w.FAMILY.father, "find": "1", "email": "x@example.invalid"}

    found = text(client.post(LOST_CARD, search))
    person = re.search(r'name="use" value="([^"]+)"', found)
    assert person
    page = text(client.post(LOST_CARD, {**search, "find": "", "use": person[1]}))

    assert w.FAMILY.father_nik not in found
    assert f'value="{w.FAMILY.father_nik}"' in page
    assert f'value="{w.FAMILY.family_number}"' in page
    assert 'value="x@example.invalid"' in page
    searches = Fact.objects.filter(name="register.persons_searched")
    assert len(searches) == 2
    assert w.FAMILY.father not in str([fact.content for fact in searches])


def test_a_nik_is_filled_in_at_once_and_that_it_was_asked_is_a_fact(client: Client, there: w.World) -> None:
    w.sign_in(client, there.officer)
    typed = f"{w.FAMILY.father_nik[:6]} {w.FAMILY.father_nik[6:]}"

    page = text(client.post(LOST_CARD, {"key": str(uuid.uuid4()), "find_name": typed}))

    assert f'value="{w.FAMILY.father}"' in page
    assert f'value="{w.FAMILY.father_nik}"' in page
    assert f'value="{w.FAMILY.family_number}"' in page
    [fact] = Fact.objects.filter(name="register.persons_searched")
    assert len(fact.content["persons"]) == 1
    assert w.FAMILY.father_nik not in str(fact.content)


def test_the_second_person_of_a_form_is_looked_up_next(client: Client, there: w.World) -> None:
    w.sign_in(client, there.officer)
    birth = reverse("desk:start", args=[w.SERVICE])

    page = text(client.post(birth, {"find_name": w.FAMILY.mother_nik, "find_for": "mother"}))

    assert re.search(rf'<input[^>]*value="{w.FAMILY.mother_nik}"[^>]*name="mother.nik"', page)
    assert '<option value="father" selected>' in page
    assert re.search(r'name="find_name" value=""[^>]*data-cursor', page)


def test_a_year_of_birth_beside_the_name_narrows_the_search(client: Client, there: w.World) -> None:
    w.sign_in(client, there.officer)

    def found(typed: str) -> str:
        return text(client.post(LOST_CARD, {"key": str(uuid.uuid4()), "find_name": typed}))

    born = re.search(r"(\d{4})-\d\d-\d\d · NIK", found(w.FAMILY.father))
    assert born
    assert 'name="use"' in found(f"{w.FAMILY.father} {born[1]}")
    assert 'name="use"' not in found(f"{w.FAMILY.father} {int(born[1]) - 1}")


def test_whoever_searches_on_and_on_has_to_wait(client: Client, there: w.World) -> None:
    w.sign_in(client, there.officer)
    search = {"key": str(uuid.uuid4()), "find_name": "TIDAK ADA ORANGNYA", "find": "1"}

    with clock.at(there.at):
        pages = [text(client.post(LOST_CARD, search)) for _ in range(41)]

    assert "Anda sangat sering mencari" not in pages[39]
    assert "Anda sangat sering mencari" in pages[40]
    assert Fact.objects.filter(name="register.persons_searched").count() == 40


def test_a_name_of_nobody_says_so_and_judges_nothing(client: Client, there: w.World) -> None:
    w.sign_in(client, there.officer)

    page = text(client.post(LOST_CARD, {"key": str(uuid.uuid4()), "find_name": "TIDAK ADA ORANGNYA"}))

    assert "Tidak ada orang dengan nama atau NIK ini di register." in page
    assert "data-error-summary" not in page


@pytest.mark.parametrize("who", ["registrar", "head_of_unit"])
def test_is_not_there_for_who_starts_no_cases(client: Client, there: w.World, who: str) -> None:
    w.sign_in(client, getattr(there.cast, who))

    answers = [client.get("/desk/new/"), client.get(LOST_CARD), client.post(LOST_CARD, form())]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert 'href="/desk/new/"' not in text(client.get("/desk/"))


def test_says_why_not_for_an_officers_own_family(client: Client, there: w.World) -> None:
    from tuntas.domains.offices import actions as offices

    officer = Staff.objects.get(pk=there.officer.id)
    offices.declare_family(officer.pk, [w.FAMILY.father_nik], by=there.officer, at=there.at)
    w.sign_in(client, there.officer)

    page = text(client.post(LOST_CARD, form()))

    assert "keluarga Anda sendiri" in page
    assert w.FAMILY.father in page
    assert not Case.objects.exists()


def test_the_page_costs_a_bounded_number_of_questions(
    client: Client, there: w.World, django_assert_max_num_queries: Any
) -> None:
    w.sign_in(client, there.officer)
    client.get(LOST_CARD)

    with django_assert_max_num_queries(16):
        client.get(reverse("desk:start", args=[w.SERVICE]))
    with django_assert_max_num_queries(16):
        client.get("/desk/new/")


def test_what_is_handed_over_at_the_end_needs_a_proof(client: Client, there: w.World) -> None:
    """The walk from this page to the hand-over: no photo anywhere."""
    w.sign_in(client, there.officer)
    client.post(LOST_CARD, form())
    case = Case.objects.get()
    page = reverse("desk:case", args=[case.pk])

    client.post(f"{page}acceptance/", {"seen": []})
    from tuntas.platform import jobs

    jobs.run_pending()
    [card] = w.documents_of(case)
    client.post(f"{page}card/", {"document": str(card.id), "blank_number": "KTP-1"})
    client.post(f"{page}hand-over/", {"collector": "applicant"})
    assert Case.objects.get().status == "ready"
    client.post(f"{page}hand-over/", {"collector": "applicant", "proof": "passport"})

    assert Case.objects.get().status == "handed_over"
    assert case.hand_over.proof == "passport"
