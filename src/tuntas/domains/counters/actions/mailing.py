"""What we write about an appointment: its time, a reminder the day before, that it was cancelled, that we are shut."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone, translation

from tuntas.domains.messaging import actions as messaging
from tuntas.domains.messaging import queries as messages
from tuntas.platform.actors import SYSTEM, Actor
from tuntas.platform.ui import dates

from ..models import Appointment, AppointmentContact
from ..queries.appointments import outside_hours
from ..queries.booking import shown as shown_now
from ..rules.booking import Booking

REMIND_BEFORE = timedelta(days=1)
AT_ONCE = 500


def tell_time(found: Appointment, contact: AppointmentContact, *, by: Actor, at: datetime) -> None:
    """The address was confirmed, or the time is another."""
    contact.told_at = at
    contact.save()
    _write("appointment_made", found, contact, by=by, at=at)


def tell_moved(old: Appointment, new: Appointment, *, by: Actor, at: datetime) -> None:
    """The address goes along: what waits about the old time is not sent, the new one is written there."""
    for contact in AppointmentContact.objects.filter(appointment=old):
        contact.appointment, contact.reminded_at = new, None
        contact.save()
        if contact.told_at:
            messaging.withdraw(contact.stream, by=by, at=at)
            tell_time(new, contact, by=by, at=at)


def tell_cancelled(found: Appointment, *, by: Actor, at: datetime) -> None:
    for contact in _told().filter(appointment=found):
        messaging.withdraw(contact.stream, by=by, at=at)
        _write("appointment_cancelled", found, contact, by=by, at=at)


def tell_shut(at: datetime, *, office_code: str | None = None) -> int:
    """Opening hours changed, of an office or of all: whose time lies outside them now is asked to choose another, once.

    How many.
    """
    coming = _told().filter(appointment__state=Booking.CONFIRMED, appointment__starts_at__gt=at)
    if office_code is not None:
        coming = coming.filter(appointment__office_code=office_code)
    contacts = list(coming.select_related("appointment"))
    shut = outside_hours([one.appointment for one in contacts])
    for contact in contacts:
        if contact.appointment_id in shut:
            _write("appointment_shut", contact.appointment, contact, by=SYSTEM, at=at)
    return len(shut)


def remind(at: datetime) -> int:
    """Those whose time is tomorrow, each once; not who was told the time within the last day. How many."""
    due = _told().filter(
        appointment__state=Booking.CONFIRMED,
        appointment__starts_at__gt=at,
        appointment__starts_at__lte=at + REMIND_BEFORE,
        told_at__lt=F("appointment__starts_at") - REMIND_BEFORE,
        reminded_at=None,
    )
    return sum(_remind(contact, at=at) for contact in due.values_list("pk", flat=True)[:AT_ONCE])


@transaction.atomic
def _remind(contact_id: UUID, *, at: datetime) -> int:
    # First the appointment, as its own verbs do: whoever moves it at this moment is waited for.
    found = (
        Appointment.objects.select_for_update(of=("self",))
        .filter(contact=contact_id, state=Booking.CONFIRMED)
        .first()
    )
    contact = _told().filter(pk=contact_id, appointment=found, reminded_at=None).first() if found else None
    if found is None or contact is None or not at < found.starts_at <= at + REMIND_BEFORE:
        return 0
    contact.reminded_at = at
    contact.save()
    if not outside_hours([found]):  # they were asked to choose another time
        _write("appointment_reminder", found, contact, by=SYSTEM, at=at)
    return 1


def _write(template: str, found: Appointment, contact: AppointmentContact, *, by: Actor, at: datetime) -> None:
    """One message of a kind about one time, however often it is asked for."""
    address = messages.confirmed_address(contact.confirmation, subject=contact.stream)
    if address is None:
        return
    with translation.override(contact.language):
        shown = shown_now(found, at)
        page = f"{settings.PUBLIC_ORIGIN}/appointment/{found.token}/"
        blanks = {
            "moment": dates.moment(
                found.starts_at, language=contact.language, zone=timezone.get_current_timezone()
            ),
            "office": shown.office,
            "service": str(shown.service.name),
            "code": shown.code_in_two,
            "address": page,
            "calendar": f"{page}janji-temu.ics",
        }
    messaging.queue(
        template,
        to=address,
        params=blanks,
        key=f"{template}:{contact.pk}:{found.pk}",
        subject=contact.stream,
        language=contact.language,
        by=by,
        at=at,
    )


def _told() -> QuerySet[AppointmentContact]:
    return AppointmentContact.objects.exclude(told_at=None)
