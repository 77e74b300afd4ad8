"""A code proves that an address is read; it can't be guessed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from tuntas.adapters.smtp import FakeMail
from tuntas.domains.messaging import actions, queries
from tuntas.domains.messaging.models import Confirmation
from tuntas.platform.actors import PUBLIC
from tuntas.platform.decisions import Refused
from tuntas.platform.jobs import run_pending
from tuntas.platform.journal.models import Fact

from .conftest import AT, CASE, TO, queue_message

Set = Callable[[datetime], None]


@pytest.fixture
def begun(db: None, postman: FakeMail, at: Set) -> tuple[Any, str]:
    """The id of a confirmation and the code that arrived."""
    confirmation = actions.begin_confirmation(TO, subject=CASE, by=PUBLIC, at=AT)
    run_pending()
    return confirmation, re.search(r"\b\d{6}\b", postman.kept[-1].body).group()


def confirm(confirmation: Any, code: str, at: datetime = AT) -> Any:
    return actions.confirm(confirmation, code, by=PUBLIC, at=at)


def test_the_code_that_arrived_confirms_the_address(begun: tuple[Any, str]) -> None:
    confirmation, code = begun
    assert queries.confirmed_addresses({CASE: confirmation}) == {}

    assert confirm(confirmation, f" {code[:3]} {code[3:]} ")

    assert queries.confirmed_addresses({CASE: confirmation}) == {CASE: TO}
    assert queue_message().state == "queued"
    assert Fact.objects.filter(stream=CASE, name="address.confirmed").count() == 1


def test_a_confirmation_is_good_for_its_own_case_only(begun: tuple[Any, str]) -> None:
    confirmation, code = begun
    confirm(confirmation, code)

    assert queries.confirmed_addresses({"case:another": confirmation}) == {}


def test_five_wrong_codes_end_it(begun: tuple[Any, str]) -> None:
    confirmation, code = begun
    wrong = "000000" if code != "000000" else "111111"
    refusals = [confirm(confirmation, wrong) for _ in range(5)]

    decision = confirm(confirmation, code)

    assert not any(refusals)
    assert not decision
    assert Confirmation.objects.get().tries == 5


def test_ends_after_ten_minutes_as_the_letter_says(begun: tuple[Any, str], postman: FakeMail) -> None:
    confirmation, code = begun

    assert "10 menit" in postman.kept[-1].body
    assert not confirm(confirmation, code, AT + timedelta(minutes=10))
    assert confirm(confirmation, code, AT + timedelta(minutes=9, seconds=59))


def test_three_codes_in_half_an_hour_are_enough(begun: tuple[Any, str]) -> None:
    for minutes in (1, 2):
        actions.begin_confirmation(TO, subject=CASE, by=PUBLIC, at=AT + timedelta(minutes=minutes))

    with pytest.raises(Refused):
        actions.begin_confirmation(TO.upper(), subject="case:another", by=PUBLIC, at=AT + timedelta(minutes=29))
    actions.begin_confirmation(TO, subject=CASE, by=PUBLIC, at=AT + timedelta(minutes=30))


def test_a_form_sent_twice_is_one_code(begun: tuple[Any, str], postman: FakeMail, at: Set) -> None:
    confirmation, _code = begun

    again = actions.begin_confirmation(TO, subject=CASE, by=PUBLIC, at=AT + timedelta(seconds=5))
    other = actions.begin_confirmation(TO, subject="case:another", by=PUBLIC, at=AT + timedelta(seconds=5))
    at(AT + timedelta(seconds=5))
    run_pending()

    assert (again, other != confirmation) == (confirmation, True)
    assert len(postman.kept) == 2


def test_an_unknown_confirmation_answers_like_one_that_ended(begun: tuple[Any, str]) -> None:
    confirmation, code = begun
    ended = confirm(confirmation, code, AT + timedelta(hours=1))

    unknown = confirm("0195a0a0-0000-7000-8000-00000000ffff", code)

    assert str(unknown.reason) == str(ended.reason)


def test_the_code_is_nowhere_in_clear(begun: tuple[Any, str]) -> None:
    _confirmation, code = begun

    with connection.cursor() as cursor:
        cursor.execute(
            "select row_to_json(c)::text from messaging_confirmation c union all "
            "select row_to_json(m)::text from messaging_message m union all "
            "select row_to_json(f)::text from journal_fact f"
        )
        clear = " ".join(row[0] for row in cursor.fetchall())
    assert f'"{code}"' not in clear
    assert code.encode().hex() not in clear
    assert TO not in clear
