"""The desk from the queue to the hand-over, through its pages."""

import re

import pytest
from django.urls import reverse
from tests import world as w

from tuntas.domains.cases.models import Case
from tuntas.domains.cases.workflow import Status
from tuntas.domains.promises import queries as promises
from tuntas.platform import jobs
from tuntas.platform.journal import queries as journal

pytestmark = pytest.mark.django_db


def _do(client, case, verb, **fields):
    return client.post(reverse(f"desk:{verb}", args=[case.pk]), fields, follow=True).content.decode()


def _status(case):
    return Case.objects.get(pk=case.pk).status


def test_walks_from_waiting_to_handed_over(client, there):
    case = w.submitted(there.at)
    w.sign_in(client, there.officer)
    assert reverse("desk:case", args=[case.pk]) in client.get("/desk/").content.decode()

    _do(client, case, "take")
    _do(client, case, "accept", seen=["birth_letter", "marriage_certificate", "kk"])
    w.sign_in(client, there.registrar)
    client.post("/desk/approvals/", {"case": [str(case.pk)]})
    jobs.run_pending()
    w.sign_in(client, there.officer)
    card = next(output for output in w.documents_of(case) if output.is_card)
    _do(client, case, "record_card_printed", document=str(card.id), blank_number="KIA-1")
    assert _status(case) == Status.READY
    _do(client, case, "hand_over", proof="ktp_el", collector="mother")

    assert _status(case) == Status.HANDED_OVER


def test_at_the_hand_over_each_proof_and_each_collector_has_a_key_of_its_own(client, there):
    case = w.ready(there)
    page = w.sign_in(client, there.officer).get(reverse("desk:case", args=[case.pk])).content.decode()

    form = page[page.index('id="hand-over"') : page.index("</form>", page.index('id="hand-over"'))]

    keys = re.findall(r'name="(proof|collector)" value="\w+" id="[\w-]+" required data-key="(\d)"', form)
    assert [key for _name, key in keys] == [*"1234567"]
    assert [name for name, _key in keys] == ["proof"] * 4 + ["collector"] * 3
    assert re.search(r'<button form="hand-over" data-key="h"', page)


def test_a_list_sent_twice_approves_once_and_says_so_both_times(client, there):
    cases = [w.accepted(there), w.accepted(there, child_name="ANAK CONTOH KEDUA")]
    page = w.sign_in(client, there.registrar).get("/desk/approvals/").content.decode()
    batch = re.search(r'name="batch" value="([^"]+)"', page)[1]
    form = {"batch": batch, "case": [str(case.pk) for case in cases]}

    pages = [client.post("/desk/approvals/", form, follow=True).content.decode() for _ in range(2)]

    assert all("2 permohonan disetujui." in page and 'class="notice bad"' not in page for page in pages)
    assert {_status(case) for case in cases} == {Status.APPROVED}


def test_ticks_are_kept_for_later(client, there):
    case = w.taken(there)
    w.sign_in(client, there.officer)

    _do(client, case, "tick_papers", seen=["birth_letter", "kk"])
    page = _do(client, case, "accept", seen=["marriage_certificate"])

    assert "Janji layanan berjalan" in page
    assert _status(case) == Status.ACCEPTED


def test_a_return_keeps_the_ticks_and_asks_which_paper(client, there):
    case = w.taken(there)
    w.sign_in(client, there.officer)

    unsaid = _do(client, case, "return_to_applicant", seen=["birth_letter"])
    _do(client, case, "return_to_applicant", seen=["birth_letter"], paper="kk")

    assert "Pilih dokumen yang kurang." in unsaid
    assert _status(case) == Status.RETURNED
    assert [one.requirement for one in case.seen_papers.all()] == ["birth_letter"]


def test_the_queue_shows_no_names(client, there):
    w.submitted(there.at)

    page = w.sign_in(client, there.officer).get("/desk/").content.decode()

    assert "ANAK CONTOH" not in page
    assert w.FAMILY.mother not in page


def test_opening_a_case_is_a_fact_once_in_ten_minutes(client, there):
    case = w.submitted(there.at)
    w.sign_in(client, there.officer)

    for _look in range(3):
        client.get(reverse("desk:case", args=[case.pk]))

    seen = [row for row in journal.history(case.stream) if row.name == "case.seen"]
    assert [row.actor_role for row in seen] == ["officer"]


def test_a_case_of_another_office_and_a_missing_one_look_alike(client, there):
    case = w.submitted(there.at)
    w.sign_in(client, there.cast.officer_elsewhere)
    missing = reverse("desk:case", args=["00000000-0000-7000-8000-000000000000"])

    foreign, absent = client.get(reverse("desk:case", args=[case.pk])), client.get(missing)

    assert foreign.status_code == absent.status_code == 404
    assert _without_address(foreign) == _without_address(absent)
    assert client.post(reverse("desk:take", args=[case.pk])).status_code == 404


