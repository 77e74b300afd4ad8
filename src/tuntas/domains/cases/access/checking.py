"""While a file is checked: taking, ticking, returning, accepting, and passing on what somebody holds."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tuntas.domains.offices.rules import Role
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import YES, Decision

from ..models import Case
from ..rules import may_be_asked
from ..workflow import Status
from ._words import AT_THE_COUNTER, NOT_AT_THE_COUNTER, NOT_YOUR_OFFICE


def can_take(actor: Actor, case: Case) -> Decision:
    if not (actor.serves(case.office_code) and actor.role == Role.OFFICER):
        return Decision(_("Only an officer of this office takes its cases."))
    if case.status == Status.TAKEN:
        return Decision(_("Another officer has already taken this case."))
    if case.status != Status.SUBMITTED:
        return Decision(_("Only a case that is waiting can be taken."))
    return YES


def can_release(actor: Actor, case: Case) -> Decision:
    if not (actor.serves(case.office_code) and actor.role == Role.HEAD_OF_UNIT):
        return Decision(_("Only the head of unit gives a case back to the queue."))
    if case.status != Status.TAKEN:
        return Decision(_("Nobody is holding this case."))
    return YES


def can_reassign(actor: Actor, office_code: str) -> Decision:
    if actor.serves(office_code) and actor.role == Role.HEAD_OF_UNIT:
        return YES
    return Decision(_("Only the head of unit passes cases on to somebody else."))


def can_tick(actor: Actor, case: Case) -> Decision:
    """Ticking papers, accepting and refusing before acceptance are for the officer who took the case."""
    if not actor.serves(case.office_code):
        return Decision(NOT_YOUR_OFFICE)
    if case.status != Status.TAKEN:
        return Decision(_("Take the case first."))
    if str(case.taken_by) != actor.id:
        return Decision(_("Another officer is working on this case."))
    return YES


def can_accept(actor: Actor, case: Case, *, missing: list[str]) -> Decision:
    if not (decision := can_tick(actor, case)):
        return decision
    if missing:
        return Decision(_("Tick every required paper as seen first."))
    return YES


def can_return(actor: Actor, case: Case) -> Decision:
    if not actor.serves(case.office_code):
        return Decision(NOT_YOUR_OFFICE)
    if case.status == Status.TAKEN:
        return can_tick(actor, case)
    if actor.role not in AT_THE_COUNTER:
        return Decision(NOT_AT_THE_COUNTER)
    if case.status != Status.ACCEPTED:
        return Decision(_("Only a case that is being checked or approved can be returned."))
    return YES


def can_ask_for(requirement: str, *, on_the_list: list[str], seen: list[str]) -> Decision:
    if requirement not in on_the_list:
        return Decision(_("This paper is not on the list of this service, so nobody may ask for it."))
    if not may_be_asked(requirement, on_the_list=on_the_list, seen=seen):
        return Decision(_("This paper was already ticked as seen."))
    return YES
