"""Who plans an office's day."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tuntas.domains.offices.rules import Role
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import YES, Decision, NotThere

PLANS = frozenset({Role.HEAD_OF_UNIT, Role.AGENCY_HEAD})


def can_plan(actor: Actor) -> Decision:
    """Asks no database: the desk's bar is drawn with it."""
    if actor.is_staff and actor.role in PLANS:
        return YES
    return Decision(_("Only who answers for an office plans its counters."))


def ensure_there(actor: Actor, office_code: str = "") -> None:
    """Raise `NotThere` where the page, or this office on it, does not exist for the actor."""
    if not can_plan(actor) or (office_code and not actor.serves(office_code)):
        raise NotThere(_("There is no such office here."))
