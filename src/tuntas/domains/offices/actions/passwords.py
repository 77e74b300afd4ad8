"""Somebody sets another password for themselves: what else was signed in as them is signed in no more."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tuntas.domains.offices import facts
from tuntas.domains.offices.models import Staff
from tuntas.platform.actors import Actor, Kind
from tuntas.platform.decisions import Decision, Refused
from tuntas.platform.journal import record

from .recovering import end_sessions


class WrongPassword(Refused):
    """The password that was said to be the present one is not."""


@transaction.atomic
def change_password(staff_id: UUID | str, *, old: str, new: str, at: datetime) -> Staff:
    """Raises `WrongPassword`, or ValidationError for a new one that is weak or the old one. A letter says it happened.

    Whoever calls has made sure of the second step, and signs this one browser in again.
    """
    staff = Staff.objects.select_for_update().get(pk=staff_id)
    if not staff.check_password(old):
        raise WrongPassword(Decision(_("This is not your present password. Please check it.")))
    if old == new:
        raise Refused(Decision(_("This is your present password. Choose another one.")))
    validate_password(new, staff)
    staff.set_password(new)
    end_sessions(staff, "password")
    record(f"staff:{staff.pk}", facts.PASSWORD_CHANGED, by=Actor(Kind.STAFF, str(staff.pk)), at=at)
    return staff
