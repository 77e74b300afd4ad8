"""Walks over all leaves in order and compares each with its fact, its tile and the checkpoints it stands under."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from tuntas.platform.journal import signing
from tuntas.platform.journal.found import Found
from tuntas.platform.journal.leaf_rows import LeafRow, leaf_rows
from tuntas.platform.journal.models import AtSource, Leaf, SignedCheckpoint
from tuntas.platform.journal.rules import merkle
from tuntas.platform.journal.rules.commitment import commitment
from tuntas.platform.journal.rules.merkle import WIDTH, leaf_hash
from tuntas.platform.journal.rules.notes import NoteFault, open_checkpoint
from tuntas.platform.journal.spread import spread
from tuntas.platform.journal.tile_watch import TileWatch

CHUNK = 16 * WIDTH
_NOW = timedelta(minutes=2)


@dataclass(frozen=True)
class Mark:
    """A size and root that somebody holds, and who."""

    size: int
    root: bytes
    source: str


def walk(size: int, marks: Sequence[Mark], *, processes: int) -> bytes:
    """The root over all facts; raises `Found` at the first fault.

    The facts are read and hashed in so many processes; tiles and tree are put together here, from left to right.
    """
    peaks: list[tuple[int, bytes]] = []
    watch = TileWatch()
    spans = [(start, min(start + CHUNK, size)) for start in range(0, size, CHUNK)]
    for (start, end), hashes in zip(spans, spread(checked_hashes, spans, processes=processes), strict=True):
        watch.add(start // WIDTH, hashes)
        inside = [mark for mark in marks if start < mark.size <= end]
        done = start
        for mark in sorted(inside + _checkpoints(start, end), key=lambda mark: mark.size):
            merkle.grow(peaks, hashes[done - start : mark.size - start])
            done = mark.size
            _compare(peaks, mark)
        merkle.grow(peaks, hashes[done - start :])
    return merkle.fold([peak for _, peak in peaks])


def checked_hashes(span: tuple[int, int]) -> list[bytes]:
    """The hashes of these leaves, each compared with its fact."""
    rows = leaf_rows(*span)
    for index, row in enumerate(rows, span[0]):
        if row.place != index:
            raise _missing(index)
        _check(row)
    if len(rows) < span[1] - span[0]:
        raise _missing(span[0] + len(rows))
    return [leaf_hash(row.entry) for row in rows]


def _missing(index: int) -> Found:
    return Found("missing leaf", f"leaf {index} is not there.")


def _check(row: LeafRow) -> None:
    if row.id is None:
        raise Found("missing fact", f"leaf {row.place} commits to fact {row.fact_id}, which is gone.")
    if (found := commitment(row)) != row.entry:
        other = Leaf.objects.filter(commitment=found).first()
        if other:
            raise Found(
                "swapped facts", f"leaf {row.place} points to {row}, which belongs to leaf {other.index}."
            )
        raise Found("altered fact", f"leaf {row.place}, {row}, is not what was recorded.")
    if row.at_source == AtSource.CLOCK and abs(row.at - row.recorded_at) > _NOW:
        raise Found(
            "misdated fact", f"leaf {row.place}, {row}, carries another moment than that of its recording."
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
