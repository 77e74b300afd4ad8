"""A change of family card data: proposed by an officer, decided by another, and the old card void at once."""

import threading

import pytest
from django.db import connections
from tests import other_services as o
from tests import world as w

from tuntas.domains.cases import actions
from tuntas.domains.cases.models import Case
from tuntas.domains.cases.workflow import Status
from tuntas.domains.documents import jobs as document_jobs
from tuntas.domains.documents import queries as documents
from tuntas.domains.documents.models import Document
from tuntas.domains.documents.queries import Answer
from tuntas.domains.register import queries as register
from tuntas.domains.register.models import PersonVersion
from tuntas.platform import ids, jobs
from tuntas.platform.actors import Actor, Kind
from tuntas.platform.decisions import Refused
from tuntas.platform.journal import queries as journal


@pytest.fixture
def there(db):
    return w.world()


def _education(there):
    card = register.family_card(w.FAMILY.family_number, by=there.officer)
    return next(row["education"] for row in card["members"] if row["nik"] == w.FAMILY.father_nik)


def test_waits_for_a_decision_and_changes_nothing_before_it(there):
    case = o.accepted(there, o.CHANGE, o.change())

    assert case.status == Status.ACCEPTED
    assert _education(there) == "D-IV/S1"
    assert not w.documents_of(case)


def test_the_approval_changes_the_register_and_makes_the_new_card(there):
    case = o.changed(there)

    assert _education(there) == "S2"
    assert case.status == Status.READY
    [card] = Document.objects.filter(case_id=case.pk)
    father = next(one for one in card.content["members"] if one["nik"] == w.FAMILY.father_nik)
    assert (card.kind, card.state, father["education"]) == ("family_card", "signed", "S2")


def test_what_was_before_stays_readable_with_its_days(there):
    o.changed(there)
    o.changed(there, o.change(old_education=o.MASTER, new_education=o.DOCTOR))

    first, second = PersonVersion.objects.all()
    assert [one.details["education"] for one in (first, second)] == [o.BACHELOR, o.MASTER]
    assert first.valid_from <= first.valid_until == second.valid_from <= second.valid_until


@pytest.mark.parametrize("role", ["registrar", "head"])
def test_the_authorised_approver_decides(there, role):
    case = o.accepted(there, o.CHANGE, o.change())

    approved = actions.approve(case.pk, by=getattr(there, role), at=there.at)

    assert approved.status == Status.APPROVED


def test_never_who_accepted_nor_another_officer(there):
    case = o.accepted(there, o.CHANGE, o.change())
    turned_head = Actor(Kind.STAFF, there.officer.id, there.head.role, there.officer.offices)

    with pytest.raises(Refused, match="Anda sendiri"):
        actions.approve(case.pk, by=turned_head, at=there.at)
    with pytest.raises(Refused, match="pejabat berwenang"):
        actions.approve(case.pk, by=there.cast.second_officer, at=there.at)


def test_a_birth_is_still_a_registrars_alone(there):
    case = w.accepted(there)

    with pytest.raises(Refused, match="pejabat pencatatan sipil"):
        actions.approve(case.pk, by=there.head, at=there.at)


def test_the_old_card_is_void_at_the_approval_and_not_only_when_the_new_one_is_signed(there):
    old = Document.objects.get(case_id=o.changed(there).pk)
    case = o.accepted(there, o.CHANGE, o.blood())
    assert documents.verify_token(old.token, at=there.at).answer is Answer.VALID

    actions.approve(case.pk, by=there.registrar, at=there.at)

    assert documents.verify_token(old.token, at=there.at).answer is Answer.REPLACED
    jobs.run_pending()
    [new] = w.documents_of(case)
    assert documents.verify_token(new.token, at=there.at).answer is Answer.VALID


def test_a_card_signed_after_a_newer_one_was_ordered_is_never_valid(there):
    first = o.accepted(there, o.CHANGE, o.change())
    second = o.accepted(there, o.CHANGE, o.blood())
    actions.approve(first.pk, by=there.registrar, at=there.at)
    actions.approve(second.pk, by=there.registrar, at=there.at)

    jobs.run_pending()

    status = dict(Document.objects.values_list("case_id", "status"))
    assert (status[first.pk], status[second.pk]) == ("replaced", "valid")


def test_several_data_change_at_once_and_a_marriage_brings_its_day(there):
    answers = o.change(
        elements=["marital", "job"],
        old_marital="2",
        new_marital="4",
        new_marital_on="2026-10-01",
        old_job="15",
        new_job="88",
        divorce_certificate_file=[str(ids.new_id())],
        job_proof_file=[str(ids.new_id())],
    )

    case = o.changed(there, answers)

    [card] = Document.objects.filter(case_id=case.pk)
    father = next(one for one in card.content["members"] if one["nik"] == w.FAMILY.father_nik)
    assert father["marital_status"] == "Cerai hidup tercatat"
    assert father["marriage_date"] == "2026-10-01"
    assert father["occupation"] == "Wiraswasta"


