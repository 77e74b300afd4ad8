"""Who holds the key and signs another journal is found by the checkpoint that somebody kept."""

import pytest

from tuntas.platform.journal import anchor, cli, signing
from tuntas.platform.journal.faults import Altered, Forked
from tuntas.platform.journal.models import SignedCheckpoint
from tuntas.platform.journal.rules.notes import Signer
from tuntas.platform.journal.tests.tampering import fault_kind, rebuild_and_sign, record_and_publish
from tuntas.platform.journal.verification import verify


def test_finds_the_tree_built_anew_and_signed_again(own_db, superuser):
    record_and_publish(300)
    superuser.execute("UPDATE journal_fact SET office = '99.02' WHERE seq = 5")

    rebuild_and_sign(superuser)

    assert fault_kind() == "another tree"
    with pytest.raises(Forked):
        record_and_publish(1)


def test_a_kept_checkpoint_finds_what_even_the_anchor_hides(own_db, superuser):
    kept = record_and_publish(300)
    superuser.execute("UPDATE journal_fact SET office = '99.02' WHERE seq = 5")

    anchor.write(rebuild_and_sign(superuser))

    assert fault_kind() is None  # holder of key, database and anchor
    assert verify(kept.note).fault.kind == "another tree"
    assert verify(f"{kept.size} {kept.root_text}").fault.kind == "another tree"


def test_finds_a_checkpoint_of_another_key(own_db, superuser):
    record_and_publish(20)
    row = SignedCheckpoint.objects.get()
    forged = Signer.new(signing.origin()).sign(row.note.partition("\n\n")[0] + "\n")

    superuser.execute("UPDATE journal_checkpoint SET note = %s", [forged])

    assert fault_kind() == "bad signature"
    with pytest.raises(Altered):
        record_and_publish(1)


def test_names_a_given_text_that_is_no_checkpoint_of_ours(own_db, tmp_path, capsys):
    record_and_publish(20)
    (tmp_path / "given").write_text("not a checkpoint at all")

    assert cli.main(["verify", "--against", str(tmp_path / "given")]) == 1
    assert "bad signature" in capsys.readouterr().out
    assert cli.main(["verify", "--against", str(tmp_path / "nowhere")]) == 2
