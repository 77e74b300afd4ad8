"""The desk serves what is no birth: whom it compares, what changes, which forms it prints, to whom it hands over."""

import re

import pytest
from django.urls import reverse
from tests import other_services as o
from tests import world as w

from tuntas.domains.cases import actions
from tuntas.domains.cases.models import Case
from tuntas.domains.cases.workflow import Status
from tuntas.platform import jobs

pytestmark = pytest.mark.django_db


def _page(client, actor, case):
    w.sign_in(client, actor)
    text = client.get(reverse("desk:case", args=[case.pk])).content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def _do(client, actor, case, verb, **fields):
    w.sign_in(client, actor)
    return client.post(reverse(f"desk:{verb}", args=[case.pk]), fields, follow=True).content.decode()


def test_the_officer_alone_sees_whether_the_register_knows_the_nik(client, there):
    known = o.ticked(there, o.KTP, o.lost())
    unknown = o.ticked(there, o.KTP, o.lost(applicant={**o.FATHER, "nik": "9971011402889999"}))

    assert "Pemohon dikenal cocok" in _page(client, there.officer, known)
    assert "Pemohon tidak ada di register" in _page(client, there.officer, unknown)
    assert "tidak ada orang dengan NIK ini" in _do(client, there.officer, unknown, "accept")
    assert Case.objects.get(pk=unknown.pk).status == Status.TAKEN


def test_a_card_number_of_another_family_is_said_to_differ(client, there):
    other = w.register.FAMILIES[1].family_number
    case = o.ticked(there, o.KTP, o.lost(applicant={**o.FATHER, "kk_number": other}))

    assert "berbeda" in _page(client, there.officer, case)


def test_walks_a_lost_card_through_its_pages(client, there):
    case = o.submitted(there, o.KTP, o.lost())

    _do(client, there.officer, case, "take")
    _do(client, there.officer, case, "accept", seen=["police_letter", "kk"])
    jobs.run_pending()
    [card] = w.documents_of(case)
    _do(client, there.officer, case, "record_card_printed", document=str(card.id), blank_number="KTP-1")
    assert "pemohon" in _page(client, there.officer, case)
    _do(client, there.officer, case, "hand_over", proof="passport", collector="applicant")

    assert Case.objects.get(pk=case.pk).status == Status.HANDED_OVER


def test_a_change_is_shown_beside_what_the_register_holds(client, there):
    case = o.ticked(there, o.CHANGE, o.blood())

    page = _page(client, there.officer, case)

    assert "Golongan darah Tidak tahu O" in page
    assert "Anggota keluarga dikenal cocok" in page


def test_of_a_person_who_is_not_on_that_card_nothing_is_shown(client, there):
    stranger = {"name": "CONTOH LAIN", "nik": w.register.FAMILIES[1].mother_nik}
    case = o.ticked(there, o.CHANGE, o.change(whose_data="other", member=stranger))

    page = _page(client, there.officer, case)

    assert "Pendidikan terakhir D-IV/S1" not in page.split("Jawaban")[0]


def test_what_changed_meanwhile_is_said_and_proposed_anew(client, there):
    first = o.accepted(there, o.CHANGE, o.change())
    second = o.accepted(there, o.CHANGE, o.change(new_education=o.DOCTOR))
    actions.approve(first.pk, by=there.registrar, at=there.at)

    assert "Petugas membandingkan lagi" in _do(client, there.registrar, second, "approve")
    assert "Sudah saya bandingkan" not in _page(client, there.registrar, second)
    assert "saat diusulkan: D-IV/S1" in _page(client, there.officer, second)
    assert "Diusulkan ulang" in _do(client, there.officer, second, "propose_anew")
    assert "saat diusulkan" not in _page(client, there.officer, second)
    _do(client, there.registrar, second, "approve")

    assert Case.objects.get(pk=second.pk).status == Status.APPROVED


def test_who_decides_sends_a_proposal_back_and_the_officer_corrects_it(client, there):
    case = o.accepted(there, o.CHANGE, o.change())

    assert "Kembalikan ke petugas" not in _page(client, there.officer, case)
    why = "Di ijazah tertulis S3, bukan S2."
    assert "Dikembalikan ke petugas." in _do(client, there.registrar, case, "send_back", reason=why)
    assert "membandingkan perubahan ini lagi" in _do(client, there.registrar, case, "approve")
    page = _page(client, there.officer, case)
    assert "Dikembalikan: bandingkan lagi" in page
    assert why in page
    corrected = {"becomes.education": o.DOCTOR}
    assert "Diusulkan ulang" in _do(client, there.officer, case, "propose_anew", **corrected)

    decided = _page(client, there.registrar, case)
    assert "S3 diperbaiki; di permohonan tertulis S2" in decided
    assert "Usulan sebelumnya Pendidikan terakhir: S2" in decided
    assert "Pernah dikembalikan" in decided
    _do(client, there.registrar, case, "approve")
    assert Case.objects.get(pk=case.pk).status == Status.APPROVED


def test_an_officer_takes_their_own_proposal_back(client, there):
    case = o.accepted(there, o.CHANGE, o.change())

    assert "Tarik usulan" not in _page(client, there.cast.second_officer, case)
    assert "Ditarik." in _do(client, there.officer, case, "take_back")

    assert "Usulkan ulang" in _page(client, there.officer, case)
    assert Case.objects.get(pk=case.pk).status == Status.REOPENED


def test_of_another_office_none_of_it_is_there(client, there):
    case = o.accepted(there, o.CHANGE, o.change())
    w.sign_in(client, there.cast.officer_elsewhere)

    answers = [
        client.post(reverse(f"desk:{verb}", args=[case.pk]), {"reason": "x"})
        for verb in ("propose_anew", "take_back", "send_back")
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]


def test_each_service_prints_its_own_forms(client, there):
    case = o.submitted(there, o.CHANGE, o.change())
    w.sign_in(client, there.officer)

    def answer(code):
        return client.get(reverse("desk:filled_form", args=[case.pk, code]))

    for code in ("f-1.02", "f-1.06"):
        assert answer(code).content.startswith(b"%PDF")
    for code in ("f-2.01", "f-9.99"):
        assert answer(code).status_code == 404
    w.sign_in(client, there.cast.officer_elsewhere)
    assert answer("f-1.02").status_code == 404


def test_pages_of_other_services_cost_a_bounded_number_of_questions(
    client, there, django_assert_max_num_queries
):
    cases = [o.accepted(there, o.KTP, o.lost()), o.accepted(there, o.CHANGE, o.blood())]
    for case in cases:
        _page(client, there.officer, case)

        with django_assert_max_num_queries(34):
            client.get(reverse("desk:case", args=[case.pk]))
