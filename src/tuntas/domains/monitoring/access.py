"""Who sees how an office stands. Verbs on cases ask `cases.access`."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tuntas.domains.offices.rules import Role
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import YES, Decision, NotThere

ANSWERS_FOR_OFFICES = frozenset({Role.HEAD_OF_UNIT, Role.AGENCY_HEAD})


def can_watch(actor: Actor) -> Decision:
    if actor.is_staff and actor.role in ANSWERS_FOR_OFFICES:
        return YES
    return Decision(_("Only who answers for an office sees how it stands."))


def can_acknowledge(actor: Actor, office_code: str) -> Decision:
    """Say that one has read why somebody handled a case of their own family."""
    if can_watch(actor) and actor.serves(office_code):
        return YES
    return Decision(_("Only who answers for this office reads its emergencies."))


def ensure_there(actor: Actor, office_code: str = "") -> None:
    """Raise `NotThere` where the page, or this office on it, does not exist for the actor."""
    if not can_watch(actor) or (office_code and not actor.serves(office_code)):
        raise NotThere(_("There is no such office here."))
