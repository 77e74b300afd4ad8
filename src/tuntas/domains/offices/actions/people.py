"""Who joins the registry, and how somebody is called."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tuntas.domains.offices import charge, facts
from tuntas.domains.offices.models import Staff
from tuntas.domains.offices.queries import office_day
from tuntas.domains.offices.rules import Employment, Role
from tuntas.domains.offices.rules.people import is_username
from tuntas.platform.actors import Actor, Kind
from tuntas.platform.decisions import Decision, NotThere, Refused, ensure
from tuntas.platform.idempotency import once
from tuntas.platform.journal import record

from ._conflicts import readable_conflicts
from .posting import post_staff


@transaction.atomic
def add_staff(
    username: str, *, name: str, email: str = "", password: str | None = None, by: Actor, at: datetime
) -> Staff:
    """An account for someone who works for the registry. Without a password it cannot sign in by itself."""
    ensure(charge.can_manage(by))
    staff = Staff.objects.create_user(username.lower(), password, name=name, email=email)
    record(f"staff:{staff.pk}", facts.STAFF_ADDED, by=by, at=at)
    return staff


@transaction.atomic
def engage(
    username: str,
    *,
    name: str,
    email: str,
    office_code: str,
    role: Role,
    employment: Employment,
    from_on: date,
    to_on: date | None,
    by: Actor,
    at: datetime,
    key: str | None = None,
) -> Staff:
    """Somebody new with their first posting. They are invited next; until they enter, the account opens nothing."""
    with once(key, verb="offices.engage", by=by) as first:
        if first.done:
            return Staff.objects.get(pk=first.result["staff"])
        ensure(charge.can_post(by, None, office_code))
        if not is_username(username.lower()):
            raise Refused(Decision(_("A username has 3 to 60 small letters, digits, dots or dashes.")))
        with readable_conflicts():
            staff = add_staff(username, name=name, email=email, by=by, at=at)
        post_staff(
            staff.pk,
            office_code=office_code,
            role=role,
            employment=employment,
            from_on=from_on,
            to_on=to_on,
            by=by,
            at=at,
        )
        first.keep({"staff": str(staff.pk)})
    return staff


@transaction.atomic
def correct_staff(staff_id: UUID | str, *, name: str, email: str, by: Actor, at: datetime) -> Staff:
    """Correct how somebody is called, and where letters go."""
    staff = charge.visible_to(by).select_for_update(of=("self",)).filter(pk=staff_id).first()
    if staff is None:
        raise NotThere(_("There is no such person here."))
    ensure(charge.can_decide_about(by, elsewhere=charge.works_elsewhere(by, staff, office_day(at))))
    if not name.strip():
        raise Refused(Decision(_("Write the name.")))
    staff.name, staff.email = name.strip()[:120], email.strip()
    staff.save(update_fields=["name", "email"])
    record(f"staff:{staff.pk}", facts.STAFF_CORRECTED, by=by, at=at)
    return staff


@transaction.atomic
def note_second_step(staff: Staff, *, kind: str, added: bool, at: datetime) -> None:
    """Somebody changed how they enter: they read it in their own account's story."""
    name = facts.SECOND_STEP_ADDED if added else facts.SECOND_STEP_REMOVED
    record(f"staff:{staff.pk}", name, by=Actor(Kind.STAFF, str(staff.pk)), at=at, content={"kind": kind})


@transaction.atomic
def note_recovery_codes(staff: Staff, *, at: datetime) -> None:
    """Somebody made new codes for paper: those of before are worth nothing."""
    record(f"staff:{staff.pk}", facts.RECOVERY_CODES_MADE, by=Actor(Kind.STAFF, str(staff.pk)), at=at)
