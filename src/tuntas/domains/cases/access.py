"""Who may do what with a case. The reason of a refusal is product copy: page, API and tests show it."""

from __future__ import annotations

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tuntas.domains.catalogue import queries as catalogue
from tuntas.domains.catalogue.rules import Approver
from tuntas.domains.offices.rules import Role
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import YES, Decision

from . import approvers
from .models import Case, Return
from .rules import may_be_asked, numbers_in
from .scope import locked_for, of_offices, offices_of, seen_by, visible_to  # noqa: F401 – asked for by this name
from .workflow import WITH_THE_OFFICE, Status

_ONLY = {
    Approver.REGISTRAR: _("Only a registrar of this office approves."),
    Approver.AUTHORISED_APPROVER: _("Only the authorised approver of this office approves."),
}
_NOT_YOUR_OFFICE = _("Only the office that keeps this case may do this.")
_NOT_AT_THE_COUNTER = _("Only those who serve residents at this office do this.")
_AT_THE_COUNTER = frozenset({Role.OFFICER, Role.REGISTRAR, Role.HEAD_OF_UNIT})


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
        return Decision(_NOT_YOUR_OFFICE)
    if not concerns_own_family(actor, case):
        return Decision(_("This application does not concern your family: no exception is needed."))
    return YES


def can_start_at_counter(actor: Actor, office_code: str) -> Decision:
    if actor.serves(office_code) and actor.role == Role.OFFICER:
        return YES
    return Decision(_("Only an officer starts an application at the counter of their office."))


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
        return Decision(_NOT_YOUR_OFFICE)
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
        return Decision(_NOT_YOUR_OFFICE)
    if case.status == Status.TAKEN:
        return can_tick(actor, case)
    if case.status != Status.ACCEPTED:
        return Decision(_("Only a case that is being checked or approved can be returned."))
    return YES


def can_ask_for(requirement: str, *, on_the_list: list[str], seen: list[str]) -> Decision:
    if requirement not in on_the_list:
        return Decision(_("This paper is not on the list of this service, so nobody may ask for it."))
    if not may_be_asked(requirement, on_the_list=on_the_list, seen=seen):
        return Decision(_("This paper was already ticked as seen."))
    return YES


def can_approve(actor: Actor, case: Case) -> Decision:
    approver = catalogue.service_version(case.service_code, case.service_version).approver
    if approver is None:
        return Decision(_("This service needs no approval."))
    on = localdate(case.accepted_at) if case.accepted_at else localdate(case.started_at)
    if not (actor.serves(case.office_code) and actor.role in approvers.roles_of(approver, on)):
        return Decision(_ONLY[approver])
    if str(case.accepted_by) == actor.id:
        return Decision(_("You accepted this case yourself. Another registrar must approve it."))
    if case.status != Status.ACCEPTED:
        return Decision(_("Only a complete case can be approved."))
    return YES


def can_propose_anew(actor: Actor, case: Case, *, is_proposed: bool) -> Decision:
    """An officer compares the register with the proof again, because it changed while the case waited."""
    if not (actor.serves(case.office_code) and actor.role == Role.OFFICER):
        return Decision(_("Only an officer of this office proposes a change anew."))
    if not is_proposed or case.status != Status.ACCEPTED:
        return Decision(_("Nothing of this case waits for an approval."))
    return YES


def can_refuse(actor: Actor, case: Case) -> Decision:
    if case.status == Status.ACCEPTED:
        return can_approve(actor, case)
    return can_tick(actor, case)


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


def can_withdraw_document(actor: Actor, case: Case) -> Decision:
    if not (actor.serves(case.office_code) and actor.role == Role.REGISTRAR):
        return Decision(_("Only a registrar of this office withdraws a document."))
    if case.approved_at is None:
        return Decision(_("The document is not ready yet."))
    return YES


def can_renew_pin(actor: Actor, case: Case) -> Decision:
    return _at_the_counter(actor, case)


def can_prove_contact(actor: Actor, case: Case) -> Decision:
    return _at_the_counter(actor, case)


def _at_the_counter(actor: Actor, case: Case) -> Decision:
    if not actor.serves(case.office_code):
        return Decision(_NOT_YOUR_OFFICE)
    return YES if actor.role in _AT_THE_COUNTER else Decision(_NOT_AT_THE_COUNTER)


def can_contest(actor: Actor, returned: Return | None) -> Decision:
    if not actor.is_resident:
        return Decision(_("Only the applicant contests a return."))
    if returned is None:
        return Decision(_("Nothing was returned."))
    if returned.contested_at:
        return Decision(_("You have already contested this return."))
    return YES


def can_decide_contest(actor: Actor, case: Case, returned: Return | None) -> Decision:
    if not (actor.serves(case.office_code) and actor.role == Role.HEAD_OF_UNIT):
        return Decision(_("Only the head of unit decides a contested return."))
    if returned is None or not returned.is_undecided:
        return Decision(_("There is no contested return to decide."))
    return YES


def can_complete(actor: Actor, case: Case) -> Decision:
    if not actor.is_resident or case.status != Status.RETURNED:
        return Decision(_("Nothing is missing at the moment."))
    return YES


def can_withdraw(actor: Actor, case: Case) -> Decision:
    if not actor.is_resident or case.status not in WITH_THE_OFFICE:
        return Decision(_("This application can no longer be withdrawn."))
    return YES
