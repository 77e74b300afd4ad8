"""Two heads set up one office at the same moment: both are answered, and what holds is what each of them said."""

from django.db import transaction

from tuntas.domains.counters import actions, queries
from tuntas.domains.counters.models import Counter, QueueCode, ServiceGroup
from tuntas.domains.counters.queries.groups import Group
from tuntas.domains.counters.tests import crowd
from tuntas.domains.offices.demonstration import OFFICE
from tuntas.platform.actors import SYSTEM

from .at_once import at_once, before_the_end_of

HEADS = 4


def _room():
    with transaction.atomic():
        return crowd.room(counters=1)


def test_the_first_letters_of_an_office_are_one_answer(own_db):
    at = _room().at

    def add(letter):
        group = Group(letter, "Lain", "Other", ("akta-kelahiran",), "", 5)
        return lambda: actions.set_up_group(OFFICE, group, by=SYSTEM, at=at)

    faults = at_once(*map(add, "PQRS"))

    assert faults == []
    assert [one.letter for one in queries.groups_of(OFFICE)] == [*"ABCDEPQRS"]
    having = [one.letter for one in queries.groups_of(OFFICE) if "akta-kelahiran" in one.services]
    assert len(having) == 1, "a service stands under one letter, whoever said it last"


def test_one_counter_added_by_several_is_one(own_db):
    at = _room().at

    faults = at_once(
        *[lambda: actions.set_up_counter(OFFICE, 9, letters=["A"], by=SYSTEM, at=at) for _head in range(HEADS)]
    )

    assert faults == []
    assert Counter.objects.filter(office_code=OFFICE, number=9).count() == 1
    assert not ServiceGroup.objects.exists()


def test_a_poster_renewed_twice_by_one_press_has_one_code(own_db):
    room = _room()
    pressed = []

    def press():
        pressed.append(actions.renew_queue_code(OFFICE, by=room.there.head, at=room.at))

    faults = before_the_end_of(press, press)

    assert faults == []
    assert {one.pk for one in pressed} == {QueueCode.objects.get(ended_at=None).pk}
