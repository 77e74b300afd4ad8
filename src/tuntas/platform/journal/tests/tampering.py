"""What somebody with all rights on the database, and with the signing key, can do to it."""

from datetime import UTC, datetime

from django.db import transaction

from tuntas.platform import journal
from tuntas.platform.actors import SYSTEM
from tuntas.platform.journal import names, sequencer, signing, tree
from tuntas.platform.journal.models import Fact
from tuntas.platform.journal.rules.commitment import commitment
from tuntas.platform.journal.rules.notes import Checkpoint, sign_checkpoint
from tuntas.platform.journal.verification import verify

TRIED = names.fact("trial.tried", "Tried")
_INSERT = (
    "INSERT INTO journal_fact (stream, seq, name, actor_kind, actor_id, actor_role, recorded_at, at, at_source, salt)"
    " VALUES ('trial:0', %s, 'trial.tried', 'system', 'system', '', %s, %s, 'clock',"
    " decode(repeat('00', 16), 'hex')) RETURNING id"
)


def now() -> datetime:
    return datetime.now(UTC)


def record(count: int, *, streams: int = 7) -> None:
    with transaction.atomic():
        for n in range(count):
            journal.record(f"trial:{n % streams}", TRIED, by=SYSTEM, at=now(), content={"n": n})


def record_and_publish(count: int, *, streams: int = 7) -> Checkpoint | None:
    record(count, streams=streams)
    return sequencer.turn(at=now())


def fault_kind() -> str | None:
    fault = verify().fault
    return fault and fault.kind


def rebuild_and_sign(superuser) -> Checkpoint:
    """Make leaves, tiles and one signed checkpoint anew from the facts as they now stand, with our own key."""
    tables = "journal_leaf, journal_tile, journal_checkpoint, journal_pending"
    superuser.execute(f"TRUNCATE {tables}")
    facts = list(Fact.objects.order_by("pk"))
    with transaction.atomic():
        tree.append([fact.pk for fact in facts], [commitment(fact) for fact in facts])
    signer = signing.signer()
    signed = sign_checkpoint(Checkpoint(signer.name, tree.size(), tree.root(tree.size())), signer)
    superuser.execute(
        "INSERT INTO journal_checkpoint (size, root, note, signed_at) VALUES (%s, %s, %s, now())",
        [signed.size, signed.root, signed.note],
    )
    return signed


def slip_in(superuser, *, seq: int, recorded_at, at, pending: bool) -> int:
    """Write a fact past the triggers; its row number."""
    superuser.execute("ALTER TABLE journal_fact DISABLE TRIGGER USER")
    fact = superuser.execute(_INSERT, [seq, recorded_at, at]).fetchone()[0]
    superuser.execute("ALTER TABLE journal_fact ENABLE ALWAYS TRIGGER place_fact")
    superuser.execute("ALTER TABLE journal_fact ENABLE ALWAYS TRIGGER announce_fact")
    if pending:
        superuser.execute("INSERT INTO journal_pending VALUES (%s)", [fact])
    return fact
