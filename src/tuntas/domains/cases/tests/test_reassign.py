"""Somebody is ill: what they hold goes on, one wins against whoever acts at the same moment, and it can be undone."""

import threading
import uuid
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction
from tests import world as w

from tuntas.domains.cases import actions
from tuntas.domains.cases.actions import NotThere
from tuntas.domains.cases.models import Case, Reassignment
from tuntas.domains.cases.workflow import Status
from tuntas.domains.offices.models import Staff
from tuntas.platform.decisions import Refused
from tuntas.platform.journal import queries as journal


@pytest.fixture
def there(db):
    return w.world()


def _pass_on(there, to=None, **more):
    return actions.reassign(
        w.OFFICE, there.officer.id, to=to, by=more.pop("by", there.head), at=there.at, **more
    )


def _fresh(case):
    return Case.objects.get(pk=case.pk)


def _last():
    return Reassignment.objects.order_by("-at", "-pk")[0]


def test_everything_that_somebody_holds_goes_back_to_the_queue(there):
    held, elsewhere = [w.taken(there), w.taken(there)], w.submitted(there.at)
    actions.take(elsewhere.pk, by=there.cast.second_officer, at=there.at)

    done = _pass_on(there)

    assert (done.moved, done.stayed) == (2, 0)
    assert [_fresh(case).status for case in held] == [Status.SUBMITTED] * 2
    assert _fresh(elsewhere).status == Status.TAKEN
    told = [row for case in held for row in journal.history(case.stream) if row.name == "case.reassigned"]
    assert [(row.content["held_by"], row.content["given_to"]) for row in told] == [(there.officer.id, "")] * 2
    assert actions.take(held[0].pk, by=there.cast.second_officer, at=there.at).status == Status.TAKEN


def test_an_officer_on_duty_goes_on_where_the_other_stopped(there):
    case = w.ticked(there, w.taken(there))
    first_taken = case.taken_at

    _pass_on(there, to=there.cast.second_officer.id)
    accepted = actions.accept(case.pk, by=there.cast.second_officer, at=there.at)

    assert (accepted.status, accepted.taken_at) == (Status.ACCEPTED, first_taken)
    with pytest.raises(Refused, match=r"holds no case|memegang permohonan"):
        _pass_on(there)


def test_a_case_that_waits_for_its_applicant_goes_to_a_colleague_but_not_to_the_queue(there):
    returned, taken = w.taken(there), w.taken(there)
    actions.return_to_applicant(returned.pk, requirement="kk", by=there.officer, at=there.at)

    to_queue = _pass_on(there)
    to_colleague = _pass_on(there, to=there.cast.second_officer.id)

    assert (to_queue.moved, to_queue.stayed) == (1, 1)
    assert to_colleague.moved == 1
    assert str(_fresh(returned).taken_by) == there.cast.second_officer.id
    assert _fresh(taken).status == Status.SUBMITTED


def test_nobody_receives_a_case_of_their_own_family(there):
    ours, other = w.taken(there), w.taken(there, kk_number="9971010101200099")
    Staff.objects.filter(pk=there.cast.second_officer.id).update(family=[w.FAMILY.family_number])

    done = _pass_on(there, to=there.cast.second_officer.id)

    assert (done.moved, done.stayed) == (1, 1)
    assert str(_fresh(ours).taken_by) == there.officer.id
    assert str(_fresh(other).taken_by) == there.cast.second_officer.id


@pytest.mark.parametrize("who", ["officer", "second_officer", "registrar", "agency_head", "officer_elsewhere"])
def test_only_the_head_of_unit_does_it(there, who):
    case = w.taken(there)

    with pytest.raises(Refused):
        _pass_on(there, by=getattr(there.cast, who))

    assert str(_fresh(case).taken_by) == there.officer.id


@pytest.mark.parametrize("who", ["officer", "registrar", "officer_elsewhere"])
def test_the_receiver_is_another_officer_on_duty_here(there, who):
    w.taken(there)

    with pytest.raises(Refused):
        _pass_on(there, to=getattr(there.cast, who).id)


def test_sent_twice_it_is_done_once(there):
    w.taken(there)
    key = str(uuid.uuid4())

    assert _pass_on(there, key=key) == _pass_on(there, key=key)
    assert Reassignment.objects.count() == 1


