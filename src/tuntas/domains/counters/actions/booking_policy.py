"""How much of an office's time residents may book: decided by its head of unit."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tuntas.platform import journal
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Decision, Refused, ensure

from .. import access, facts
from ..models import AppointmentPolicy
from ..queries.appointments import as_row
from ..rules.slots import BOUNDS, Policy


@transaction.atomic
def set_policy(office_code: str, policy: Policy, *, by: Actor, at: datetime) -> None:
    """It holds for what is booked from now on; what is booked already stays as it was promised."""
    ensure(access.can_set_up(by, office_code))
    row = as_row(policy)
    if any(not least <= row[name] <= most for name, (least, most) in BOUNDS.items()):
        raise Refused(Decision(_("One of these numbers cannot be kept.")))
    AppointmentPolicy.objects.update_or_create(office_code=office_code, defaults=row)
    journal.record(
        f"office:{office_code}", facts.APPOINTMENTS_SET, by=by, at=at, office=office_code, content=row
    )
