"""Where we write about an appointment: an address confirmed by a code, until somebody or time deletes it."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tuntas.domains.messaging import actions as messaging
from tuntas.platform.actors import SYSTEM, Actor
from tuntas.platform.decisions import Decision, Refused

from .. import facts
from ..models import Appointment, AppointmentContact
from ..rules.booking import Booking
from . import _booking as booking
from . import mailing

KEPT_FOR = timedelta(days=1)  # after the end: the last message may still be waiting
AT_ONCE = 500


@transaction.atomic
def give_address(which: str | UUID, address: str, *, language: str, by: Actor, at: datetime) -> None:
    """Send a code to this address; until it comes back, nothing else is sent there."""
    found = _confirmed(which, by)
    contact = AppointmentContact.objects.filter(appointment=found).first()
    if contact and contact.told_at:
        raise Refused(Decision(_("We write to an address already. Delete it first.")))
    contact = contact or AppointmentContact(appointment=found)
    contact.confirmation = messaging.begin_confirmation(
        address, subject=contact.stream, by=by, at=at, language=language, template="confirm_appointment"
    )
    contact.language = language
    contact.save()


@transaction.atomic
def confirm_address(which: str | UUID, code: str, *, by: Actor, at: datetime) -> Decision:
    """The code came back: the time is written there. A refusal is answered, not raised, because it counts a try."""
    found = _confirmed(which, by)
    contact = AppointmentContact.objects.filter(appointment=found).first()
    if contact is None:
        return Decision(_("Write your e-mail address first."))
    decision = messaging.confirm(contact.confirmation, code, by=by, at=at)
    if decision and contact.told_at is None:
        booking.tell(found, facts.APPOINTMENT_WANTS_MAIL, by=by, at=at)
        mailing.tell_time(found, contact, by=by, at=at)
    return decision


@transaction.atomic
def forget_address(which: str | UUID, *, by: Actor, at: datetime) -> None:
    """The address is deleted, and what still waits for it is not sent. Asked twice is once."""
    found = booking.locked(which, by=by)
    for contact in AppointmentContact.objects.filter(appointment=found):
        _forget(contact, by=by, at=at)
        booking.tell(found, facts.APPOINTMENT_WANTS_NO_MAIL, by=by, at=at)


def forget_addresses(at: datetime) -> int:
    """Addresses of appointments that are over are deleted. How many."""
    over = AppointmentContact.objects.filter(appointment__ended_at__lt=at - KEPT_FOR)
    with transaction.atomic():
        contacts = list(over.select_for_update(skip_locked=True, of=("self",))[:AT_ONCE])
        for contact in contacts:
            _forget(contact, by=SYSTEM, at=at)
    return len(contacts)


def _confirmed(which: str | UUID, by: Actor) -> Appointment:
    found = booking.locked(which, by=by)
    if found.state != Booking.CONFIRMED:
        raise Refused(Decision(_("This is not possible with this appointment any more.")))
    return found


def _forget(contact: AppointmentContact, *, by: Actor, at: datetime) -> None:
    messaging.end_confirmation(contact.confirmation, by=by, at=at)
    contact.delete()
