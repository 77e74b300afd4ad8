"""Who declares which family: nobody handles a case of their own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tuntas.domains.offices import access, charge, facts
from tuntas.domains.offices.models import Staff
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Decision, NotThere, Refused, ensure
from tuntas.platform.journal import record


@transaction.atomic
def declare_family(staff_id: UUID | str, numbers: Iterable[str], *, by: Actor, at: datetime) -> Staff:
    """Add NIK and KK numbers (16 digits each) to the person's own family; none at all says that there are none."""
    staff = Staff.objects.select_for_update().get(pk=staff_id)
    ensure(access.can_declare_family(by, staff))
    before = staff.family
    fresh = [number for number in dict.fromkeys(numbers) if number not in (before or [])]
    if before is None or fresh:
        staff.family = [*(before or []), *fresh]
        staff.save(update_fields=["family"])
        record(f"staff:{staff.pk}", facts.FAMILY_DECLARED, by=by, at=at, content={"added": len(fresh)})
    return staff


@transaction.atomic
def correct_family(staff_id: UUID | str, place: int, ending: str, *, by: Actor, at: datetime) -> Staff:
    """Take back a number that was declared in error: its place in the list (from 1), and its last four digits.

    Never by the person themself, who could then serve a relative; and only by who is in charge of them.
    """
    staff = charge.visible_to(by).select_for_update(of=("self",)).filter(pk=staff_id).first()
    if staff is None:
        raise NotThere(_("There is no such person here."))
    ensure(access.can_correct_family(by, staff))
    declared = list(staff.family or [])
    if not 1 <= place <= len(declared) or declared[place - 1][-4:] != ending:
        raise Refused(Decision(_("The list has changed meanwhile. Look at it again.")))
    staff.family = declared[: place - 1] + declared[place:]
    staff.save(update_fields=["family"])
    record(f"staff:{staff.pk}", facts.FAMILY_CORRECTED, by=by, at=at)
    return staff
