"""Several processes find in a journal what one does."""

import pytest

from tuntas.platform.journal import leaf_walk, verification
from tuntas.platform.journal.models import Leaf
from tuntas.platform.journal.tests.tampering import (
    record_and_publish,
)
from tuntas.platform.journal.verification import verify


@pytest.fixture
def several_processes(monkeypatch):
    """A piece of the journal for each process, however short the journal is."""
    monkeypatch.setattr(verification, "_WORTH_PROCESSES", 0)
    monkeypatch.setattr(leaf_walk, "CHUNK", 256)


@pytest.mark.parametrize(
    ("tampering", "found"),
    [
        ("UPDATE journal_fact SET office = '99.02' WHERE id = {fact}", "altered fact"),
        ("DELETE FROM journal_fact WHERE id = {fact}", "missing fact"),
        ("DELETE FROM journal_leaf WHERE fact_id = {fact}", "missing leaf"),
        ("UPDATE journal_tile SET root = sha256('x') WHERE index = 1", "differing tile"),
        ("UPDATE journal_checkpoint SET root = sha256('x')", "bad signature"),
    ],
)
def test_several_processes_name_the_same(own_db, superuser, several_processes, tampering, found):
    record_and_publish(600)
    fact = Leaf.objects.get(index=477).fact_id
    whole = verify(processes=2).fault

    superuser.execute(tampering.format(fact=fact))

    assert whole is None
    assert str(verify(processes=2).fault) == str(verify().fault)
    assert verify(processes=2).fault.kind == found


def test_several_processes_name_the_first_leaf(own_db, superuser, several_processes):
    record_and_publish(600)

    superuser.execute("UPDATE journal_fact SET office = 'x' WHERE seq > 11")  # leaf 77 and later

    assert "leaf 77," in verify(processes=2).fault.text
