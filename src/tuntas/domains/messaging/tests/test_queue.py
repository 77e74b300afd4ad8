"""A message waits if and only if the change was committed, and only for a confirmed address."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection, transaction

from tuntas.domains.messaging import actions, letters
from tuntas.domains.messaging.models import Message
from tuntas.platform.actors import SYSTEM
from tuntas.platform.decisions import Refused
from tuntas.platform.journal.models import Fact

from .conftest import AT, CASE, PARAMS, TO, confirm_address, queue_message


def test_a_key_is_one_message(message: Any) -> None:
    again = queue_message(params={**PARAMS, "office": "Kantor lain"})

    assert again.pk == message.pk
    assert Message.objects.count() == 1
    assert Fact.objects.filter(name="message.queued").count() == 1


def test_nothing_goes_to_an_address_that_was_not_confirmed(db: None) -> None:
    with pytest.raises(Refused):
        queue_message()

    assert not Message.objects.exists()


def test_one_spelling_of_an_address_confirms_the_other(db: None) -> None:
    confirm_address("Warga@Example.org")

    assert queue_message(to=" warga@example.ORG ").recipient == "warga@example.ORG"


def test_a_change_that_fails_leaves_no_message(db: None) -> None:
    confirm_address()

    with pytest.raises(RuntimeError):
        _queue_and_fail()

    assert not Message.objects.exists()
    assert _jobs() == []


def test_a_letter_with_an_empty_blank_is_never_queued(db: None) -> None:
    confirm_address()

    with pytest.raises(KeyError):
        queue_message(params={"reference": "ABC"})


def test_a_job_carries_the_messages_id_and_nothing_else(message: Any) -> None:
    assert _jobs() == [{"message_id": str(message.pk)}]


def test_the_fact_names_no_address(message: Any) -> None:
    fact = Fact.objects.get(stream=CASE, name="message.queued")

    assert fact.content == {"message": str(message.pk), "template": "case_ready", "tries": 0}


def test_address_and_text_are_encrypted(message: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select row_to_json(m)::text from messaging_message m")
        clear = cursor.fetchone()[0]

    for value in (TO, "warga", *PARAMS.values()):
        assert value not in clear
        assert value.encode().hex() not in clear


@pytest.mark.parametrize("template", sorted(letters.TITLES))
def test_both_languages_of_a_letter_have_the_same_blanks(template: str) -> None:
    assert letters.blanks(template, "id") == letters.blanks(template, "en")
    filled = dict.fromkeys(letters.blanks(template), "X")
    subjects = {letters.write(template, filled, language).subject for language in letters.LANGUAGES}
    assert len(subjects) == 2
    assert all("$" not in subject for subject in subjects)


def test_every_letter_says_which_agency_writes() -> None:
    assert all("agency" in letters.blanks(template) for template in letters.TITLES)


def test_a_confirming_letter_needs_no_confirmed_address(db: None) -> None:
    message = actions.queue(
        "confirm_email", to=TO, params={"code": "123456"}, key="one", subject=CASE, by=SYSTEM, at=AT
    )

    assert message.state == "queued"


@transaction.atomic
def _queue_and_fail() -> None:
    queue_message()
    raise RuntimeError


def _jobs() -> list[dict[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("select args from procrastinate_jobs")
        rows = [row[0] for row in cursor.fetchall()]
    return [json.loads(row) if isinstance(row, str) else row for row in rows]
