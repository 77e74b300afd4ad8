"""What a head of unit does on the office's page: pass on, give back, decide, read an emergency."""

import re
import uuid

import pytest
from django.urls import reverse
from tests import world as w

from tuntas.domains.cases import actions as cases
from tuntas.domains.cases.models import Case, Reassignment
from tuntas.domains.offices import actions as offices
from tuntas.domains.offices.models import Staff
from tuntas.platform.journal import queries as journal

pytestmark = pytest.mark.django_db
PAGE = f"/monitor/{w.OFFICE}/"


def _do(client, verb, *ids, **fields):
    return client.post(
        reverse(f"monitoring:{verb}", args=[w.OFFICE, *ids]), fields, follow=True
    ).content.decode()


def _holder(case):
    return str(Case.objects.get(pk=case.pk).taken_by)


def test_passes_on_what_somebody_holds_and_gives_it_back(client, there):
    held = [w.taken(there), w.taken(there)]
    second = there.cast.second_officer.id
    w.sign_in(client, there.head)

    said = _do(client, "reassign", person=there.officer.id, to=second)
    assert "2 permohonan dialihkan." in said
    assert {_holder(case) for case in held} == {second}
    back = _do(client, "undo_reassignment", Reassignment.objects.get().pk)

    assert "2 permohonan dikembalikan" in back
    assert {_holder(case) for case in held} == {there.officer.id}


def test_two_forms_of_one_page_are_two_verbs_and_one_form_sent_twice_is_one(client, there):
    first, second = w.taken(there), w.submitted(there.at)
    cases.take(second.pk, by=there.cast.second_officer, at=there.at)
    key = str(uuid.uuid4())
    w.sign_in(client, there.head)

    for person in (there.officer.id, there.officer.id, there.cast.second_officer.id):
        assert "1 permohonan dialihkan." in _do(client, "reassign", person=person, to="queue", key=key)

    assert Reassignment.objects.count() == 2
    assert {Case.objects.get(pk=case.pk).status for case in (first, second)} == {"submitted"}
    assert "Halaman ini sudah lama terbuka" in _do(
        client, "reassign", person=there.officer.id, to="queue", key="x"
    )


def test_the_form_offers_the_queue_and_the_other_officers_on_duty(client, there):
    w.taken(there)

    page = w.sign_in(client, there.head).get(PAGE).content.decode()
    offered = re.findall(
        r'<option value="([^"]*)"', re.search(r'<section id="people".*?</section>', page, re.S)[0]
    )

    assert offered == ["", "queue", there.cast.second_officer.id]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"to": "queue"},
        {"person": "x", "to": "queue"},
        {"person": "{officer}"},
        {"person": "{officer}", "to": "x"},
    ],
)
def test_what_was_not_chosen_is_asked_for(client, there, fields):
    case = w.taken(there)
    given = {name: value.format(officer=there.officer.id) for name, value in fields.items()}

    page = _do(w.sign_in(client, there.head), "reassign", **given)

    assert "Pilih kepada siapa permohonan dialihkan." in page
    assert _holder(case) == there.officer.id


def test_who_answers_for_all_offices_reads_and_does_not_step_in(client, there):
    case = w.taken(there)

    page = _do(w.sign_in(client, there.cast.agency_head), "reassign", person=there.officer.id, to="queue")

    assert "Hanya kepala unit yang mengalihkan permohonan kepada orang lain." in page
    assert _holder(case) == there.officer.id


@pytest.mark.parametrize("who", ["officer", "registrar", "administrator", "officer_elsewhere"])
def test_for_others_no_verb_exists(client, there, who):
    case = w.taken(there)
    _pass = {"person": there.officer.id, "to": "queue"}
    w.sign_in(client, getattr(there.cast, who))

    for verb, ids, fields in (
        ("reassign", (), _pass),
        ("release", (case.pk,), {}),
        ("decide_contest", (case.pk,), {"verdict": "uphold", "reason": "x"}),
        ("acknowledge", (case.pk,), {}),
        ("undo_reassignment", (case.pk,), {}),
    ):
        answer = client.post(reverse(f"monitoring:{verb}", args=[w.OFFICE, *ids]), fields)
        assert answer.status_code == 404, verb
    assert _holder(case) == there.officer.id


def _contested(there):
    case = w.taken(there)
    cases.return_to_applicant(
        case.pk, requirement="kk", note="Halaman kedua tidak terbaca.", by=there.officer, at=there.at
    )
    cases.contest_return(case.pk, by=w.resident(case), at=there.at)
    return case


def test_a_contested_return_is_listed_read_and_decided(client, there):
    case = _contested(there)
    address = reverse("monitoring:contest", args=[w.OFFICE, case.pk])
    w.sign_in(client, there.head)
    assert address in client.get(PAGE).content.decode()

    read = client.get(address).content.decode()
    unsaid = _do(client, "decide_contest", case.pk, verdict="overturn", reason=" ")
    _do(client, "decide_contest", case.pk, verdict="overturn", reason="Halaman itu ada.")

    assert "Halaman kedua tidak terbaca." in read
    assert "Tulis alasannya" in unsaid
    assert Case.objects.get(pk=case.pk).status == "taken"
    assert address not in client.get(PAGE).content.decode()
    assert [row.actor_role for row in journal.history(case.stream) if row.name == "case.seen"] == [
        "head_of_unit"
    ]


def test_the_note_of_a_contested_return_stands_on_its_own_page_only(client, there):
    _contested(there)

    assert "Halaman kedua tidak terbaca." not in w.sign_in(client, there.head).get(PAGE).content.decode()


def test_a_contested_return_of_the_own_family_is_not_shown(client, there):
    case = _contested(there)
    Staff.objects.filter(pk=there.head.id).update(family=[w.FAMILY.family_number])

    answer = w.sign_in(client, there.head).get(reverse("monitoring:contest", args=[w.OFFICE, case.pk]))

    assert answer.status_code == 403
    assert "Halaman kedua" not in answer.content.decode()


def test_an_emergency_is_read_once_and_the_applicant_sees_it(client, there):
    case = w.submitted(there.at)
    offices.declare_family(there.officer.id, [w.FAMILY.family_number], by=there.officer, at=there.at)
    kin = Staff.objects.get(pk=there.officer.id)
    assert kin.family
    w.sign_in(client, there.officer)
    reason = "Tidak ada petugas lain di kantor sampai sore."
    client.post(reverse("desk:claim_exception", args=[case.pk]), {"reason": reason})
    above = "Keadaan darurat yang belum Anda baca"
    assert above in w.sign_in(client, there.cast.agency_head).get("/monitor/offices/").content.decode()
    _do(client, "acknowledge", case.pk)
    assert above not in client.get("/monitor/offices/").content.decode()
    w.sign_in(client, there.head)
    assert reason in client.get(PAGE).content.decode()

    page = _do(client, "acknowledge", case.pk)

    assert "sudah Anda baca" in page
    assert "case.exception_acknowledged" in [row.name for row in journal.history(case.stream)]
    other = client.post(reverse("monitoring:acknowledge", args=[w.OFFICE, w.submitted(there.at).pk]))
    assert other.status_code == 404
