"""Who may enter events in the register, and who may ask it about a person."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from tuntas.platform.actors import Actor, Kind
from tuntas.platform.decisions import YES, Decision

from . import elements
from .port import Child

LONGEST_NAME = 60


def can_record(by: Actor) -> Decision:
    """Only a registrar enters a civil event; the system does so when it loads a demonstration."""
    if by.kind is Kind.SYSTEM or (by.is_staff and by.role == "registrar"):
        return YES
    return Decision(_("Only a registrar enters an event in the register."))


def can_change(by: Actor) -> Decision:
    """Who decides about a family card: which of these roles it is on a day, the cases' own table says."""
    if by.is_staff and by.role in {"registrar", "head_of_unit"}:
        return YES
    return Decision(_("Only the authorised approver changes what the register says."))


def can_propose(by: Actor) -> Decision:
    """A change is proposed by an officer who saw its proof."""
    return YES if by.is_staff else Decision(_("Only staff of the registry propose a change."))


def can_ask(by: Actor) -> Decision:
    """Nobody outside the offices learns whether a person exists."""
    if by.is_staff or by.kind is Kind.SYSTEM:
        return YES
    return Decision(_("Only staff of the registry may ask the register."))


def can_search(by: Actor) -> Decision:
    """By name: only who serves residents, since the answer shows persons who did not ask for anything."""
    if by.is_staff and by.role in {"officer", "registrar", "head_of_unit"}:
        return YES
    return Decision(_("Only those who serve residents search for persons."))


def can_be_entered(child: Child) -> Decision:
    return can_be_named(child.name)


def can_be_named(name: str) -> Decision:
    """Permendagri 73/2022: at most 60 characters with spaces, and no digits; such a name gets no document."""
    if not name.strip() or len(name) > LONGEST_NAME:
        return Decision(_("A name has 1 to 60 characters, spaces included."))
    if any(letter.isdigit() for letter in name):
        return Decision(_("A name has no digits."))
    return YES


def can_become(changes: Mapping[str, str]) -> Decision:
    """Only the elements of the closed list change, and only to what their lists of codes hold."""
    if not changes or any(not elements.is_known(element, value) for element, value in changes.items()):
        return Decision(_("This is not among the data that a family card's change can name."))
    return can_be_named(changes["name"]) if "name" in changes else YES
