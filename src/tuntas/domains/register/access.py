"""Who may enter events in the register, and who may ask it about a person."""

from django.utils.translation import gettext_lazy as _

from tuntas.platform.actors import Actor, Kind
from tuntas.platform.decisions import YES, Decision

from .port import Child

LONGEST_NAME = 60


def can_record(by: Actor) -> Decision:
    """Only a registrar enters a civil event; the system does so when it loads a demonstration."""
    if by.kind is Kind.SYSTEM or (by.is_staff and by.role == "registrar"):
        return YES
    return Decision(_("Only a registrar enters an event in the register."))


def can_ask(by: Actor) -> Decision:
    """Nobody outside the offices learns whether a person exists."""
    if by.is_staff or by.kind is Kind.SYSTEM:
        return YES
    return Decision(_("Only staff of the registry may ask the register."))


def can_be_entered(child: Child) -> Decision:
    """Permendagri 73/2022: at most 60 characters with spaces, and no digits; such a name gets no document."""
    if not child.name.strip() or len(child.name) > LONGEST_NAME:
        return Decision(_("A name has 1 to 60 characters, spaces included."))
    if any(letter.isdigit() for letter in child.name):
        return Decision(_("A name has no digits."))
    return YES
