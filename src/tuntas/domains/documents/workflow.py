"""How far a document has come, and which moves are allowed."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from . import facts


class Kind(models.TextChoices):
    """What can be issued."""

    BIRTH_CERTIFICATE = "birth_certificate", _("Birth certificate excerpt")
    FAMILY_CARD = "family_card", _("Family card")
    CHILD_CARD = "child_card", _("Child identity card")
    KTP_EL = "ktp_el", _("KTP-el")


# Permendagri 109/2019 articles 12 and 21: cards are not signed electronically, everything else is.
CARDS = frozenset({Kind.CHILD_CARD, Kind.KTP_EL})


class State(models.TextChoices):
    """How far the production of the paper has come."""

    PENDING = "pending", _("Being made")
    SIGNED = "signed", _("Signed")
    RENDERED = "rendered", _("Ready for printing")
    PRINTED = "printed", _("Printed")
    HANDED_OVER = "handed_over", _("Handed over")


class Status(models.TextChoices):
    """What the paper is worth today."""

    VALID = "valid", _("Valid")
    REPLACED = "replaced", _("Replaced")
    WITHDRAWN = "withdrawn", _("Withdrawn")


@dataclass(frozen=True)
class Move:
    before: State
    after: State
    fact: str


# An unsigned rendering of a signed kind is never kept, so it goes from pending to signed in one step.
MOVES = (
    Move(State.PENDING, State.SIGNED, facts.DOCUMENT_READY),
    Move(State.PENDING, State.RENDERED, facts.DOCUMENT_RENDERED),
    Move(State.RENDERED, State.PRINTED, facts.DOCUMENT_PRINTED),
    Move(State.PRINTED, State.HANDED_OVER, facts.DOCUMENT_HANDED_OVER),
)

READY = frozenset({State.SIGNED, State.PRINTED, State.HANDED_OVER})


def is_card(kind: str) -> bool:
    """Is it printed on a blank instead of being signed as a file?"""
    return kind in CARDS


def allows(before: str, after: str) -> bool:
    """Is this move in the table?"""
    return any((move.before, move.after) == (before, after) for move in MOVES)
