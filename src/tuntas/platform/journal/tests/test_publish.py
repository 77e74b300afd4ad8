"""Nothing false is ever signed: not over an altered journal, a restored backup or a lost anchor."""

import pytest
from django.db import connection

from tuntas.platform.journal import anchor, publication, queries, sequencer, tree
from tuntas.platform.journal.faults import Altered, AnchorMissing, Behind
from tuntas.platform.journal.models import Fact, Leaf
from tuntas.platform.journal.tests.tampering import (
    fault_kind,
    now,
    record,
    record_and_publish,
)


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE journal_fact SET office = '99.02' WHERE id = {fact}",
        "DELETE FROM journal_fact WHERE id = {fact}",
        "UPDATE journal_leaf SET commitment = sha256('x') WHERE fact_id = {fact}",
        "DELETE FROM journal_leaf WHERE fact_id = {fact}",
        "UPDATE journal_tile SET hashes = overlay(hashes placing '\\x00' from 321)",
        "UPDATE journal_tile SET root = sha256('x')",
        "DELETE FROM journal_tile",
    ],
)
def test_nothing_altered_is_signed(own_db, superuser, tampering):
    published = record_and_publish(100)
    record(300)
    sequencer.sequence()

    superuser.execute(tampering.format(fact=Leaf.objects.get(index=200).fact_id))

    with pytest.raises(Altered):
        sequencer.turn(at=now())
    assert anchor.read() == queries.latest_checkpoint() == published


def test_several_processes_sign_nothing_altered(own_db, superuser):
    record(300)
    sequencer.sequence()
    superuser.execute("UPDATE journal_tile SET root = sha256('x')")

    with pytest.raises(Altered):
        sequencer.turn(at=now(), processes=2)

    assert anchor.read() is None


def test_a_restored_backup_is_refused(own_db, cluster):
    record_and_publish(10)
    connection.close()
    backup = cluster.clone(own_db, f"{own_db}_backup")
    try:
        published = record_and_publish(10)
        connection.close()
        connection.settings_dict["NAME"] = backup

        with pytest.raises(Behind):
            sequencer.turn(at=now())
        record(30)
        with pytest.raises(Behind):
            sequencer.turn(at=now())

        assert anchor.read() == published
        assert queries.latest_checkpoint().size == 10
        assert fault_kind() == "behind"
        assert Leaf.objects.count() == 10  # what waits takes no published place
    finally:
        connection.close()
        connection.settings_dict["NAME"] = own_db
        cluster.drop(backup)


def test_a_lost_anchor_is_refused(own_db, settings):
    record_and_publish(10)

    settings.TUNTAS_JOURNAL_ANCHOR.unlink()

    assert fault_kind() == "missing anchor"
    with pytest.raises(AnchorMissing):
        record_and_publish(10)


def test_an_anchor_that_is_no_checkpoint_is_refused(own_db, settings):
    record_and_publish(10)

    settings.TUNTAS_JOURNAL_ANCHOR.write_text("nonsense")

    assert fault_kind() == "bad signature"
    with pytest.raises(Altered):
        record_and_publish(10)


def test_a_journal_that_grows_meanwhile_is_not_found_behind(own_db, monkeypatch):
    record_and_publish(10)
    size = tree.size

    def size_and_then_more():
        found = size()
        monkeypatch.undo()
        record_and_publish(10)
        return found

    monkeypatch.setattr(tree, "size", size_and_then_more)
    publication.refuse_other_tree()

    assert anchor.read().size == 20


@pytest.mark.parametrize("step", ["before the anchor", "after the anchor"])
def test_a_publication_cut_off_goes_on(own_db, monkeypatch, step):
    record_and_publish(10)
    cut = (anchor, "write") if step == "before the anchor" else (publication, "_keep")
    with monkeypatch.context() as patch:
        patch.setattr(*cut, lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            record_and_publish(10)

    sequencer.turn(at=now())
    record_and_publish(10)

    assert anchor.read().size == queries.latest_checkpoint().size == 30
    assert fault_kind() is None
    assert Fact.objects.count() == 30
