"""Who may change hours and postings."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from tuntas.domains.offices.rules import Role
from tuntas.platform.actors import Actor, Kind
from tuntas.platform.decisions import YES, Decision

from .models import Staff

ABOVE_THE_OFFICES = (Role.ADMINISTRATOR, Role.AGENCY_HEAD)


def can_change_hours(actor: Actor, *, from_on: date, today: date) -> Decision:
    """Nobody changes the hours of their own office, and nobody changes a day that is over: both would move clocks."""
    if actor.kind is Kind.SYSTEM:
        return YES
    if not (actor.is_staff and actor.role in ABOVE_THE_OFFICES):
        return Decision(_("Only the agency's head or an administrator changes opening hours."))
    if from_on < today:
        return Decision(_("Opening hours can be changed from today on, not for days that are over."))
    return YES


def can_manage_staff(actor: Actor) -> Decision:
    if actor.kind is Kind.SYSTEM or (actor.is_staff and actor.role == Role.ADMINISTRATOR):
        return YES
    return Decision(_("Only an administrator adds staff and postings."))


def can_declare_family(actor: Actor, staff: Staff) -> Decision:
    if actor.kind is Kind.SYSTEM or (actor.is_staff and actor.id == str(staff.pk)):
        return YES
    return Decision(_("Everybody declares their own family."))


def can_correct_family(actor: Actor, staff: Staff) -> Decision:
    if actor.id == str(staff.pk):
        return Decision(
            _("Ask whoever manages your account: a number of one's own family is not taken back by oneself.")
        )
    return can_manage_staff(actor)
