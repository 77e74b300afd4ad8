"""A proposed change goes back to the officers before its decision, is corrected, and proposed anew."""

import pytest
from tests import other_services as o
from tests import world as w

from tuntas.domains.cases import actions, queries
from tuntas.domains.cases.models import Case, SentBack
from tuntas.domains.cases.workflow import Status
from tuntas.domains.promises.models import Promise
from tuntas.domains.register import queries as register
from tuntas.platform import ids
from tuntas.platform.decisions import Refused
from tuntas.platform.journal import queries as journal

WHY = "Di ijazah tertulis S3, bukan S2."


@pytest.fixture
def there(db):
    return w.world()


@pytest.fixture
def waiting(there):
    return o.accepted(there, o.CHANGE, o.change())


def _sent_back(there, case):
    return actions.send_back(case.pk, reason=WHY, by=there.registrar, at=there.at)


def _education(there):
    card = register.family_card(w.FAMILY.family_number, by=there.officer)
    return next(row["education"] for row in card["members"] if row["nik"] == w.FAMILY.father_nik)


def _facts(case):
    return [row.name for row in journal.history(case.stream)]


@pytest.mark.parametrize("role", ["registrar", "head"])
def test_who_decides_sends_it_back_and_says_why(there, waiting, role):
    case = actions.send_back(waiting.pk, reason=f" {WHY} ", by=getattr(there, role), at=there.at)

    assert case.status == Status.REOPENED
    assert queries.sent_back_because(case).reason == WHY
    assert _facts(case)[-1] == "case.proposal_sent_back"
    assert WHY not in str([row.content for row in journal.history(case.stream)])


def test_refuses_without_a_reason(there, waiting):
    with pytest.raises(Refused, match="Tulis apa yang perlu"):
        actions.send_back(waiting.pk, reason="  ", by=there.registrar, at=there.at)

    assert Case.objects.get().status == Status.ACCEPTED


def test_refuses_who_does_not_decide_and_what_proposes_nothing(there, waiting):
    with pytest.raises(Refused, match="pejabat berwenang"):
        actions.send_back(waiting.pk, reason=WHY, by=there.cast.second_officer, at=there.at)
    with pytest.raises(actions.NotThere):
        actions.send_back(waiting.pk, reason=WHY, by=there.cast.officer_elsewhere, at=there.at)
    birth = w.accepted(there)
    with pytest.raises(Refused, match="tidak mengusulkan perubahan"):
        actions.send_back(birth.pk, reason=WHY, by=there.registrar, at=there.at)


def test_sent_twice_it_is_one(there, waiting):
    key = str(ids.new_id())

    for _time in range(2):
        actions.send_back(waiting.pk, reason=WHY, by=there.registrar, at=there.at, key=key)

    assert SentBack.objects.count() == 1


def test_nobody_approves_meanwhile_and_the_promise_runs_on(there, waiting):
    _sent_back(there, waiting)

    with pytest.raises(Refused, match="membandingkan perubahan ini lagi"):
        actions.approve(waiting.pk, by=there.registrar, at=there.at)

    promise = Promise.objects.get(subject=waiting.stream, kind="deliver")
    assert promise.ended_at is None
    assert promise.state == "running"


def test_corrected_and_proposed_anew_the_corrected_value_is_entered(there, waiting):
    _sent_back(there, waiting)

    anew = actions.propose_anew(
        waiting.pk, corrected={"education": o.DOCTOR}, by=there.cast.second_officer, at=there.at
    )
    actions.approve(waiting.pk, by=there.registrar, at=there.at)

    assert (anew.status, str(anew.accepted_by)) == (Status.ACCEPTED, there.cast.second_officer.id)
    assert _education(there) == "S3"
    last = next(row for row in journal.history(anew.stream) if row.name == "case.proposed_anew")
    assert last.content == {"corrected": ["education"]}


