"""Reads of the journal: a stream's history, one fact opened with its proof, the latest checkpoint, the feed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef

from tuntas.platform.journal import tree
from tuntas.platform.journal.models import Fact, Leaf, SignedCheckpoint
from tuntas.platform.journal.names import text_of
from tuntas.platform.journal.rules.commitment import as_json
from tuntas.platform.journal.rules.merkle import inclusion_proof
from tuntas.platform.journal.rules.notes import Checkpoint
from tuntas.platform.prepared import Prepared

MOST = 500
_OF_STREAM = Prepared(
    lambda stream: Fact.objects.filter(stream=stream, sealed_for=None).order_by("-seq")[:MOST]
)
_COUNTED = Prepared(
    lambda streams, name: (
        Fact.objects.filter(stream__in=streams, name=name)
        .order_by("stream")
        .values_list("stream")
        .annotate(times=Count("pk"))
    )
)
_LATEST = Prepared(lambda: SignedCheckpoint.objects.order_by("-size")[:1])


@dataclass(frozen=True)
class HistoryRow:
    """One fact as a page shows it; `text` is in the reader's language."""

    fact_id: int
    seq: int
    name: str
    text: str
    at: datetime
    recorded_at: datetime
    at_source: str
    actor_kind: str
    actor_id: str
    actor_role: str
    office: str | None
    content: dict[str, Any]


@dataclass(frozen=True)
class Opened:
    """All that an outsider needs to check one fact against a checkpoint (docs/journal.md)."""

    fact: dict[str, Any]
    salt: bytes
    index: int
    proof: list[bytes]
    checkpoint: Checkpoint

    def as_json(self) -> dict[str, Any]:
        return {
            "fact": self.fact,
            "salt": self.salt.hex(),
            "index": self.index,
            "proof": [step.hex() for step in self.proof],
            "checkpoint": self.checkpoint.note,
        }


@dataclass(frozen=True)
class FeedRow:
    """One fact at its place in the tree, for whoever follows all facts."""

    index: int
    fact_id: int
    stream: str
    seq: int
    name: str
    at: datetime
    office: str | None
    content: dict[str, Any]


def history(stream: str) -> list[HistoryRow]:
    """The stream's latest five hundred facts, oldest first; sealed facts are not among them. One query."""
    return [_history_row(fact) for fact in reversed(_OF_STREAM(stream))]


def times(streams: Iterable[str], name: str) -> dict[str, int]:
    """How often something happened in each stream; one where it never did is left out. One query, none for no stream."""
    return dict(_COUNTED(sorted(streams), name))


def told(streams: Iterable[str], names: Iterable[str]) -> dict[str, list[Fact]]:
    """What was told under these names in each stream, in order, without what is sealed. One query, none for no stream."""
    found: dict[str, list[Fact]] = {}
    facts = Fact.objects.filter(stream__in=list(streams), name__in=list(names), sealed_for=None)
    for fact in facts.order_by("stream", "seq"):
        found.setdefault(fact.stream, []).append(fact)
    return found


def latest_checkpoint() -> Checkpoint | None:
    """The checkpoint that receipts, documents and reports print. One query."""
    row: SignedCheckpoint | None = _LATEST.first()
    if row is None:
        return None
    return Checkpoint(origin=row.note.partition("\n")[0], size=row.size, root=bytes(row.root), note=row.note)


def opened(fact: Fact) -> Opened | None:
    """The fact with salt and proof under the latest checkpoint; None while it is not published yet."""
    leaf = Leaf.objects.filter(fact_id=fact.pk).first()
    checkpoint = latest_checkpoint()
    if leaf is None or checkpoint is None or leaf.index >= checkpoint.size:
        return None
    return Opened(
        fact=as_json(fact),
        salt=bytes(fact.salt),
        index=leaf.index,
        proof=inclusion_proof(leaf.index, checkpoint.size, tree.read),
        checkpoint=checkpoint,
    )


def feed(after_leaf_index: int, limit: int = MOST) -> list[FeedRow]:
    """The next facts in the order of the tree, without sealed ones; begin with -1. Two queries."""
    places = dict(_unsealed_places(after_leaf_index, limit))
    facts = Fact.objects.in_bulk(places.values())
    return [_feed_row(index, facts[fact_id]) for index, fact_id in places.items()]


def _unsealed_places(after: int, limit: int) -> Iterable[tuple[int, int]]:
    unsealed = Exists(Fact.objects.filter(pk=OuterRef("fact_id"), sealed_for=None))
    leaves = Leaf.objects.filter(unsealed, index__gt=after).order_by("index")
    return leaves.values_list("index", "fact_id")[:limit]


def _history_row(fact: Fact) -> HistoryRow:
    return HistoryRow(
        fact_id=fact.pk,
        seq=fact.seq,
        name=fact.name,
        text=text_of(fact.name),
        at=fact.at,
        recorded_at=fact.recorded_at,
        at_source=fact.at_source,
        actor_kind=fact.actor_kind,
        actor_id=fact.actor_id,
        actor_role=fact.actor_role,
        office=fact.office,
        content=fact.content or {},
    )


def _feed_row(index: int, fact: Fact) -> FeedRow:
    return FeedRow(
        index=index,
        fact_id=fact.pk,
        stream=fact.stream,
        seq=fact.seq,
        name=fact.name,
        at=fact.at,
        office=fact.office,
        content=fact.content or {},
    )
