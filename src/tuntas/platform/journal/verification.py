"""Recomputes the whole journal from its facts and names the first thing that is not as it was recorded."""

from collections.abc import Iterator
from dataclasses import dataclass

from tuntas.platform.journal import anchor, signing, tree
from tuntas.platform.journal.faults import Altered
from tuntas.platform.journal.found import Found
from tuntas.platform.journal.leaf_walk import Mark, walk
from tuntas.platform.journal.loose_ends import loose_ends
from tuntas.platform.journal.models import SignedCheckpoint
from tuntas.platform.journal.rules.notes import NoteFault, open_checkpoint, read_checkpoint

# Below so many facts, starting a process costs more than it saves.
_WORTH_PROCESSES = 50_000


@dataclass(frozen=True)
class Report:
    """What was verified; `fault` is None when the journal is whole."""

    size: int
    root: bytes
    marks: list[Mark]
    fault: Found | None


def verify(against: str | None = None, *, processes: int = 1) -> Report:
    """Check every fact, leaf, tile and checkpoint, and the tree against its anchor and the given checkpoint.

    `against` is the text of a checkpoint, or just `size root` as a receipt prints them. Memory stays small
    whatever the journal's size. More than one process only from a command, which has no threads.
    """
    marks: list[Mark] = []
    size = 0
    try:
        # First what was published, then the size: a journal that grows meanwhile is never found behind.
        marks = list(_outside_marks(against))
        newest = _newest_row()
        size = tree.size()
        root = walk(size, marks, processes=processes if size > _WORTH_PROCESSES else 1)
        _refuse_behind(size, [*marks, *newest])
        loose_ends()
    except Found as fault:
        return Report(size, b"", marks, fault)
    return Report(size, root, marks, None)


def _outside_marks(against: str | None) -> Iterator[Mark]:
    try:
        outside = anchor.read()
    except Altered as fault:
        raise Found("bad signature", str(fault)) from fault
    if outside:
        yield Mark(outside.size, outside.root, f"the anchor {anchor.path()}")
    elif SignedCheckpoint.objects.exists():
        raise Found("missing anchor", f"checkpoints were published, but {anchor.path()} is gone.")
    if against is not None:
        yield _given(against)


def _newest_row() -> list[Mark]:
    row = SignedCheckpoint.objects.order_by("-size").first()
    return [Mark(row.size, bytes(row.root), f"the checkpoint at {row.size}")] if row else []


def _given(text: str) -> Mark:
    words = text.split()
    try:
        if len(words) == 2:
            # Typed from a receipt: without a signature, but its reader trusts the paper.
            given = read_checkpoint("\n".join([signing.origin(), *words, ""]))
        else:
            given = open_checkpoint(text, signing.verifier())
    except NoteFault as fault:
        raise Found("bad signature", f"the given checkpoint: {fault}") from fault
    return Mark(given.size, given.root, "the given checkpoint")


def _refuse_behind(size: int, marks: list[Mark]) -> None:
    for mark in marks:
        if mark.size > size:
            raise Found(
                "behind",
                f"The journal has {size} facts in its tree, but {mark.source} was signed at {mark.size}: facts "
                "were removed, or an old backup was restored.",
            )