def test_what_was_proposed_before_and_what_was_asked_for_stay(there, waiting):
    actions.propose_anew(waiting.pk, corrected={"education": o.DOCTOR}, by=there.officer, at=there.at)

    [row] = queries.proposed(Case.objects.get(), by=there.registrar)
    [before] = register.earlier_changes(waiting.pk, by=there.registrar)
    assert (row.asked, row.becomes) == (o.MASTER, o.DOCTOR)
    assert before.becomes == {"education": o.MASTER}


def test_proposed_anew_once_more_keeps_the_correction(there, waiting):
    actions.propose_anew(waiting.pk, corrected={"education": o.DOCTOR}, by=there.officer, at=there.at)

    actions.propose_anew(waiting.pk, by=there.officer, at=there.at)

    [row] = queries.proposed(Case.objects.get(), by=there.registrar)
    assert row.becomes == o.DOCTOR


def test_one_of_two_data_corrected_to_what_the_register_says_changes_no_more(there):
    both = o.change(
        elements=["education", "job"], old_job="15", new_job="88", job_proof_file=[str(ids.new_id())]
    )
    case = o.accepted(there, o.CHANGE, both)

    actions.propose_anew(case.pk, corrected={"job": "15"}, by=there.officer, at=there.at)
    actions.propose_anew(case.pk, by=there.officer, at=there.at)
    shown = {row.element: (row.becomes, row.asked) for row in queries.proposed(case, by=there.registrar)}
    actions.approve(case.pk, by=there.registrar, at=there.at)

    assert shown == {"education": (o.MASTER, o.MASTER), "job": ("15", "88")}
    card = register.family_card(w.FAMILY.family_number, by=there.officer)
    father = next(row for row in card["members"] if row["nik"] == w.FAMILY.father_nik)
    assert (father["education"], father["job"]) == ("S2", "Karyawan Swasta")


def test_nobody_adds_what_was_not_asked_for(there, waiting):
    with pytest.raises(Refused, match="tidak meminta"):
        actions.propose_anew(waiting.pk, corrected={"religion": "1"}, by=there.officer, at=there.at)
    with pytest.raises(Refused, match="bukan data yang dapat diubah"):
        actions.propose_anew(waiting.pk, corrected={"education": "99"}, by=there.officer, at=there.at)


def test_who_corrected_it_never_approves_it(there, waiting):
    _sent_back(there, waiting)
    second = there.cast.second_officer
    actions.propose_anew(waiting.pk, by=second, at=there.at)
    turned_head = type(second)(second.kind, second.id, there.head.role, second.offices)

    with pytest.raises(Refused, match="Anda sendiri"):
        actions.approve(waiting.pk, by=turned_head, at=there.at)


def test_who_proposed_takes_it_back_without_waiting(there, waiting):
    with pytest.raises(Refused, match="yang mengusulkan perubahan ini"):
        actions.take_back(waiting.pk, by=there.cast.second_officer, at=there.at)

    case = actions.take_back(waiting.pk, by=there.officer, at=there.at)

    assert case.status == Status.REOPENED
    assert _facts(case)[-1] == "case.proposal_taken_back"
    with pytest.raises(Refused, match="menunggu persetujuan"):
        actions.take_back(waiting.pk, by=there.officer, at=there.at)


def test_sent_back_it_can_still_be_refused_and_withdrawn(there):
    refused, withdrawn = (_sent_back(there, o.accepted(there, o.CHANGE, o.change())) for _ in range(2))

    actions.refuse(refused.pk, article="Pasal 1", reason="Tidak terbukti.", by=there.registrar, at=there.at)
    actions.withdraw(withdrawn.pk, by=w.resident(withdrawn), at=there.at)

    states = dict(Case.objects.values_list("pk", "status"))
    assert (states[refused.pk], states[withdrawn.pk]) == (Status.REFUSED, Status.WITHDRAWN)


def test_the_queue_shows_it_to_who_proposed_it(there, waiting):
    _sent_back(there, waiting)

    [row] = queries.queue_of(there.officer, there.at, statuses=[Status.REOPENED])

    assert row.is_mine
    assert queries.totals(there.officer) == {Status.REOPENED: 1}
