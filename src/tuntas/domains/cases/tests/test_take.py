"""Taking a case is a lock: one officer wins, the other is told who."""

import threading
import uuid
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction
from tests import world as w

from tuntas.domains.cases import actions
from tuntas.domains.cases.actions._moving import NotThere
from tuntas.domains.cases.models import Case
from tuntas.domains.cases.workflow import Status
from tuntas.platform.decisions import Refused
from tuntas.platform.journal import queries as journal


def _take(case_id, officer, outcomes, barrier, take=actions.take):
    barrier.wait()
    try:
        take(case_id, by=officer, at=datetime.now(UTC))
        outcomes.append("won")
    except Refused as refused:
        outcomes.append(str(refused))
    finally:
        connection.close()


def _both_take(there, case, take=actions.take):
    outcomes, barrier = [], threading.Barrier(2)
    officers = (there.cast.officer, there.cast.second_officer)
    threads = [threading.Thread(target=_take, args=(case.pk, one, outcomes, barrier, take)) for one in officers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def _take_without_looking(case_id, *, by, at):
    """What `take` would be without its lock and its question."""
    with transaction.atomic():
        Case.objects.filter(pk=case_id).update(status=Status.TAKEN, taken_by=by.id)


@pytest.fixture
def committed(own_db):
    with transaction.atomic():
        there = w.world()
        return there, w.submitted(there.at)


def test_of_two_officers_at_once_one_wins_and_the_other_is_told_who(committed):
    there, case = committed

    outcomes = _both_take(there, case)

    assert outcomes.count("won") == 1
    told = next(outcome for outcome in outcomes if outcome != "won")
    assert "Petugas Peragaan" in told
    taken = [row for row in journal.history(case.stream) if row.name == "case.taken"]
    assert len(taken) == 1


def test_the_check_above_sees_a_take_without_a_lock(committed):
    there, case = committed

    assert _both_take(there, case, _take_without_looking).count("won") == 2


@pytest.mark.django_db
def test_sent_twice_it_is_taken_once():
    there = w.world()
    case, key = w.submitted(there.at), str(uuid.uuid4())

    actions.take(case.pk, by=there.officer, at=there.at, key=key)
    again = actions.take(case.pk, by=there.officer, at=there.at, key=key)

    assert again.taken_by == uuid.UUID(there.officer.id)


@pytest.mark.django_db
def test_does_not_exist_for_an_officer_of_another_office():
    there = w.world()
    case = w.submitted(there.at)

    with pytest.raises(NotThere) as foreign:
        actions.take(case.pk, by=there.cast.officer_elsewhere, at=there.at)
    with pytest.raises(NotThere) as missing:
        actions.take(uuid.uuid4(), by=there.officer, at=there.at)

    assert str(foreign.value) == str(missing.value)


@pytest.mark.django_db
def test_a_head_of_unit_gives_it_back_to_the_queue():
    there = w.world()
    case = w.taken(there)

    with pytest.raises(Refused):
        actions.release(case.pk, by=there.cast.second_officer, at=there.at)
    released = actions.release(case.pk, by=there.head, at=there.at)

    assert released.status == Status.SUBMITTED
    assert actions.take(case.pk, by=there.cast.second_officer, at=there.at).status == Status.TAKEN
