"""At the counter: who starts cases there, hands over, prints, and vouches for the applicant."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tuntas.domains.offices.rules import Role
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import YES, Decision

from ..models import Case
from ..workflow import WITH_THE_OFFICE, Status
from ._words import AT_THE_COUNTER, NOT_AT_THE_COUNTER, NOT_YOUR_OFFICE


def can_start_at_counter(actor: Actor, office_code: str) -> Decision:
    if actor.serves(office_code) and actor.role == Role.OFFICER:
        return YES
    return Decision(_("Only an officer starts an application at the counter of their office."))


def can_hand_over(actor: Actor, case: Case) -> Decision:
    if not (decision := _at_the_counter(actor, case)):
        return decision
    if case.status != Status.READY:
        return Decision(_("The document is not ready yet."))
    return YES


def can_print_card(actor: Actor, case: Case) -> Decision:
    if not (decision := _at_the_counter(actor, case)):
        return decision
    if case.status != Status.APPROVED:
        return Decision(_("Only an approved case has a card to print."))
    return YES


def can_report_cause(actor: Actor, case: Case) -> Decision:
    if not (decision := _at_the_counter(actor, case)):
        return decision
    if case.status not in {*WITH_THE_OFFICE, Status.APPROVED}:
        return Decision(_("No clock is running for this case."))
    return YES


def can_renew_pin(actor: Actor, case: Case) -> Decision:
    return _at_the_counter(actor, case)


def can_prove_contact(actor: Actor, case: Case) -> Decision:
    return _at_the_counter(actor, case)


def _at_the_counter(actor: Actor, case: Case) -> Decision:
    if not actor.serves(case.office_code):
        return Decision(NOT_YOUR_OFFICE)
    return YES if actor.role in AT_THE_COUNTER else Decision(NOT_AT_THE_COUNTER)
