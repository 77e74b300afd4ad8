"""Who declares which family: nobody handles a case of their own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tuntas.domains.offices import access, facts
from tuntas.domains.offices.models import Staff
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import ensure
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
def correct_family(staff_id: UUID | str, number: str, *, by: Actor, at: datetime) -> Staff:
    """Take back a number that was declared in error; never by the person themself, who could then serve a relative."""
    staff = Staff.objects.select_for_update().get(pk=staff_id)
    ensure(access.can_correct_family(by, staff))
    if number in (staff.family or []):
        staff.family = [one for one in staff.family if one != number]
        staff.save(update_fields=["family"])
        record(f"staff:{staff.pk}", facts.FAMILY_CORRECTED, by=by, at=at)
    return staff
