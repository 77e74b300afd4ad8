"""Whatever is done to the rows of the journal is found and named."""

import pytest

from tuntas.platform.journal import cli
from tuntas.platform.journal.models import Leaf
from tuntas.platform.journal.tests.tampering import (
    fault_kind,
    record_and_publish,
)
from tuntas.platform.journal.verification import verify


def test_a_whole_journal_is_whole(own_db, capsys):
    first = record_and_publish(300)
    record_and_publish(300)

    assert cli.main(["verify"]) == 0
    assert "600 facts" in capsys.readouterr().out
    assert verify(first.note).fault is None
    assert verify(f"{first.size} {first.root_text}").fault is None


def test_an_empty_journal_is_whole(own_db):
    assert fault_kind() is None


@pytest.mark.parametrize(
    ("tampering", "found"),
    [
        ("UPDATE journal_fact SET office = '99.02' WHERE id = {fact}", "altered fact"),
        ("UPDATE journal_fact SET content = '{{\"n\": 1000}}' WHERE id = {fact}", "altered fact"),
        ("UPDATE journal_fact SET at = at - interval '1 second' WHERE id = {fact}", "altered fact"),
        (
            "UPDATE journal_fact SET recorded_at = recorded_at - interval '1 us' WHERE id = {fact}",
            "altered fact",
        ),
        ("UPDATE journal_fact SET actor_id = 'x' WHERE id = {fact}", "altered fact"),
        ("UPDATE journal_fact SET salt = decode(repeat('00', 16), 'hex') WHERE id = {fact}", "altered fact"),
        ("DELETE FROM journal_fact WHERE id = {fact}", "missing fact"),
        ("DELETE FROM journal_leaf WHERE fact_id = {fact}", "missing leaf"),
        ("UPDATE journal_leaf SET commitment = sha256('x') WHERE fact_id = {fact}", "altered fact"),
        (
            "UPDATE journal_tile SET hashes = overlay(hashes placing '\\x00' from 321) WHERE index = 0",
            "differing tile",
        ),
        ("UPDATE journal_tile SET root = sha256('x') WHERE index = 1", "differing tile"),
        ("DELETE FROM journal_tile WHERE index = 1", "missing tile"),
        ("UPDATE journal_checkpoint SET root = sha256('x')", "bad signature"),
        ("UPDATE journal_checkpoint SET note = replace(note, '600', '599')", "bad signature"),
    ],
)
def test_names_what_was_done(own_db, superuser, tampering, found):
    record_and_publish(600)
    fact = Leaf.objects.get(index=77).fact_id

    superuser.execute(tampering.format(fact=fact))

    assert fault_kind() == found


def test_names_the_first_leaf(own_db, superuser, capsys):
    record_and_publish(600)
    for index in (480, 77, 300):
        superuser.execute(
            "UPDATE journal_fact SET office = 'x' WHERE id = %s", [Leaf.objects.get(index=index).fact_id]
        )

    assert cli.main(["verify"]) == 1
    assert "leaf 77" in capsys.readouterr().out


def test_finds_two_facts_swapped(own_db, superuser):
    record_and_publish(20)
    one, two = (Leaf.objects.get(index=index).fact_id for index in (3, 11))

    superuser.execute("UPDATE journal_leaf SET fact_id = -1 WHERE index = 3")
    superuser.execute("UPDATE journal_leaf SET fact_id = %s WHERE index = 11", [one])
    superuser.execute("UPDATE journal_leaf SET fact_id = %s WHERE index = 3", [two])

    assert fault_kind() == "swapped facts"


@pytest.mark.parametrize(("count", "found"), [(20, "another tree"), (300, "differing tile")])
def test_finds_two_leaves_swapped_whole(own_db, superuser, count, found):
    record_and_publish(count)

    superuser.execute("UPDATE journal_leaf SET index = 100000 WHERE index = 3")
    superuser.execute("UPDATE journal_leaf SET index = 3 WHERE index = 11")
    superuser.execute("UPDATE journal_leaf SET index = 11 WHERE index = 100000")

    assert fault_kind() == found
