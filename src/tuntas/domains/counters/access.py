"""Who may do what with tickets and counters, with the sentence that says why not."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tuntas.domains.offices import queries as offices
from tuntas.domains.offices.rules import Role
from tuntas.platform.actors import Actor, Kind
from tuntas.platform.decisions import YES, Decision

from .models import Alarm, CounterSession, Day, Ticket
from .rules.workflow import MOVES, State

AT_THE_COUNTER = frozenset({Role.OFFICER, Role.REGISTRAR, Role.HEAD_OF_UNIT})
ANSWERS = frozenset({Role.HEAD_OF_UNIT, Role.AGENCY_HEAD})  # for an office
_NOT_YOUR_OFFICE = _("Only those who serve residents at this office do this.")


def serves_residents(actor: Actor, office_code: str) -> bool:
    return actor.serves(office_code) and actor.role in AT_THE_COUNTER


def can_issue(actor: Actor, office_code: str) -> Decision:
    """Anyone takes a ticket at a kiosk or with a phone; an officer gives one at their own office."""
    if not actor.is_staff or serves_residents(actor, office_code):
        return YES
    return Decision(_NOT_YOUR_OFFICE)


def can_book(actor: Actor, office_code: str) -> Decision:
    """Anyone books and changes what is theirs; an officer does it at their own office, for somebody who asks."""
    return can_issue(actor, office_code)


def may_book_for(actor: Actor, case_id: UUID) -> Decision:
    """Only who has proved an application to be theirs: the id of a resident is that of the application."""
    if actor.kind is Kind.RESIDENT and actor.id == str(case_id):
        return YES
    return Decision(_("Only the applicant makes an appointment for an application."))


def can_open_counter(actor: Actor, office_code: str) -> Decision:
    return YES if serves_residents(actor, office_code) else Decision(_NOT_YOUR_OFFICE)


def can_use(actor: Actor, session: CounterSession) -> Decision:
    """Only who opened a counter calls at it."""
    if not serves_residents(actor, session.office_code):
        return Decision(_NOT_YOUR_OFFICE)
    if str(session.officer) != actor.id:
        return Decision(_("Somebody else is serving at this counter."))
    if session.closed_at is not None:
        return Decision(_("This counter is closed. Open a counter first."))
    return YES


def can_call(actor: Actor, session: CounterSession) -> Decision:
    if not (decision := can_use(actor, session)):
        return decision
    if session.break_since is not None:
        return Decision(_("You are on a break. End it first."))
    return YES


def calls_letter(session: CounterSession, ticket: Ticket) -> Decision:
    """Out of turn too: whoever was sent to another agency is called by nobody else."""
    if ticket.letter in session.counter.letters:
        return YES
    why = _(
        "Your counter does not call letter %(letter)s. Ask a counter that does, or who sets up the counters."
    )
    return Decision(why % {"letter": ticket.letter})


def is_todays(session: CounterSession, at: datetime) -> Decision:
    """Over midnight a counter finishes whom it serves; nobody is called any more on a day that is over."""
    if session.business_day == offices.office_day(at):
        return YES
    return Decision(_("This counter was opened on another day. Open it again."))


def can_close_counter(actor: Actor, session: CounterSession) -> Decision:
    """The head of unit closes what somebody left open."""
    if actor.serves(session.office_code) and actor.role == Role.HEAD_OF_UNIT and session.closed_at is None:
        return YES
    return can_use(actor, session)


def may_move(ticket: Ticket, to: State) -> Decision:
    if to in MOVES[State(ticket.state)]:
        return YES
    return Decision(_("This is not possible with this ticket any more. Look at the queue again."))


def may_take_back(ticket: Ticket, day: Day, at: datetime) -> Decision:
    """What was given up by mistake, until the doors are shut."""
    if ticket.state != State.LEFT:
        return Decision(_("This is not possible with this ticket any more. Look at the queue again."))
    if day.closes_at is None or at >= day.closes_at:
        return Decision(_("The office is closed now. Take a new ticket when it is open."))
    return YES


def can_set_up(actor: Actor, office_code: str) -> Decision:
    """Which counters there are and what they are for."""
    if actor.kind is Kind.SYSTEM:
        return YES
    if actor.serves(office_code) and actor.role in ANSWERS:
        return YES
    return Decision(_("Only the head of unit sets up the counters of this office."))


def can_set_up_some(actor: Actor) -> Decision:
    """Whether there is an office whose counters this person sets up: then the tables are there."""
    if actor.kind is Kind.SYSTEM or (actor.is_staff and actor.role in ANSWERS):
        return YES
    return Decision(_("Only the head of unit sets up the counters of this office."))


def answers_for(actor: Actor, office_code: str) -> bool:
    return actor.serves(office_code) and actor.role in ANSWERS


def can_answer_alarm(actor: Actor, alarm: Alarm) -> Decision:
    """Read an alarm, and say what was done about it."""
    if not answers_for(actor, alarm.office_code):
        return Decision(_("Only who answers for this office answers its alarms."))
    if alarm.closed_at is not None:
        return Decision(_("This alarm has ended: the risk is gone."))
    return YES


def may_come_after_all(ticket: Ticket, at: datetime) -> Decision:
    """Only who was called in vain, and today: nobody is taken away from a counter, or waits on a day that is over."""
    if ticket.state == State.ABSENT and ticket.business_day == offices.office_day(at):
        return YES
    return Decision(_("This is not possible with this ticket any more. Look at the queue again."))


def may_tie(ticket: Ticket) -> Decision:
    """An ended ticket stays with what it was for."""
    if ticket.state in (State.LEFT, State.EXPIRED):
        return Decision(_("This ticket has ended. Take a new one."))
    return YES


def can_set_up_kiosk(actor: Actor, office_code: str) -> Decision:
    """Whoever serves residents at an office may make a device in its waiting room a kiosk."""
    return YES if serves_residents(actor, office_code) else Decision(_NOT_YOUR_OFFICE)


def can_end_kiosk(actor: Actor, office_code: str) -> Decision:
    if actor.serves(office_code) and actor.role == Role.HEAD_OF_UNIT:
        return YES
    return Decision(_("Only the head of unit takes a kiosk out of use."))


def can_renew_queue_code(actor: Actor, office_code: str) -> Decision:
    if actor.serves(office_code) and actor.role == Role.HEAD_OF_UNIT:
        return YES
    return Decision(_("Only the head of unit renews the code of the poster."))
