"""What we write about an appointment: its time, a reminder the day before, that it was cancelled, that we are shut."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone, translation

from tuntas.domains.messaging import actions as messaging
from tuntas.domains.messaging import queries as messages
from tuntas.domains.offices import queries as offices
from tuntas.platform.actors import SYSTEM, Actor
from tuntas.platform.ui import dates

from ..models import Appointment, AppointmentContact
from ..queries.appointments import outside_hours
from ..queries.booking import find_service
from ..rules.booking import Booking
from ..rules.slots import BOUNDS

Told = tuple[Appointment, AppointmentContact]

REMIND_BEFORE = timedelta(days=1)
LATEST = timedelta(minutes=BOUNDS["late_minutes"][1])
AT_ONCE = 200  # appointments that are read, and locked, together


def tell_time(found: Appointment, contact: AppointmentContact, *, by: Actor, at: datetime) -> None:
    """The address was confirmed, or the time is another."""
    contact.told_at = at
    contact.save()
    _write("appointment_made", [(found, contact)], by=by, at=at)


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
        _write("appointment_cancelled", [(found, contact)], by=by, at=at)


def tell_shut(at: datetime, *, office_code: str | None = None) -> int:
    """Opening hours changed, of an office or of all: whose time lies outside them now is asked to choose another, once.

    How many.
    """
    coming = Appointment.objects.filter(
        state=Booking.CONFIRMED, starts_at__gt=at, contact__told_at__isnull=False
    ).order_by("pk")
    if office_code is not None:
        coming = coming.filter(office_code=office_code)
    told, some = 0, list(coming[:AT_ONCE])
    while some:
        told += _tell_those_shut_out(outside_hours(some), at=at)
        some = list(coming.filter(pk__gt=some[-1].pk)[:AT_ONCE])
    return told


def remind(at: datetime) -> int:
    """Those whose time is tomorrow, each once; not who was told the time within the last day. How many."""
    reminded = 0
    while some := _remind_some(at=at):
        reminded += some
    return reminded


@transaction.atomic
def _tell_those_shut_out(shut: Collection[UUID], *, at: datetime) -> int:
    rows = Appointment.objects.select_for_update().filter(pk__in=shut, state=Booking.CONFIRMED)
    told = _with_contacts(rows.order_by("pk"))
    _write("appointment_shut", told, by=SYSTEM, at=at)
    return len(told)


@transaction.atomic
def _remind_some(*, at: datetime) -> int:
    # Whoever moves one at this moment is not waited for: the next turn comes in a minute.
    due = Appointment.objects.select_for_update(of=("self",), skip_locked=True).filter(
        state=Booking.CONFIRMED,
        latest_at__range=(at, at + REMIND_BEFORE + LATEST),  # which the index of those awaited finds
        starts_at__gt=at,
        starts_at__lte=at + REMIND_BEFORE,
        contact__told_at__lt=F("starts_at") - REMIND_BEFORE,
        contact__reminded_at=None,
    )
    told = _with_contacts(due.order_by("pk")[:AT_ONCE])
    reminded = AppointmentContact.objects.filter(pk__in=[contact.pk for _found, contact in told])
    reminded.update(reminded_at=at)
    shut = outside_hours([found for found, _contact in told])  # they were asked to choose another time
    _write("appointment_reminder", [one for one in told if one[0].pk not in shut], by=SYSTEM, at=at)
    return len(told)


def _with_contacts(locked: QuerySet[Appointment]) -> list[Told]:
    """First the appointments, as their own verbs do; then, behind the locks, where we write about them. Two queries."""
    found = {one.pk: one for one in locked}
    contacts = _told().filter(appointment__in=found).order_by("pk") if found else []
    return [(found[contact.appointment_id], contact) for contact in contacts]


def _write(template: str, about: Sequence[Told], *, by: Actor, at: datetime) -> None:
    """One message of a kind about one time, however often it is asked for. Reads for all of them at once."""
    if not about:
        return
    proofs = {contact.stream: contact.confirmation for _found, contact in about}
    addresses = messages.confirmed_addresses(proofs)
    names = offices.office_names({found.office_code for found, _contact in about})
    for found, contact in about:
        if address := addresses.get(contact.stream):
            name = names.get(found.office_code, found.office_code)
            _write_one(template, found, contact, to=address, office=name, by=by, at=at)


def _write_one(
    template: str,
    found: Appointment,
    contact: AppointmentContact,
    *,
    to: str,
    office: str,
    by: Actor,
    at: datetime,
) -> None:
    with translation.override(contact.language):
        service = find_service(found.service_code, at)
        page = f"{settings.PUBLIC_ORIGIN}/appointment/{found.token}/"
        blanks = {
            "moment": dates.moment(
                found.starts_at, language=contact.language, zone=timezone.get_current_timezone()
            ),
            "office": office,
            "service": str(service.name) if service else found.service_code,
            "code": found.code_in_two,
            "address": page,
            "calendar": f"{page}janji-temu.ics",
        }
    messaging.queue(
        template,
        to=to,
        params=blanks,
        key=f"{template}:{contact.pk}:{found.pk}",
        subject=contact.stream,
        language=contact.language,
        by=by,
        at=at,
    )


def _told() -> QuerySet[AppointmentContact]:
    return AppointmentContact.objects.exclude(told_at=None)
