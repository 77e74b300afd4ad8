"""Nobody handles a case of their own family, unless an emergency is claimed."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tuntas.platform.actors import Actor
from tuntas.platform.decisions import YES, Decision

from ..models import Case
from ..rules import numbers_in
from ._words import NOT_YOUR_OFFICE


def concerns_own_family(actor: Actor, case: Case) -> bool:
    """Whether the answers hold a number that the actor declared as their own family's."""
    return bool(actor.kin) and not actor.kin.isdisjoint(numbers_in(case.answers))


def can_handle(actor: Actor, case: Case) -> Decision:
    """Nobody touches a case of their own family, unless they claimed an emergency for it."""
    if not concerns_own_family(actor, case) or case.family_exceptions.filter(by=actor.id).exists():
        return YES
    return Decision(
        _("This application concerns your own family. Somebody else handles it; in an emergency say why.")
    )


def can_claim_exception(actor: Actor, case: Case) -> Decision:
    if not actor.serves(case.office_code):
        return Decision(NOT_YOUR_OFFICE)
    if not concerns_own_family(actor, case):
        return Decision(_("This application does not concern your family: no exception is needed."))
    return YES
