"""Who may print, take, replace and withdraw a document, and why not."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from tuntas.platform.actors import Actor
from tuntas.platform.decisions import YES, Decision

from .models import Document
from .workflow import State, Status, allows, is_card

Reading = Callable[[Actor, Document], Decision]
_NOBODY = Decision(_("Only the applicant and the office that keeps the case may open this file."))
_reading: list[Reading] = []


def register_access(reading: Reading) -> None:
    """Say who may read a case's files; called once at start by the domain that owns cases. Until then nobody may."""
    _reading[:] = [reading]


def can_download(actor: Actor, document: Document, *, is_proved: bool = False) -> Decision:
    """A signed file leaves only after a proof of identity was recorded (`release`), and only to the case's people.

    `is_proved`: who asks proved just now, where they sit, who they are.
    """
    if is_card(document.kind):
        return Decision(_("This card is printed on its blank. It is never given as a file."))
    may_read = _reading[0](actor, document) if _reading else _NOBODY
    if not may_read:
        return may_read
    if document.state != State.SIGNED:
        return Decision(_("The document is not ready yet."))
    if document.status != Status.VALID:
        return Decision(_("This document is no longer valid."))
    if document.released_at is None and not is_proved:
        return Decision(_("The file opens after you have shown who you are at the counter."))
    return YES


def can_print(actor: Actor, document: Document) -> Decision:
    """Cards are printed by the office that keeps the case, once they are rendered."""
    if not is_card(document.kind):
        return Decision(_("Only cards are printed on blanks."))
    if not actor.serves(document.office_code):
        return Decision(_("Only the office that keeps the case prints its cards."))
    if document.status != Status.VALID:
        return Decision(_("This document is no longer valid."))
    return can_move(document, State.PRINTED)


def can_hand_over(actor: Actor, document: Document) -> Decision:
    """The card leaves at the office that keeps the case, printed and valid."""
    if not actor.serves(document.office_code):
        return Decision(_("Only the office that keeps the case hands over its cards."))
    if document.status != Status.VALID:
        return Decision(_("This document is no longer valid."))
    return can_move(document, State.HANDED_OVER)


def can_replace(old: Document, new: Document) -> Decision:
    """A valid document by another one of the same kind."""
    if old.status != Status.VALID:
        return Decision(_("This document is no longer valid."))
    if old.pk == new.pk or old.kind != new.kind:
        return Decision(_("A document is replaced by another one of the same kind."))
    return YES


def can_withdraw(document: Document) -> Decision:
    """Whatever is still valid can be withdrawn."""
    return YES if document.status == Status.VALID else Decision(_("This document is no longer valid."))


def can_move(document: Document, to: State) -> Decision:
    """The table of moves decides; cards and signed files go different ways."""
    right_way = to == State.PENDING or is_card(document.kind) != (to == State.SIGNED)
    if right_way and allows(document.state, to):
        return YES
    return Decision(_("The document is not ready yet."))
