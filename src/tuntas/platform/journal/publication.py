"""Signs and publishes the tree's root, and refuses whenever that would contradict what was published before."""

from datetime import datetime

from django.db import transaction

from tuntas.platform.journal import anchor, signing, tree
from tuntas.platform.journal.faults import Altered, AnchorMissing, Behind, Forked
from tuntas.platform.journal.models import Fact, Leaf, SignedCheckpoint, Tile
from tuntas.platform.journal.rules import merkle
from tuntas.platform.journal.rules.commitment import commitment
from tuntas.platform.journal.rules.merkle import Read, leaf_hash
from tuntas.platform.journal.rules.notes import Checkpoint, NoteFault, open_checkpoint, sign_checkpoint

_CHUNK = 1000
_RESTORE = (
    "An old backup was probably restored. Nothing is signed until the missing facts are brought back; "
    "see docs/journal.md, 'When the journal refuses'."
)


def publish(*, at: datetime) -> Checkpoint | None:
    """Sign the tree as it stands, if it has grown; only the sequencer calls this, holding its lock."""
    if _is_published():
        return None
    with anchor.held():
        with transaction.atomic(durable=True):
            look = tree.one_look()
            last = refuse_other_tree(look)
            if last and not SignedCheckpoint.objects.filter(size=last.size).exists():
                _keep(last, at)  # the last publication was cut off after its anchor
            published, size = last.size if last else 0, tree.size()
            if size == published:
                return None
            root = _root_from_facts(published, size, look)
        signer = signing.signer()
        signed = sign_checkpoint(Checkpoint(signer.name, size, root), signer)
        # First outside the database: from here on no state of the database can contradict it unseen.
        anchor.write(signed)
        with transaction.atomic(durable=True):
            _keep(signed, at)
        return signed


def refuse_other_tree(look: Read | None = None) -> Checkpoint | None:
    """The last published checkpoint; raises when the database's tree is not that tree or a longer one."""
    outside, inside = anchor.read(), _latest_row()
    if inside and not outside:
        raise AnchorMissing(
            f"{anchor.path()} is missing, but checkpoints were published. Put the file back, or the latest "
            "checkpoint that anyone has kept."
        )
    size, look = tree.size(), look or tree.one_look()
    for published in filter(None, {inside, outside}):
        if size < published.size:
            raise Behind(f"The database has {size} leaves, but {published.size} were published. {_RESTORE}")
        if merkle.root(published.size, look) != published.root:
            raise Forked(f"The tree at {published.size} leaves is not the published one. {_RESTORE}")
    return max(filter(None, (inside, outside)), key=lambda published: published.size, default=None)


def _is_published() -> bool:
    outside = anchor.read()
    return (outside.size if outside else 0) == tree.size() and outside == _latest_row()


def _root_from_facts(old: int, new: int, look: Read) -> bytes:
    """The root at `new`, grown from the published edge by re-reading and re-hashing every fact since."""
    peaks = merkle.peaks_at(old, look)
    for start in range(old, new, _CHUNK):
        merkle.grow(peaks, _reread(start, min(start + _CHUNK, new)))
    for level, index in tree.tiles_filled(old, new):
        _check_tile(level, index)
    root = merkle.fold([peak for _, peak in peaks])
    if root != merkle.root(new, look):
        raise Altered(
            f"The stored tiles do not lead to the root of the {new} facts. Run `./tuntas journal verify`."
        )
    return root


def _reread(start: int, end: int) -> list[bytes]:
    leaves = list(Leaf.objects.filter(index__gte=start, index__lt=end).order_by("index"))
    facts = Fact.objects.in_bulk([leaf.fact_id for leaf in leaves])
    if [leaf.index for leaf in leaves] != list(range(start, end)):
        raise Altered(f"A leaf is missing between {start} and {end}. Run `./tuntas journal verify`.")
    for leaf in leaves:
        fact = facts.get(leaf.fact_id)
        if fact is None or commitment(fact) != bytes(leaf.commitment):
            raise Altered(f"The fact of leaf {leaf.index} is not the one that was recorded.")
    return [leaf_hash(bytes(leaf.commitment)) for leaf in leaves]


def _check_tile(level: int, index: int) -> None:
    tile = Tile.objects.filter(level=level, index=index).first()
    expected = tree.read(level, index * merkle.WIDTH, merkle.WIDTH)
    if tile is None or bytes(tile.hashes) != b"".join(expected) or bytes(tile.root) != merkle.root_of(expected):
        raise Altered(f"The tile {index} of level {level} is not the one that its facts make.")


def _latest_row() -> Checkpoint | None:
    row = SignedCheckpoint.objects.order_by("-size").first()
    if row is None:
        return None
    try:
        checkpoint = open_checkpoint(row.note, signing.verifier())
    except NoteFault as fault:
        raise Altered(f"The stored checkpoint at {row.size} is not ours: {fault}") from fault
    if (checkpoint.size, checkpoint.root) != (row.size, bytes(row.root)):
        raise Altered(f"The stored checkpoint at {row.size} says something else than its note.")
    return checkpoint


def _keep(signed: Checkpoint, at: datetime) -> None:
    SignedCheckpoint.objects.create(size=signed.size, root=signed.root, note=signed.note, signed_at=at)
