"""A verb sent twice is done once."""

import threading
import uuid

import pytest
from django.db import connection, transaction

from tuntas.platform.actors import PUBLIC, SYSTEM
from tuntas.platform.decisions import Refused
from tuntas.platform.idempotency import once


def _send(key, results, barrier, *, plant=False):
    barrier.wait()
    with transaction.atomic():
        with once(uuid.uuid4() if plant else key, verb="test.verb", by=PUBLIC) as first:
            if not first.done:
                first.keep({"number": threading.get_ident()})
        results.append(first.result["number"])
    connection.close()


def _outcomes_of_eight_at_once(*, plant):
    key, results, barrier = uuid.uuid4(), [], threading.Barrier(8)
    threads = [
        threading.Thread(target=_send, args=(key, results, barrier), kwargs={"plant": plant}) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_gives_the_first_outcome_to_eight_at_once(own_db):
    results = _outcomes_of_eight_at_once(plant=False)

    assert len(results) == 8
    assert len(set(results)) == 1


def test_the_check_above_sees_a_verb_that_forgets_its_key(own_db):
    assert len(set(_outcomes_of_eight_at_once(plant=True))) == 8


@pytest.mark.django_db
def test_refuses_a_key_that_another_verb_used():
    key = uuid.uuid4()
    with once(key, verb="test.verb", by=PUBLIC) as first:
        first.keep({})

    with pytest.raises(Refused), once(key, verb="test.other", by=PUBLIC):
        pass
    with pytest.raises(Refused), once(key, verb="test.verb", by=SYSTEM):
        pass


@pytest.mark.django_db
def test_keeps_what_it_answered_encrypted():
    key = uuid.uuid4()
    with once(key, verb="test.verb", by=PUBLIC) as first:
        first.keep({"pin": "123456"})

    with connection.cursor() as cursor:
        cursor.execute("select result from idempotency_outcome where key = %s", [key])
        assert b"123456" not in bytes(cursor.fetchone()[0])
