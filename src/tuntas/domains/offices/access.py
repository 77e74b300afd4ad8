"""Who sees and changes offices and hours, and who may change postings."""

from __future__ import annotations

import re
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tuntas.domains.offices.rules import Role
from tuntas.platform.actors import Actor, Kind
from tuntas.platform.decisions import YES, Decision

from .models import Office, Staff
from .queries.reach import top_office
from .rules.people import READS

ABOVE_THE_OFFICES = (Role.ADMINISTRATOR, Role.AGENCY_HEAD)
_PROVINCE = re.compile(r"\d\d")  # the code of the agency's own office


def visible_offices(actor: Actor) -> QuerySet[Office]:
    """The offices that somebody serves or answers for; all others do not exist on the pages of offices."""
    if actor.kind is Kind.SYSTEM:
        return Office.objects.all()
    return Office.objects.filter(code__in=actor.offices) if actor.is_staff else Office.objects.none()


def can_see_offices(actor: Actor) -> Decision:
    """Asks no database: the desk's bar is drawn with it."""
    if actor.kind is Kind.SYSTEM or (actor.is_staff and actor.role in READS):
        return YES
    return Decision(_("Only who is in charge of an office sees the list of offices."))


def can_change_hours(
    actor: Actor, *, office_code: str | None, from_on: date | None = None, today: date | None = None
) -> Decision:
    """Nobody changes the hours of their own office, and nobody changes a day that is over: both would move clocks.

    Without an office it is about every office, holidays among it. Only the agency stands above its own office.
    """
    if actor.kind is Kind.SYSTEM:
        return YES
    if not (actor.is_staff and actor.role in ABOVE_THE_OFFICES):
        return Decision(_("Only the agency's head or an administrator changes opening hours."))
    if not (decision := _is_above(actor, office_code)):
        return decision
    if from_on and today and from_on < today:
        return Decision(_("Opening hours can be changed from today on, not for days that are over."))
    return YES


def can_change_office(actor: Actor, *, office_code: str) -> Decision:
    """Where an office is, how it is called and until when it is there."""
    if actor.kind is Kind.SYSTEM:
        return YES
    if not (actor.is_staff and actor.role in ABOVE_THE_OFFICES):
        return Decision(_("Only the agency's head or an administrator changes offices."))
    return _is_above(actor, office_code)


def can_add_office(actor: Actor, *, region_code: str) -> Decision:
    """A new office in a region whose own office is below the actor's, or is it."""
    if actor.kind is Kind.SYSTEM:
        return YES
    if not (actor.is_staff and actor.role in ABOVE_THE_OFFICES):
        return Decision(_("Only the agency's head or an administrator changes offices."))
    if not actor.serves(region_code):
        return Decision(_("You are not in charge of this region."))
    return YES


def _is_above(actor: Actor, office_code: str | None) -> Decision:
    own = top_office(actor)
    is_the_agency = _PROVINCE.fullmatch(own) is not None
    if office_code is None:
        return YES if is_the_agency else Decision(_("Only the agency changes what holds for every office."))
    if not actor.serves(office_code):
        return Decision(_("You are not in charge of this office."))
    if office_code == own and not is_the_agency:
        return Decision(_("Nobody changes their own office or its hours. Ask the office above it."))
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