def test_the_refusal_stands_where_the_button_would(client, there):
    case = w.accepted(there)
    w.sign_in(client, there.officer)

    page = client.get(reverse("desk:case", args=[case.pk])).content.decode()

    assert "Hanya pejabat pencatatan sipil kantor ini yang menyetujui." in page
    assert "sudah" in _do(client, case, "take") or _status(case) == Status.ACCEPTED


def test_anyone_else_is_sent_to_the_sign_in(client, there):
    for address in ("/desk/", "/desk/approvals/"):
        assert client.get(address)["Location"].startswith("/staff/sign-in/")


def test_an_officer_sees_whether_a_typed_nik_is_in_the_register(client, there):
    stranger = {"name": "IBU TIDAK DIKENAL", "nationality": "wni", "nik": "9971064101900009",
                "birth_place": "Jakarta", "birth_date": "1990-01-01"}  # fmt: skip
    case = w.submitted(there.at, mother=stranger)

    page = w.sign_in(client, there.officer).get(reverse("desk:case", args=[case.pk])).content.decode()

    assert "tidak ada di register" in page


def test_a_renewed_pin_is_shown_once_in_the_answer(client, there):
    case = w.submitted(there.at)
    w.sign_in(client, there.officer)

    answer = client.post(reverse("desk:renew_pin", args=[case.pk]), {"proof": "ktp_el"}).content.decode()

    assert re.search(r"\d{3}\W?\d{3}", answer)


def test_a_registrar_makes_a_document_void_and_the_public_check_says_so(client, there):
    case = w.ready(there)
    certificate = next(output for output in w.documents_of(case) if output.kind == "birth_certificate")
    w.sign_in(client, there.officer)
    _do(client, case, "withdraw_document", document=str(certificate.id), reason="clerical_error")
    assert "Asli dan berlaku" in client.get(f"/verify/{certificate.token}").content.decode()

    w.sign_in(client, there.registrar)
    _do(client, case, "withdraw_document", document=str(certificate.id), reason="clerical_error")

    assert "Sudah ditarik" in client.get(f"/verify/{certificate.token}").content.decode()


def test_a_cause_of_delay_is_reported_and_ended_and_the_clock_runs_on(client, there):
    case = w.accepted(there)
    w.sign_in(client, there.officer)

    assert promises.cause_name("blanks") in _do(client, case, "report_cause", cause="blanks")
    cause = promises.causes_of_office(case.office_code)[0]
    _do(client, case, "end_cause", cause=str(cause.id))

    assert promises.causes_of_office(case.office_code) == []


def test_finds_a_case_by_the_reference_on_the_receipt_also_when_it_is_over(client, there):
    case = w.handed_over(there)
    w.sign_in(client, there.officer)
    typed = {"reference": f" {case.reference[:5].lower()}-{case.reference[5:]}"}

    assert client.post("/desk/find/", typed)["Location"] == reverse("desk:case", args=[case.pk])
    w.sign_in(client, there.cast.officer_elsewhere)
    assert client.post("/desk/find/", typed)["Location"] == "/desk/"


def test_the_filled_form_is_a_pdf_for_the_office_alone(client, there):
    case = w.submitted(there.at)
    address = reverse("desk:filled_form", args=[case.pk, "f-2.01"])

    w.sign_in(client, there.officer)
    assert client.get(address).content.startswith(b"%PDF")
    w.sign_in(client, there.cast.officer_elsewhere)
    assert client.get(address).status_code == 404


def test_beside_a_case_stand_the_twelve_about_it(client, there):
    waiting = [w.submitted(there.at) for _number in range(16)]
    w.sign_in(client, there.officer)

    page = client.get(reverse("desk:case", args=[waiting[-1].pk])).content.decode()

    shown = [case for case in waiting if f'href="{reverse("desk:case", args=[case.pk])}"' in page]
    assert shown == waiting[4:]


def test_a_long_queue_costs_no_more_questions(client, there, django_assert_max_num_queries):
    w.sign_in(client, there.officer)
    for _case in range(12):
        w.submitted(there.at)

    with django_assert_max_num_queries(16):
        client.get("/desk/")


def test_a_case_page_costs_a_bounded_number_of_questions(client, there, django_assert_max_num_queries):
    case = w.ready(there)
    w.sign_in(client, there.officer)

    with django_assert_max_num_queries(34):
        client.get(reverse("desk:case", args=[case.pk]))


def _without_address(answer):
    return re.sub(rb'value="/desk/[^"]*"', b"", answer.content)


def test_who_keeps_the_system_finds_no_case_and_no_queue(client, there):
    case = w.submitted(there.at)
    w.sign_in(client, there.cast.administrator)

    page = client.get("/desk/").content.decode()

    assert str(case.pk) not in page
    assert 'href="/desk/approvals/"' not in page
    assert client.get(reverse("desk:case", args=[case.pk])).status_code == 404
    assert client.get("/desk/approvals/").content.decode().count(str(case.pk)) == 0
