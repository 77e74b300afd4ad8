"""Two heads set up one office at the same moment: both are answered, and what holds is what each of them said."""

import threading
import time

from django.db import connection, transaction

from tuntas.domains.counters import actions, queries
from tuntas.domains.counters.models import Counter, QueueCode, ServiceGroup
from tuntas.domains.counters.queries.groups import Group
from tuntas.domains.counters.tests import crowd
from tuntas.domains.offices.demonstration import OFFICE
from tuntas.platform.actors import SYSTEM

HEADS = 4


def _at_once(*verbs):
    """Each in a thread of its own, all at the same moment; the faults."""
    meeting, faults = threading.Barrier(len(verbs)), []

    def one(verb):
        try:
            meeting.wait()
            verb()
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(verb,)) for verb in verbs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return faults


def _wait_until_somebody_waits_for_us():
    """Another connection has begun and goes on once this transaction ends."""
    asked, waits = time.monotonic(), 0
    while not waits and time.monotonic() - asked < 30:
        with connection.cursor() as cursor:
            cursor.execute(
                "select count(*) from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))"
            )
            (waits,) = cursor.fetchone()
    assert waits


def _room():
    with transaction.atomic():
        return crowd.room(counters=1)


def test_the_first_letters_of_an_office_are_one_answer(own_db):
    at = _room().at

    def add(letter):
        group = Group(letter, "Lain", "Other", ("akta-kelahiran",), "", 5)
        return lambda: actions.set_up_group(OFFICE, group, by=SYSTEM, at=at)

    faults = _at_once(*map(add, "PQRS"))

    assert faults == []
    assert [one.letter for one in queries.groups_of(OFFICE)] == [*"ABCDEPQRS"]
    having = [one.letter for one in queries.groups_of(OFFICE) if "akta-kelahiran" in one.services]
    assert len(having) == 1, "a service stands under one letter, whoever said it last"


def test_one_counter_added_by_several_is_one(own_db):
    at = _room().at

    faults = _at_once(
        *[lambda: actions.set_up_counter(OFFICE, 9, letters=["A"], by=SYSTEM, at=at) for _head in range(HEADS)]
    )

    assert faults == []
    assert Counter.objects.filter(office_code=OFFICE, number=9).count() == 1
    assert not ServiceGroup.objects.exists()


def test_a_poster_renewed_twice_by_one_press_has_one_code(own_db):
    room = _room()
    pressed, faults = [], []

    def press():
        pressed.append(actions.renew_queue_code(OFFICE, by=room.there.head, at=room.at))

    with transaction.atomic():
        press()
        second = threading.Thread(target=lambda: faults.extend(_at_once(press)))
        second.start()
        _wait_until_somebody_waits_for_us()
    second.join()

    assert faults == []
    assert {one.pk for one in pressed} == {QueueCode.objects.get(ended_at=None).pk}
