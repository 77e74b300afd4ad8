"""Whatever is done to the journal, by whomever, is found and named, and nothing false is ever signed."""

from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from tuntas.platform import journal
from tuntas.platform.actors import SYSTEM
from tuntas.platform.journal import anchor, cli, leaf_walk, queries, sequencer, signing, verification
from tuntas.platform.journal.faults import Altered, AnchorMissing, Behind, Forked
from tuntas.platform.journal.models import Fact, Leaf, SignedCheckpoint
from tuntas.platform.journal.rules.notes import Signer
from tuntas.platform.journal.tests.tampering import (
    TRIED,
    now,
    rebuild_and_sign,
    record_and_publish,
    slip_in,
)
from tuntas.platform.journal.verification import verify

LONG_AGO = datetime(2022, 4, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def own_anchor(settings, tmp_path):
    settings.TUNTAS_JOURNAL_ANCHOR = tmp_path / "anchor"


@pytest.fixture
def several_processes(monkeypatch):
    """A piece of the journal for each process, however short the journal is."""
    monkeypatch.setattr(verification, "_WORTH_PROCESSES", 0)
    monkeypatch.setattr(leaf_walk, "CHUNK", 256)


def kind() -> str | None:
    fault = verify().fault
    return fault and fault.kind


def test_a_whole_journal_is_whole(own_db, capsys):
    first = record_and_publish(300)
    record_and_publish(300)

    assert cli.main(["verify"]) == 0
    assert "600 facts" in capsys.readouterr().out
    assert verify(first.note).fault is None
    assert verify(f"{first.size} {first.root_text}").fault is None


def test_an_empty_journal_is_whole(own_db):
    assert kind() is None


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

    assert kind() == found


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


def test_several_processes_sign_nothing_altered(own_db, superuser):
    with_facts(300)
    sequencer.sequence()
    superuser.execute("UPDATE journal_tile SET root = sha256('x')")

    with pytest.raises(Altered):
        sequencer.turn(at=now(), processes=2)

    assert anchor.read() is None


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

    assert kind() == "swapped facts"


@pytest.mark.parametrize(("count", "found"), [(20, "another tree"), (300, "differing tile")])
def test_finds_two_leaves_swapped_whole(own_db, superuser, count, found):
    record_and_publish(count)

    superuser.execute("UPDATE journal_leaf SET index = 100000 WHERE index = 3")
    superuser.execute("UPDATE journal_leaf SET index = 3 WHERE index = 11")
    superuser.execute("UPDATE journal_leaf SET index = 11 WHERE index = 100000")

    assert kind() == found


def test_finds_the_tree_built_anew_and_signed_again(own_db, superuser):
    record_and_publish(300)
    superuser.execute("UPDATE journal_fact SET office = '99.02' WHERE seq = 5")

    rebuild_and_sign(superuser)

    assert kind() == "another tree"
    with pytest.raises(Forked):
        record_and_publish(1)


def test_a_kept_checkpoint_finds_what_even_the_anchor_hides(own_db, superuser):
    kept = record_and_publish(300)
    superuser.execute("UPDATE journal_fact SET office = '99.02' WHERE seq = 5")

    anchor.write(rebuild_and_sign(superuser))

    assert kind() is None  # holder of key, database and anchor
    assert verify(kept.note).fault.kind == "another tree"
    assert verify(f"{kept.size} {kept.root_text}").fault.kind == "another tree"


def test_finds_a_fact_slipped_in(own_db, superuser):
    record_and_publish(20)

    slip_in(superuser, seq=4, recorded_at=now(), at=now(), pending=False)

    assert kind() == "missing leaf"


def test_finds_a_fact_dated_back_with_all_its_proofs(own_db, superuser):
    record_and_publish(20)
    slip_in(superuser, seq=4, recorded_at=now(), at=LONG_AGO, pending=True)

    sequencer.turn(at=now())

    assert kind() == "misdated fact"


def test_finds_a_gap_in_a_stream(own_db, superuser):
    record_and_publish(20)

    slip_in(superuser, seq=5, recorded_at=now(), at=now(), pending=True)

    assert kind() == "missing fact"  # trial:0 has no place 4


def test_finds_a_waiting_fact_that_is_gone(own_db, superuser):
    record_and_publish(20)

    superuser.execute("INSERT INTO journal_pending VALUES (987654)")

    assert kind() == "missing fact"


def test_finds_a_fact_that_waits_too_long(own_db, superuser):
    record_and_publish(20)

    slip_in(superuser, seq=4, recorded_at=LONG_AGO, at=LONG_AGO, pending=True)

    assert kind() == "pending fact"


def test_finds_a_checkpoint_of_another_key(own_db, superuser):
    record_and_publish(20)
    row = SignedCheckpoint.objects.get()
    forged = Signer.new(signing.origin()).sign(row.note.partition("\n\n")[0] + "\n")

    superuser.execute("UPDATE journal_checkpoint SET note = %s", [forged])

    assert kind() == "bad signature"
    with pytest.raises(Altered):
        record_and_publish(1)


def test_names_a_given_text_that_is_no_checkpoint_of_ours(own_db, tmp_path, capsys):
    record_and_publish(20)
    (tmp_path / "given").write_text("not a checkpoint at all")

    assert cli.main(["verify", "--against", str(tmp_path / "given")]) == 1
    assert "bad signature" in capsys.readouterr().out
    assert cli.main(["verify", "--against", str(tmp_path / "nowhere")]) == 2


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
    with_facts(300)
    sequencer.sequence()

    superuser.execute(tampering.format(fact=Leaf.objects.get(index=200).fact_id))

    with pytest.raises(Altered):
        sequencer.turn(at=now())
    assert anchor.read() == queries.latest_checkpoint() == published


def with_facts(count: int) -> None:
    with transaction.atomic():
        for n in range(count):
            journal.record(f"later:{n % 5}", TRIED, by=SYSTEM, at=now())


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
        with_facts(30)
        with pytest.raises(Behind):
            sequencer.turn(at=now())

        assert anchor.read() == published
        assert queries.latest_checkpoint().size == 10
        assert kind() == "behind"
        assert Leaf.objects.count() == 10  # what waits takes no published place
    finally:
        connection.close()
        connection.settings_dict["NAME"] = own_db
        cluster.drop(backup)


def test_a_lost_anchor_is_refused(own_db, settings):
    record_and_publish(10)

    settings.TUNTAS_JOURNAL_ANCHOR.unlink()

    assert kind() == "missing anchor"
    with pytest.raises(AnchorMissing):
        record_and_publish(10)


def test_an_anchor_that_is_no_checkpoint_is_refused(own_db, settings):
    record_and_publish(10)

    settings.TUNTAS_JOURNAL_ANCHOR.write_text("nonsense")

    assert kind() == "bad signature"
    with pytest.raises(Altered):
        record_and_publish(10)


@pytest.mark.parametrize("step", ["before the anchor", "after the anchor"])
def test_a_publication_cut_off_goes_on(own_db, monkeypatch, step):
    record_and_publish(10)
    from tuntas.platform.journal import publication

    cut = (anchor, "write") if step == "before the anchor" else (publication, "_keep")
    with monkeypatch.context() as patch:
        patch.setattr(*cut, lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            record_and_publish(10)

    sequencer.turn(at=now())
    record_and_publish(10)

    assert anchor.read().size == queries.latest_checkpoint().size == 30
    assert kind() is None
    assert Fact.objects.count() == 30
