"""Submitting gives a reference and a PIN, once, whatever the network does."""

import threading
import uuid

import pytest
from django.db import connection, transaction
from tests import world as w

from tuntas.domains.cases import actions
from tuntas.domains.cases.models import Case
from tuntas.domains.cases.rules import ALPHABET, new_reference, read_reference
from tuntas.platform.decisions import Refused


@pytest.mark.django_db
def test_refuses_while_an_answer_is_missing_and_says_which():
    there = w.world()
    case = w.draft(there.at, child_name=None)

    with pytest.raises(actions.Incomplete) as fault:
        actions.submit(case.pk, office_code=w.OFFICE, by=w.resident(case), at=there.at)

    assert [problem.name for problem in fault.value.problems] == ["child_name"]


@pytest.mark.django_db
def test_gives_a_new_pin_and_the_drafts_pin_opens_nothing_more():
    there = w.world()
    started = actions.start_draft(w.SERVICE, by=w.PUBLIC, at=there.at)
    resident = w.resident(started.case)
    actions.answer(started.case.pk, w.answers(), by=resident, at=there.at)

    submitted = actions.submit(started.case.pk, office_code=w.OFFICE, by=resident, at=there.at)

    assert actions.prove(reference=submitted.reference, pin=submitted.pin, at=there.at) is not None
    if started.pin != submitted.pin:
        assert actions.prove(reference=submitted.reference, pin=started.pin, at=there.at) is None


def test_eight_sendings_of_one_form_are_one_case_with_one_pin(own_db):
    with transaction.atomic():
        there = w.world()
        case = w.draft(there.at)
    key, outcomes, barrier = str(uuid.uuid4()), [], threading.Barrier(8)

    def send():
        barrier.wait()
        done = actions.submit(case.pk, office_code=w.OFFICE, by=w.resident(case), at=there.at, key=key)
        outcomes.append((done.reference, done.pin))
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(outcomes) == 8
    assert len(set(outcomes)) == 1


@pytest.mark.django_db
def test_a_second_form_of_the_same_draft_is_refused():
    there = w.world()
    case = w.submitted(there.at)

    with pytest.raises(Refused):
        actions.submit(case.pk, office_code=w.OFFICE, by=w.resident(case), at=there.at, key=str(uuid.uuid4()))


def test_a_mistyped_reference_is_noticed():
    reference = new_reference()
    wrong = [
        reference[:place] + other + reference[place + 1 :]
        for place in range(11)
        for other in ALPHABET
        if other != reference[place]
    ]

    assert read_reference(f"{reference[:5].lower()}-{reference[5:10]} {reference[10]}") == reference
    assert all(read_reference(typed) is None for typed in wrong)


@pytest.mark.django_db
def test_the_fifth_wrong_pin_locks_and_a_counter_renews():
    there = w.world()
    case = w.draft(there.at)
    submitted = actions.submit(case.pk, office_code=w.OFFICE, by=w.resident(case), at=there.at)
    wrong = f"{(int(submitted.pin) + 1) % 1_000_000:06d}"

    for _try in range(5):
        assert actions.prove(reference=submitted.reference, pin=wrong, at=there.at) is None
    assert actions.prove(reference=submitted.reference, pin=submitted.pin, at=there.at) is None
    renewed = actions.renew_pin(case.pk, proof="ktp_el", by=there.officer, at=there.at)

    assert actions.prove(reference=submitted.reference, pin=renewed, at=there.at) == Case.objects.get(
        pk=case.pk
    )


@pytest.mark.django_db
def test_a_pin_is_renewed_only_against_a_named_proof_and_by_the_cases_office():
    there = w.world()
    case = w.submitted(there.at)

    with pytest.raises(Refused):
        actions.renew_pin(case.pk, proof="", by=there.officer, at=there.at)
    with pytest.raises(actions.NotThere):
        actions.renew_pin(case.pk, proof="ktp_el", by=there.cast.officer_elsewhere, at=there.at)


@pytest.mark.django_db
def test_a_reference_that_is_taken_is_replaced_by_another(monkeypatch):
    there = w.world()
    first = w.submitted(there.at)
    fresh = new_reference()
    given = iter([first.reference, first.reference, fresh])
    monkeypatch.setattr("tuntas.domains.cases.rules.new_reference", lambda: next(given))

    second = w.submitted(there.at)

    assert (Case.objects.get(pk=second.pk).reference, Case.objects.get(pk=first.pk).reference) == (
        fresh,
        first.reference,
    )


@pytest.mark.django_db
def test_forgets_what_the_other_answers_made_superfluous(monkeypatch):
    there = w.world()
    case = w.draft(there.at)
    deleted = []
    monkeypatch.setattr(
        "tuntas.platform.files.actions.delete_file", lambda file_id: deleted.append(str(file_id))
    )
    changed = {"parents_marriage": "mother_only"}
    actions.answer(case.pk, changed, by=w.resident(case), at=there.at)

    actions.submit(case.pk, office_code=w.OFFICE, by=w.resident(case), at=there.at)

    kept = Case.objects.get(pk=case.pk).answers
    assert "father" not in kept
    assert "marriage_certificate_file" not in kept
    assert kept["mother"]["name"] == w.FAMILY.mother
    assert deleted == case.answers["marriage_certificate_file"]
