"""Walks over all leaves in order and compares each with its fact, its tile and the checkpoints it stands under."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from tuntas.platform.journal import signing
from tuntas.platform.journal.found import Found
from tuntas.platform.journal.models import AtSource, Fact, Leaf, SignedCheckpoint
from tuntas.platform.journal.rules import merkle
from tuntas.platform.journal.rules.commitment import commitment
from tuntas.platform.journal.rules.merkle import WIDTH, leaf_hash
from tuntas.platform.journal.rules.notes import NoteFault, open_checkpoint
from tuntas.platform.journal.tile_watch import TileWatch

CHUNK = 16 * WIDTH
_NOW = timedelta(minutes=2)


@dataclass(frozen=True)
class Mark:
    """A size and root that somebody holds, and who."""

    size: int
    root: bytes
    source: str


def walk(size: int, marks: Sequence[Mark]) -> bytes:
    """The root over all facts; raises `Found` at the first fault."""
    peaks: list[tuple[int, bytes]] = []
    watch = TileWatch()
    for start in range(0, size, CHUNK):
        end = min(start + CHUNK, size)
        hashes = _checked_hashes(start, end)
        watch.add(start // WIDTH, hashes)
        inside = [mark for mark in marks if start < mark.size <= end]
        done = start
        for mark in sorted(inside + _checkpoints(start, end), key=lambda mark: mark.size):
            merkle.grow(peaks, hashes[done - start : mark.size - start])
            done = mark.size
            _compare(peaks, mark)
        merkle.grow(peaks, hashes[done - start :])
    return merkle.fold([peak for _, peak in peaks])


def _checked_hashes(start: int, end: int) -> list[bytes]:
    leaves = {leaf.index: leaf for leaf in Leaf.objects.filter(index__gte=start, index__lt=end)}
    facts = Fact.objects.in_bulk([leaf.fact_id for leaf in leaves.values()])
    hashes = []
    for index in range(start, end):
        leaf = leaves.get(index)
        if leaf is None:
            raise Found("missing leaf", f"leaf {index} is not there.")
        _check_leaf(leaf, facts.get(leaf.fact_id))
        hashes.append(leaf_hash(bytes(leaf.commitment)))
    return hashes


def _check_leaf(leaf: Leaf, fact: Fact | None) -> None:
    if fact is None:
        raise Found("missing fact", f"leaf {leaf.index} commits to fact {leaf.fact_id}, which is gone.")
    if (found := commitment(fact)) != bytes(leaf.commitment):
        other = Leaf.objects.filter(commitment=found).first()
        if other:
            raise Found(
                "swapped facts", f"leaf {leaf.index} points to {fact}, which belongs to leaf {other.index}."
            )
        raise Found("altered fact", f"leaf {leaf.index}, {fact}, is not what was recorded.")
    if fact.at_source == AtSource.CLOCK and abs(fact.at - fact.recorded_at) > _NOW:
        raise Found(
            "misdated fact", f"leaf {leaf.index}, {fact}, carries another moment than that of its recording."
        )


def _checkpoints(start: int, end: int) -> list[Mark]:
    return [
        _checked(row) for row in SignedCheckpoint.objects.filter(size__gt=start, size__lte=end).order_by("size")
    ]


def _checked(row: SignedCheckpoint) -> Mark:
    try:
        checkpoint = open_checkpoint(row.note, signing.verifier())
    except NoteFault as fault:
        raise Found("bad signature", f"the checkpoint at {row.size}: {fault}") from fault
    if (checkpoint.size, checkpoint.root) != (row.size, bytes(row.root)):
        raise Found("bad signature", f"the checkpoint at {row.size} says something else than its signed note.")
    return Mark(checkpoint.size, checkpoint.root, f"the checkpoint at {row.size}")


def _compare(peaks: list[tuple[int, bytes]], mark: Mark) -> None:
    if merkle.fold([peak for _, peak in peaks]) != mark.root:
        raise Found(
            "another tree",
            f"the first {mark.size} facts do not have the root that {mark.source} says: facts were exchanged, or "
            "the tree was built anew.",
        )
