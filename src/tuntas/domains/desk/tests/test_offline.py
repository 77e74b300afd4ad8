"""What a counter sends when its network is back: only what our page sends is taken, and only from who sat there."""

import json
import re
import uuid

import pytest

from tuntas.domains.counters import actions
from tuntas.domains.counters.models import Ticket
from tuntas.domains.counters.rules import State
from tuntas.domains.counters.tests import crowd

ADDRESS = "/desk/calling/offline/"


def _send(desk, session, *steps):
    body = json.dumps({"session": str(session), "now": 10_000, "steps": steps})
    return desk.post(ADDRESS, body, content_type="application/json")


def _step(ticket, verb="call", **other):
    return {
        "key": str(uuid.uuid4()),
        "verb": verb,
        "ticket": str(ticket),
        "printed": "A 001",
        "at": 9_000,
        **other,
    }


def test_answers_which_steps_need_not_be_sent_again(desk, room):
    issued = crowd.issue(room.at)
    session = room.sit(0)
    steps = [_step(issued.id), _step(issued.id, "finish")]

    kept = _send(desk, session.pk, *steps).json()["kept"]

    assert kept == [step["key"] for step in steps]
    assert Ticket.objects.get().state == State.FINISHED


def test_of_a_counter_that_was_closed_meanwhile_all_is_kept_and_nobody_stays_there(desk, room):
    issued = crowd.issue(room.at)
    session = room.sit(0)
    actions.close_counter(session.pk, by=room.officer(0), at=room.at)

    answer = _send(desk, session.pk, _step(issued.id), _step(issued.id, "begin"))

    assert (answer.status_code, len(answer.json()["kept"])) == (200, 2)
    assert Ticket.objects.get().state == State.FINISHED


def test_what_was_left_from_yesterday_is_sent_also_while_no_counter_is_open(desk, room):
    assert f'data-tell="{ADDRESS}"' in desk.get("/desk/calling/").content.decode()


@pytest.mark.parametrize(
    "body", ["", "[]", "7", "{}", '{"session": "x", "now": 1, "steps": []}', '{"now": 1e999, "steps": [{}]}']
)
def test_what_our_page_does_not_send_is_refused(desk, body):
    assert desk.post(ADDRESS, body, content_type="application/json").status_code == 400


@pytest.mark.parametrize("wrong", [{"verb": "delete"}, {"key": "x"}, {"at": "²"}, {"ticket": None}])
def test_a_step_that_is_none_is_refused(desk, room, wrong):
    assert _send(desk, room.sit(0).pk, _step(**{"ticket": uuid.uuid4(), **wrong})).status_code == 400


def test_another_ones_counter_and_an_unknown_ticket_are_not_there(desk, room):
    assert _send(desk, uuid.uuid4(), _step(uuid.uuid4())).status_code == 404
    assert _send(desk, room.sit(0).pk, _step(uuid.uuid4())).status_code == 404


def test_all_that_the_page_is_made_of_is_kept_for_a_reload_without_network(desk, room):
    room.sit(0)
    page = desk.get("/desk/calling/").content.decode()
    worker = desk.get("/desk/calling/worker.js").content.decode()

    used = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page))
    assert used
    assert not {one for one in used if f'"{one}"' not in worker}
