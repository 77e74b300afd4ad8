"""The states of a case and every move between them. docs/reference/case-states.md is drawn from MOVES."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from . import facts


class Status(models.TextChoices):
    DRAFT = "draft", _("being filled in")
    SUBMITTED = "submitted", _("waiting for an officer")
    TAKEN = "taken", _("being checked")
    RETURNED = "returned", _("waiting for a missing paper")
    ACCEPTED = "accepted", _("complete, waiting for approval")
    REOPENED = "reopened", _("being compared again")
    APPROVED = "approved", _("approved, documents are being made")
    READY = "ready", _("ready to collect")
    HANDED_OVER = "handed_over", _("handed over")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")


@dataclass(frozen=True)
class Move:
    """From one state to the next, and the fact that says so."""

    source: Status
    target: Status
    fact: str


MOVES = (
    Move(Status.DRAFT, Status.SUBMITTED, facts.CASE_SUBMITTED),
    Move(Status.SUBMITTED, Status.TAKEN, facts.CASE_TAKEN),
    Move(Status.TAKEN, Status.SUBMITTED, facts.CASE_RELEASED),
    # Passed on to a colleague it stays taken; to the queue it moves, and back when that is undone.
    Move(Status.TAKEN, Status.SUBMITTED, facts.CASE_REASSIGNED),
    Move(Status.SUBMITTED, Status.TAKEN, facts.CASE_REASSIGNMENT_UNDONE),
    Move(Status.TAKEN, Status.RETURNED, facts.CASE_RETURNED),
    Move(Status.ACCEPTED, Status.RETURNED, facts.CASE_RETURNED),
    # A returned case goes back to where it came from: before or after the file was found complete.
    Move(Status.RETURNED, Status.TAKEN, facts.CASE_COMPLETED),
    Move(Status.RETURNED, Status.ACCEPTED, facts.CASE_COMPLETED),
    Move(Status.RETURNED, Status.TAKEN, facts.CASE_RETURN_OVERTURNED),
    Move(Status.RETURNED, Status.ACCEPTED, facts.CASE_RETURN_OVERTURNED),
    Move(Status.TAKEN, Status.ACCEPTED, facts.CASE_ACCEPTED),
    # A proposed change goes back to the officers before its decision; its promise runs on meanwhile.
    Move(Status.ACCEPTED, Status.REOPENED, facts.CASE_PROPOSAL_SENT_BACK),
    Move(Status.ACCEPTED, Status.REOPENED, facts.CASE_PROPOSAL_TAKEN_BACK),
    Move(Status.REOPENED, Status.ACCEPTED, facts.CASE_PROPOSED_ANEW),
    Move(Status.REOPENED, Status.REFUSED, facts.CASE_REFUSED),
    Move(Status.REOPENED, Status.WITHDRAWN, facts.CASE_WITHDRAWN),
    Move(Status.ACCEPTED, Status.APPROVED, facts.CASE_APPROVED),
    Move(Status.APPROVED, Status.READY, facts.CASE_READY),
    Move(Status.READY, Status.HANDED_OVER, facts.CASE_HANDED_OVER),
    Move(Status.TAKEN, Status.REFUSED, facts.CASE_REFUSED),
    Move(Status.ACCEPTED, Status.REFUSED, facts.CASE_REFUSED),
    Move(Status.SUBMITTED, Status.WITHDRAWN, facts.CASE_WITHDRAWN),
    Move(Status.TAKEN, Status.WITHDRAWN, facts.CASE_WITHDRAWN),
    Move(Status.RETURNED, Status.WITHDRAWN, facts.CASE_WITHDRAWN),
    Move(Status.ACCEPTED, Status.WITHDRAWN, facts.CASE_WITHDRAWN),
)

OVER = frozenset({Status.HANDED_OVER, Status.REFUSED, Status.WITHDRAWN})
WITH_THE_OFFICE = frozenset({Status.SUBMITTED, Status.TAKEN, Status.RETURNED, Status.ACCEPTED, Status.REOPENED})


def may_move(source: str, target: str, fact: str) -> bool:
    """Whether the table knows this move."""
    return any((move.source, move.target, move.fact) == (source, target, fact) for move in MOVES)


def diagram() -> str:
    """The table as a Mermaid state diagram."""
    lines = ["stateDiagram-v2", "    [*] --> draft"]
    lines += [f"    {move.source} --> {move.target}: {move.fact}" for move in MOVES]
    lines += [f"    {status} --> [*]" for status in Status if status in OVER]
    return "\n".join(lines)