@pytest.mark.parametrize("to_colleague", [True, False])
def test_undone_the_cases_are_where_they_were(there, to_colleague):
    case = w.taken(there)
    _pass_on(there, to=there.cast.second_officer.id if to_colleague else None)

    actions.undo_reassignment(_last().pk, by=there.head, at=there.at)

    back = _fresh(case)
    assert (back.status, str(back.taken_by), back.taken_at) == (
        Status.TAKEN,
        there.officer.id,
        case.taken_at,
    )
    with pytest.raises(Refused):
        actions.undo_reassignment(_last().pk, by=there.head, at=there.at)


def test_what_the_new_holder_went_on_with_stays_with_them(there):
    begun, idle = w.taken(there), w.taken(there)
    _pass_on(there, to=there.cast.second_officer.id)
    actions.tick_papers(begun.pk, ["kk"], by=there.cast.second_officer, at=there.at)

    done = actions.undo_reassignment(_last().pk, by=there.head, at=there.at)

    assert (done.moved, done.stayed) == (1, 1)
    assert str(_fresh(begun).taken_by) == there.cast.second_officer.id
    assert str(_fresh(idle).taken_by) == there.officer.id


def test_nothing_is_undone_when_others_went_on_with_everything(there):
    case = w.taken(there)
    _pass_on(there)
    actions.take(case.pk, by=there.cast.second_officer, at=there.at)
    actions.release(case.pk, by=there.head, at=there.at)

    with pytest.raises(Refused):
        actions.undo_reassignment(_last().pk, by=there.head, at=there.at)

    assert _fresh(case).status == Status.SUBMITTED


def test_another_offices_reassignment_is_not_there(there):
    w.taken(there)
    _pass_on(there)

    for row_id in (_last().pk, uuid.uuid4()):
        with pytest.raises(NotThere):
            actions.undo_reassignment(row_id, by=there.cast.officer_elsewhere, at=there.at)


@pytest.fixture
def committed(own_db):
    with transaction.atomic():
        there = w.world()
        return there, [w.ticked(there, w.taken(there)) for _case in range(4)]


def _together(*verbs):
    """Each verb in a thread of its own, all let go at once; how each ended."""
    ended, barrier = {}, threading.Barrier(len(verbs))

    def run(name, verb):
        barrier.wait()
        try:
            verb()
            ended[name] = "done"
        except (Refused, NotThere) as refused:
            ended[name] = str(refused)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(verbs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ended


def test_against_who_accepts_and_who_passes_on_at_the_same_moment_no_case_is_lost(committed):
    there, cases = committed
    second = there.cast.second_officer

    def accept():
        actions.accept(cases[2].pk, by=there.officer, at=datetime.now(UTC))

    def to_queue():
        actions.reassign(w.OFFICE, there.officer.id, by=there.head, at=datetime.now(UTC))

    def to_colleague():
        actions.reassign(w.OFFICE, there.officer.id, to=second.id, by=there.head, at=datetime.now(UTC))

    ended = _together(accept, to_queue, to_colleague)

    after = [_fresh(case) for case in cases]
    accepted = [case for case in after if case.status == Status.ACCEPTED]
    assert len(accepted) == (ended[0] == "done")
    assert [ended[1], ended[2]].count("done") == 1
    others = [(case.status, case.taken_by) for case in after if case not in accepted]
    gone = (Status.SUBMITTED, None) if ended[1] == "done" else (Status.TAKEN, uuid.UUID(second.id))
    assert others == [gone] * len(others)
    for case in after:
        told = [row.name for row in journal.history(case.stream)]
        assert told.count("case.reassigned") + told.count("case.accepted") == 1


def test_of_those_who_take_and_who_undoes_one_wins(committed):
    there, cases = committed
    actions.reassign(w.OFFICE, there.officer.id, by=there.head, at=datetime.now(UTC))
    row = Reassignment.objects.get()

    ended = _together(
        lambda: actions.take(cases[0].pk, by=there.cast.second_officer, at=datetime.now(UTC)),
        lambda: actions.undo_reassignment(row.pk, by=there.head, at=datetime.now(UTC)),
    )

    first = _fresh(cases[0])
    holder = there.cast.second_officer.id if ended[0] == "done" else there.officer.id
    assert (first.status, str(first.taken_by)) == (Status.TAKEN, holder)
    assert {str(_fresh(case).taken_by) for case in cases[1:]} == {there.officer.id}
