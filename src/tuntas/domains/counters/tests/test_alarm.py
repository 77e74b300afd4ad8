"""An alarm is raised once, told higher up when nobody answers, and ends by itself."""

import threading
from datetime import timedelta

import pytest

from tuntas.domains.counters import actions, watch
from tuntas.domains.counters.actions.alarms import Seen
from tuntas.domains.counters.models import Alarm
from tuntas.domains.counters.queries.risks import risks_of_offices
from tuntas.domains.counters.rules.risk import Advice, AlarmKind, Remedy
from tuntas.domains.offices.demonstration import OFFICE
from tuntas.domains.offices.rules import Role
from tuntas.platform.actors import Actor, Kind
from tuntas.platform.decisions import NotThere, Refused
from tuntas.platform.journal import queries as journal

from . import crowd

HEAD = Actor(Kind.STAFF, str(crowd.uuid.UUID(int=800)), Role.HEAD_OF_UNIT, frozenset({OFFICE}))
ELSEWHERE = Actor(Kind.STAFF, str(crowd.uuid.UUID(int=801)), Role.HEAD_OF_UNIT, frozenset({"31.74.09.1001"}))


def _minutes(count):
    return timedelta(minutes=count)


def _seen(count, kind=AlarmKind.WAITING):
    return Seen(OFFICE, kind, count, Advice(Remedy.OPEN_COUNTER, 3, 40))


def _facts(alarm):
    return [one.name for one in journal.history(alarm.stream)]


@pytest.fixture
def room(db):
    return crowd.room(counters=3)


def test_a_long_queue_raises_one_with_the_counter_to_open(room):
    room.sit(0)
    for _ in range(8):
        crowd.issue(room.at)

    watch.look(room.at)
    watch.look(room.at + _minutes(1))

    alarm = Alarm.objects.get()
    assert (alarm.kind, alarm.remedy, alarm.remedy_counter) == (AlarmKind.WAITING, Remedy.OPEN_COUNTER, 2)
    assert 10 <= alarm.remedy_minutes <= 90
    assert 3 <= alarm.at_risk <= 8
    assert risks_of_offices(room.at + _minutes(1))[OFFICE] == (alarm.at_risk, 0)
    assert _facts(alarm) == ["alarm.raised"]


def test_no_counter_is_to_be_opened_where_everybody_sits_at_one(room):
    room.sit(0)
    room.sit(1)
    for _ in range(16):
        crowd.issue(room.at)

    watch.look(room.at)

    alarm = Alarm.objects.get()
    assert (alarm.remedy, alarm.remedy_counter) == (Remedy.ADD_HELP, 3)


def test_a_break_is_ended_before_a_counter_is_opened(room):
    room.sit(0)
    away = room.sit(1)
    actions.begin_break(away.pk, back_at=room.at + _minutes(60), by=room.officer(1), at=room.at)
    for _ in range(8):
        crowd.issue(room.at)

    watch.look(room.at)

    alarm = Alarm.objects.get()
    assert (alarm.remedy, alarm.remedy_counter) == (Remedy.END_BREAK, 2)


def test_ends_by_itself_once_nobody_is_at_risk(room):
    room.sit(0)
    tickets = [crowd.issue(room.at) for _ in range(8)]
    watch.look(room.at)
    for ticket in tickets:
        actions.give_up(ticket.id, by=crowd.PUBLIC, at=room.at)

    watch.look(room.at + _minutes(1))

    alarm = Alarm.objects.get()
    assert alarm.closed_at is not None
    assert _facts(alarm) == ["alarm.raised", "alarm.ended"]
    assert risks_of_offices(room.at + _minutes(1))[OFFICE] == (0, 0)


def test_a_short_queue_raises_none(room):
    room.sit(0)
    crowd.issue(room.at)

    watch.look(room.at)

    assert not Alarm.objects.exists()


def test_unanswered_it_is_told_to_the_level_above_once(room):
    alarm = actions.judge_alarm(_seen(5), at=room.at)

    for minutes in (9, 10, 11, 60):
        actions.judge_alarm(_seen(5), at=room.at + _minutes(minutes))

    alarm.refresh_from_db()
    assert alarm.level == 1
    assert _facts(alarm) == ["alarm.raised", "alarm.escalated"]


@pytest.mark.parametrize("answer", ["acknowledged", "acted"])
def test_an_answer_keeps_it_from_the_level_above(room, answer):
    alarm = actions.judge_alarm(_seen(5), at=room.at)

    if answer == "acknowledged":
        actions.acknowledge_alarm(OFFICE, alarm.pk, by=HEAD, at=room.at + _minutes(5))
    else:
        actions.act_on_alarm(OFFICE, alarm.pk, "open_counter", by=HEAD, at=room.at + _minutes(5))
    actions.judge_alarm(_seen(5), at=room.at + _minutes(60))

    alarm.refresh_from_db()
    assert alarm.level == 0
    assert _facts(alarm)[1] in ("alarm.acknowledged", "alarm.acted_on")


def test_for_others_it_does_not_exist(room):
    alarm = actions.judge_alarm(_seen(5), at=room.at)

    for actor in (ELSEWHERE, room.officer(0), crowd.PUBLIC):
        with pytest.raises(NotThere):
            actions.acknowledge_alarm(OFFICE, alarm.pk, by=actor, at=room.at)
    with pytest.raises(NotThere):
        actions.acknowledge_alarm("31.74.09.1001", alarm.pk, by=ELSEWHERE, at=room.at)


def test_what_was_done_is_one_of_few_things(room):
    alarm = actions.judge_alarm(_seen(5), at=room.at)

    with pytest.raises(Refused, match="Choose what you did"):
        actions.act_on_alarm(OFFICE, alarm.pk, "shouted", by=HEAD, at=room.at)


def test_two_stewards_at_once_raise_one(own_db):
    room = crowd.room()
    room.sit(0)
    for _ in range(8):
        crowd.issue(room.at)
    together = threading.Barrier(2)

    def steward():
        from django.db import connection

        together.wait()
        watch.look(room.at)
        connection.close()

    stewards = [threading.Thread(target=steward) for _ in range(2)]
    for one in stewards:
        one.start()
    for one in stewards:
        one.join()

    alarm = Alarm.objects.get()
    assert _facts(alarm) == ["alarm.raised"]
