"""Two heads set up one office at the same moment: both are answered, and what holds is what each of them said."""

import threading

from django.db import connection, transaction

from tuntas.domains.counters import actions, queries
from tuntas.domains.counters.models import Counter, ServiceGroup
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