def test_a_person_who_is_not_on_that_card_cannot_be_accepted(there):
    stranger = {"name": "CONTOH LAIN", "nik": "9971011402889999"}
    case = o.ticked(there, o.CHANGE, o.change(whose_data="other", member=stranger))

    with pytest.raises(Refused, match="tidak ada orang dengan NIK ini pada KK"):
        actions.accept(case.pk, by=there.officer, at=there.at)


def test_what_the_register_says_already_is_no_change(there):
    case = o.ticked(there, o.CHANGE, o.change(new_education=o.BACHELOR))

    with pytest.raises(Refused, match="sudah berisi"):
        actions.accept(case.pk, by=there.officer, at=there.at)


def test_a_name_keeps_to_the_rules_for_names(there):
    answers = o.change(
        elements=["name"], old_name=w.FAMILY.father, new_name="CONTOH 2", court_order_file=[str(ids.new_id())]
    )
    del answers["new_education"], answers["old_education"], answers["diploma_file"]

    with pytest.raises(actions.Incomplete):
        o.submitted(there, o.CHANGE, answers)


def test_the_second_of_two_approvals_is_told_what_to_do(there):
    first = o.accepted(there, o.CHANGE, o.change())
    second = o.accepted(there, o.CHANGE, o.change(new_education=o.DOCTOR))
    actions.approve(first.pk, by=there.registrar, at=there.at)

    with pytest.raises(Refused, match=r"berubah sejak.*Pendidikan terakhir.*mengusulkan ulang"):
        actions.approve(second.pk, by=there.registrar, at=there.at)

    assert Case.objects.get(pk=second.pk).status == Status.ACCEPTED
    assert _education(there) == "S2"


def test_proposed_anew_it_can_be_decided(there):
    first = o.accepted(there, o.CHANGE, o.change())
    second = o.accepted(there, o.CHANGE, o.change(new_education=o.DOCTOR))
    actions.approve(first.pk, by=there.registrar, at=there.at)

    actions.propose_anew(second.pk, by=there.cast.second_officer, at=there.at)
    actions.approve(second.pk, by=there.registrar, at=there.at)

    assert _education(there) == "S3"
    assert "case.proposed_anew" in [row.name for row in journal.history(second.stream)]


def test_only_an_officer_proposes_anew_and_only_while_it_waits(there):
    case = o.accepted(there, o.CHANGE, o.change())
    with pytest.raises(Refused, match="petugas kantor ini"):
        actions.propose_anew(case.pk, by=there.registrar, at=there.at)
    birth = w.accepted(there)
    with pytest.raises(Refused, match="menunggu persetujuan"):
        actions.propose_anew(birth.pk, by=there.officer, at=there.at)


def test_facts_name_the_elements_and_no_value(there):
    case = o.changed(there)

    told = str([row.content for row in journal.history(case.stream)])
    assert "education" in told
    assert w.FAMILY.father not in told
    assert w.FAMILY.father_nik not in told


def _together(*verbs):
    """Each verb in a thread of its own, at once; "done" or why not."""
    together, ended = threading.Barrier(len(verbs)), {}

    def run(verb):
        together.wait()
        try:
            verb()
            ended[verb] = "done"
        except Exception as fault:
            ended[verb] = str(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[verb]) for verb in verbs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [ended[verb] for verb in verbs]


def _approving(there, case):
    return lambda: actions.approve(case.pk, by=there.registrar, at=there.at)


def test_of_two_approvals_at_once_over_one_value_one_is_entered(own_db):
    there = w.world()
    cases = [o.accepted(there, o.CHANGE, o.change(new_education=new)) for new in (o.MASTER, o.DOCTOR)]

    ended = _together(*(_approving(there, case) for case in cases))

    assert sorted(one == "done" for one in ended) == [False, True]
    assert any("berubah sejak" in one for one in ended)
    entered = cases[ended.index("done")]
    assert _education(there) == {"9": "S2", "10": "S3"}[entered.answers["new_education"]]
    assert Document.objects.count() == 1


def test_of_two_approvals_at_once_over_different_data_both_are_entered(own_db):
    there = w.world()
    cases = [o.accepted(there, o.CHANGE, answers) for answers in (o.change(), o.blood())]

    ended = _together(*(_approving(there, case) for case in cases))

    assert ended == ["done", "done"]
    jobs.run_pending()
    [valid] = Document.objects.filter(status="valid", kind="family_card")
    said = {one["nik"]: (one["education"], one["blood_type"]) for one in valid.content["members"]}
    assert said[w.FAMILY.father_nik][0] == "S2"
    assert said[w.FAMILY.mother_nik][1] == "O"


def test_signing_one_card_while_the_next_is_approved_leaves_one_valid(own_db):
    there = w.world()
    first = o.accepted(there, o.CHANGE, o.change())
    actions.approve(first.pk, by=there.registrar, at=there.at)
    second = o.accepted(there, o.CHANGE, o.blood())
    [card] = w.documents_of(first)

    ended = _together(lambda: document_jobs.make(card.id), _approving(there, second))

    jobs.run_pending()
    assert ended == ["done", "done"]
    status = dict(Document.objects.values_list("case_id", "status"))
    assert (status[first.pk], status[second.pk]) == ("replaced", "valid")
