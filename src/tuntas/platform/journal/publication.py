"""Signs and publishes the tree's root, and refuses whenever that would contradict what was published before."""

from collections.abc import Iterator
from datetime import datetime

from django.db import connection, transaction

from tuntas.platform.journal import anchor, signing, tree
from tuntas.platform.journal.faults import Altered, AnchorMissing, Behind, Forked
from tuntas.platform.journal.leaf_rows import leaf_rows
from tuntas.platform.journal.models import SignedCheckpoint
from tuntas.platform.journal.rules import merkle
from tuntas.platform.journal.rules.commitment import commitment
from tuntas.platform.journal.rules.merkle import HEIGHT, WIDTH, Read, leaf_hash
from tuntas.platform.journal.rules.notes import Checkpoint, NoteFault, open_checkpoint, sign_checkpoint
from tuntas.platform.journal.spread import spread
from tuntas.platform.prepared import Prepared, insert

# So many facts, or tiles of 256 hashes, are read at a time.
_CHUNK = 4096
_TILES = 16
_LATEST = Prepared(lambda: SignedCheckpoint.objects.order_by("-size")[:1])
_RESTORE = (
    "An old backup was probably restored. Nothing is signed until the missing facts are brought back; "
    "see docs/journal.md, 'When the journal refuses'."
)


def publish(*, at: datetime, processes: int = 1) -> Checkpoint | None:
    """Sign the tree as it stands, if it has grown; only the sequencer calls this, holding its lock."""
    # Durable: what was signed here and kept outside must be in the database when this returns.
    with anchor.held(), transaction.atomic(durable=True):
        if processes > 1:
            _wait_for_others()
        outside, inside = anchor.read(), _latest_row()
        size, look = tree.size(), tree.one_look()
        last = _last(outside, inside, size, look)
        if last and last != inside:
            _keep(last, at)  # the last publication was cut off after its anchor
        old = last.size if last else 0
        if size == old:
            return None
        root = _root_from_facts(old, size, look, processes)
        signer = signing.signer()
        signed = sign_checkpoint(Checkpoint(signer.name, size, root), signer)
        # First outside the database: from here on no state of the database can contradict it unseen.
        anchor.write(signed)
        _keep(signed, at)
        return signed


def refuse_other_tree() -> None:
    """Raise when the database's tree is neither the last published one nor a longer one that begins with it."""
    # First what was published, then the size: a tree that grows meanwhile is not found behind.
    _last(anchor.read(), _latest_row(), tree.size(), tree.one_look())


def is_published() -> bool:
    """Whether all that has a leaf is signed, as far as can be seen without reading it again."""
    outside = anchor.read()
    return (outside.size if outside else 0) == tree.size() and outside == _latest_row()


def _last(outside: Checkpoint | None, inside: Checkpoint | None, size: int, look: Read) -> Checkpoint | None:
    """The last published checkpoint, of anchor and database; both are found in the tree as it is now."""
    if inside and not outside:
        raise AnchorMissing(
            f"{anchor.path()} is missing, but checkpoints were published. Put the file back, or the latest "
            "checkpoint that anyone has kept."
        )
    for published in filter(None, {inside, outside}):
        if size < published.size:
            raise Behind(f"The database has {size} leaves, but {published.size} were published. {_RESTORE}")
        if merkle.root(published.size, look) != published.root:
            raise Forked(f"The tree at {published.size} leaves is not the published one. {_RESTORE}")
    return max(filter(None, (inside, outside)), key=lambda published: published.size, default=None)


def _root_from_facts(old: int, new: int, look: Read, processes: int) -> bytes:
    """The root at `new`, grown from the published edge by re-reading and re-hashing every fact since."""
    peaks = merkle.peaks_at(old, look)
    for hashes in spread(_reread, _spans(old, new, _CHUNK), processes=processes):
        merkle.grow(peaks, hashes)
    for _ in spread(_check_tiles, _tile_spans(old, new), processes=processes):
        pass
    root = merkle.fold([peak for _, peak in peaks])
    if root != merkle.root(new, look):
        raise Altered(
            f"The stored tiles do not lead to the root of the {new} facts. Run `./tuntas journal verify`."
        )
    return root


def _wait_for_others() -> None:
    """While other processes read for minutes, this transaction has nothing to ask."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")


def _reread(span: tuple[int, int]) -> list[bytes]:
    rows = leaf_rows(*span)
    if [row.place for row in rows] != list(range(*span)):
        raise Altered(f"A leaf is missing between {span[0]} and {span[1]}. Run `./tuntas journal verify`.")
    for row in rows:
        if row.id is None or commitment(row) != row.entry:
            raise Altered(f"The fact of leaf {row.place} is not the one that was recorded.")
    return [leaf_hash(row.entry) for row in rows]


def _check_tiles(span: tuple[int, int, int]) -> None:
    level, start, end = span
    hashes = tree.read(level, start * WIDTH, (end - start) * WIDTH)
    stored = tree.tiles(level, start, end)
    for index in range(start, end):
        first = (index - start) * WIDTH
        expected = hashes[first : first + WIDTH]
        if stored.get(index) != (b"".join(expected), merkle.root_of(expected)):
            raise Altered(f"The tile {index} of level {level} is not the one that its facts make.")


def _tile_spans(old: int, new: int) -> Iterator[tuple[int, int, int]]:
    """Each level's tiles that a tree of `new` has full and one of `old` had not, a few at a time."""
    for level in range(64 // HEIGHT):
        first, last = (size >> HEIGHT * (level + 1) for size in (old, new))
        yield from ((level, *span) for span in _spans(first, last, _TILES))


def _spans(start: int, end: int, most: int) -> Iterator[tuple[int, int]]:
    return ((first, min(first + most, end)) for first in range(start, end, most))


def _latest_row() -> Checkpoint | None:
    row = _LATEST.first()
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
    insert(SignedCheckpoint(size=signed.size, root=signed.root, note=signed.note, signed_at=at))
