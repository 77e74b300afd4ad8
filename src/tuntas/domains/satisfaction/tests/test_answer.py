"""Each invitation counts once, and no answer leads back to it."""

from __future__ import annotations

import json
import threading
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, connections

from tuntas.domains.satisfaction import actions
from tuntas.domains.satisfaction.models import Answer, Invitation, Tally, WeekTally
from tuntas.platform.actors import PUBLIC, Actor, Kind
from tuntas.platform.decisions import Refused
from tuntas.platform.journal.models import Fact

from .conftest import AT, BEST, OFFICE, answer, invite, published_index

OFFICER = Actor(Kind.STAFF, "0190-officer", role="officer", offices=frozenset({OFFICE}))


def test_counts_an_answer_and_burns_the_token(db: None) -> None:
    token = invite()

    answer(token)

    assert Answer.objects.get().scores == BEST
    assert not Invitation.objects.exists()


def test_a_token_counts_once(db: None) -> None:
    token = invite()
    answer(token)

    with pytest.raises(Refused):
        answer(token, score=1)

    assert Answer.objects.get().scores == BEST


def test_the_same_sending_twice_is_one_answer(db: None) -> None:
    token, key = invite(), str(uuid.uuid4())

    answer(token, key=key)
    answer(token, key=key)

    assert Answer.objects.count() == 1


@pytest.mark.parametrize("forged", ["", "x", "a" * 32, "0" * 400])
def test_a_forged_token_counts_nothing(db: None, forged: str) -> None:
    invite()

    with pytest.raises(Refused):
        answer(forged)

    assert not Answer.objects.exists()


def test_a_thousand_forged_answers_count_nothing(db: None) -> None:
    from tuntas.platform.ids import new_token

    for _ in range(1000):
        with pytest.raises(Refused):
            answer(new_token())

    assert not Tally.objects.exists()


def test_a_link_is_good_for_thirty_days(db: None) -> None:
    early, late = invite(), invite()

    answer(early, at=AT + timedelta(days=30))

    with pytest.raises(Refused):
        answer(late, at=AT + timedelta(days=31))
    assert actions.sweep(AT + timedelta(days=31)) == 1


def test_an_empty_answer_does_not_burn_the_token(db: None) -> None:
    token = invite()

    with pytest.raises(Refused):
        answer(token, scores={})

    answer(token)
    assert Answer.objects.count() == 1


@pytest.mark.parametrize("by", [OFFICER, PUBLIC, Actor(Kind.RESIDENT, "0190-case")])
def test_nobody_makes_an_invitation_by_hand(db: None, by: Actor) -> None:
    with pytest.raises(Refused):
        actions.invite(OFFICE, "akta-kelahiran", "counter", by=by, at=AT)


def test_no_row_holds_a_token_a_case_or_an_hour(db: None) -> None:
    token = invite()
    with connection.cursor() as cursor:
        cursor.execute("select row_to_json(i)::text from satisfaction_invitation i")
        invitation = cursor.fetchone()[0]
    answer(token)
    with connection.cursor() as cursor:
        cursor.execute("select row_to_json(a)::text from satisfaction_answer a")
        kept = cursor.fetchone()[0]

    assert token not in invitation
    assert token.encode().hex() not in invitation
    assert set(json.loads(invitation)) == {
        "id", "token_hash", "office_code", "service_code", "channel", "instrument", "invited_on",
    }  # fmt: skip
    assert set(json.loads(kept)) == {
        "id", "office_code", "service_code", "channel", "instrument", "answered_on", "batch", "scores", "profile",
    }  # fmt: skip
    assert json.loads(invitation)["invited_on"] == json.loads(kept)["answered_on"] == "2026-03-10"
    # A version 7 id would hold the millisecond.
    assert {uuid.UUID(json.loads(row)["id"]).version for row in (invitation, kept)} == {4}


def test_facts_name_no_case_token_or_answer(db: None) -> None:
    answer(invite())

    facts = Fact.objects.filter(name__startswith="survey.")
    assert {fact.stream for fact in facts} == {f"office:{OFFICE}"}
    assert [fact.content for fact in facts] == [None, None]
    assert Fact.objects.get(name="survey.answered").actor_kind == "public"


def test_a_full_ten_lies_in_no_order_of_coming(db: None) -> None:
    came = []
    for number in range(10):
        answer(invite(), scores={"waktu": 1 + number % 4, "sarana": 1 + number // 4})
        came.append({"waktu": 1 + number % 4, "sarana": 1 + number // 4})

    with connection.cursor() as cursor:
        cursor.execute("select scores, xmin::text from satisfaction_answer order by ctid")
        rows = cursor.fetchall()

    lies = [json.loads(row[0]) if isinstance(row[0], str) else row[0] for row in rows]
    assert sorted(map(str, lies)) == sorted(map(str, came))
    assert lies != came  # one in 3.6 million times this fails by chance
    assert len({row[1] for row in rows}) == 1


def test_two_at_once_with_one_token_count_once(own_db: str) -> None:
    token = invite()
    outcomes = _at_once(lambda _n: answer(token), 6)

    assert Answer.objects.count() == 1
    assert sum(isinstance(one, Refused) for one in outcomes) == 5


def test_answers_at_once_fill_the_tens_exactly(own_db: str) -> None:
    tokens = [invite() for _ in range(24)]

    _at_once(lambda n: answer(tokens[n]), 24)

    batches = list(Answer.objects.order_by("batch").values_list("batch", flat=True))
    assert batches == [0] * 10 + [1] * 10 + [2] * 4
    assert published_index(OFFICE).answers == 20


def test_tens_of_several_offices_that_are_full_at_once_all_count_in_the_week(own_db: str) -> None:
    places = [f"31.71.01.{number}" for number in range(1001, 1007)]
    for office in places:
        for _ in range(9):
            answer(invite(office))
    last = [invite(office) for office in places]

    _at_once(lambda n: answer(last[n]), len(last))

    weeks = {(row.scope, row.code): row.published for row in WeekTally.objects.all()}
    assert weeks == {("all", ""): 60} | {("office", office): 10 for office in places}


def _at_once(work: Callable[[int], Any], count: int) -> list[Any]:
    start, outcomes = threading.Barrier(count), []

    def run(number: int) -> None:
        start.wait()
        try:
            outcomes.append(work(number))
        except Exception as fault:
            outcomes.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    unexpected = [one for one in outcomes if isinstance(one, Exception) and not isinstance(one, Refused)]
    assert unexpected == []
    return outcomes
