"""Who joins the registry, and who works where."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tuntas.domains.offices import access, facts
from tuntas.domains.offices.models import Posting, Staff
from tuntas.domains.offices.rules import Employment, Role
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import ensure
from tuntas.platform.journal import record


@transaction.atomic
def add_staff(
    username: str, *, name: str, email: str = "", password: str | None = None, by: Actor, at: datetime
) -> Staff:
    """An account for someone who works for the registry. Without a password it cannot sign in by itself."""
    ensure(access.can_manage_staff(by))
    staff = Staff.objects.create_user(username.lower(), password, name=name, email=email)
    record(f"staff:{staff.pk}", facts.STAFF_ADDED, by=by, at=at)
    return staff


@transaction.atomic
def post_staff(
    staff_id: UUID,
    *,
    office_code: str,
    role: Role,
    employment: Employment,
    from_on: date,
    to_on: date | None = None,
    by: Actor,
    at: datetime,
) -> Posting:
    """Let someone act in a role at an office from a day on, until a day if one is given (both included)."""
    ensure(access.can_manage_staff(by))
    posting = Posting.objects.create(
        staff_id=staff_id, office_id=office_code, role=role, employment=employment, from_on=from_on, to_on=to_on
    )
    record(
        f"staff:{staff_id}",
        facts.STAFF_POSTED,
        by=by,
        at=at,
        office=office_code,
        content={"posting": str(posting.pk), "role": str(role), "from_on": from_on.isoformat()},
    )
    return posting


@transaction.atomic
def end_posting(posting_id: UUID, *, last_on: date, by: Actor, at: datetime) -> Posting:
    """Let a posting end with a day. One that has not begun ends on its first day."""
    ensure(access.can_manage_staff(by))
    posting = Posting.objects.select_for_update().get(pk=posting_id)
    posting.to_on = max(last_on, posting.from_on)
    posting.save(update_fields=["to_on"])
    record(
        f"staff:{posting.staff_id}",
        facts.POSTING_ENDED,
        by=by,
        at=at,
        office=posting.office_id,
        content={"posting": str(posting.pk), "to_on": posting.to_on.isoformat()},
    )
    return posting
