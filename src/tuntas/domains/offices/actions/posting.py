"""Who works where: postings are given, ended, and while they are to come corrected or taken back."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tuntas.domains.offices import charge, facts
from tuntas.domains.offices.models import Departure, Posting, Staff
from tuntas.domains.offices.queries import find_office, office_day
from tuntas.domains.offices.rules import Employment, Role
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import YES, Decision, NotThere, Refused, ensure
from tuntas.platform.idempotency import once
from tuntas.platform.journal import record

from ._administrators import hold_administrators, others_left
from ._conflicts import readable_conflicts


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
    key: str | None = None,
) -> Posting:
    """Let someone act in a role at an office from a day on, until a day if one is given (both included)."""
    with once(key, verb="offices.post_staff", by=by) as first:
        if first.done:
            return Posting.objects.get(pk=first.result["posting"])
        ensure(charge.can_manage(by))
        staff = _one(staff_id, by)
        ensure(charge.can_post(by, staff, office_code))
        _ensure_days_are_free(staff, office_code, from_on, to_on)
        with readable_conflicts():
            posting = Posting.objects.create(
                staff=staff,
                office_id=office_code,
                role=role,
                employment=employment,
                from_on=from_on,
                to_on=to_on,
            )
        _tell(posting, facts.STAFF_POSTED, by=by, at=at, role=str(role), from_on=from_on.isoformat())
        first.keep({"posting": str(posting.pk)})
    return posting


@transaction.atomic
def end_posting(posting_id: UUID | str, *, last_on: date, by: Actor, at: datetime) -> Posting:
    """Let a posting end with a day; yesterday means at once. One that has not begun ends on its first day.

    What the person may no longer check goes back to the office's queue, by a reaction to the fact and day by day.
    """
    ensure(charge.can_manage(by))
    hold_administrators()
    posting = _locked(posting_id, by)
    last_on = max(last_on, posting.from_on)
    keeps_one = others_left(posting.staff, from_on=last_on, office_code=posting.office_id)
    ensure(charge.can_end(by, posting, last_on=last_on, today=office_day(at), others_left=keeps_one))
    if posting.to_on is not None and last_on > posting.to_on:
        _ensure_days_are_free(posting.staff, posting.office_id, posting.from_on, last_on)
    posting.to_on = last_on
    with readable_conflicts():
        posting.save(update_fields=["to_on"])
    _tell(posting, facts.POSTING_ENDED, by=by, at=at, to_on=last_on.isoformat())
    return posting


@transaction.atomic
def correct_posting(
    posting_id: UUID | str,
    *,
    role: Role,
    employment: Employment,
    from_on: date,
    to_on: date | None,
    by: Actor,
    at: datetime,
) -> Posting:
    """Change a posting that has not begun."""
    posting, today = _locked(posting_id, by), office_day(at)
    ensure(charge.can_correct(by, posting, today=today))
    if from_on < today:
        raise Refused(Decision(_("A posting begins today or later.")))
    _ensure_days_are_free(posting.staff, posting.office_id, from_on, to_on)
    posting.role, posting.employment, posting.from_on, posting.to_on = role, employment, from_on, to_on
    with readable_conflicts():
        posting.save()
    _tell(posting, facts.POSTING_CORRECTED, by=by, at=at, role=str(role), from_on=from_on.isoformat())
    return posting


@transaction.atomic
def withdraw_posting(posting_id: UUID | str, *, by: Actor, at: datetime) -> None:
    """Take back a posting that has not begun: nobody acted under it."""
    posting = _locked(posting_id, by)
    ensure(charge.can_correct(by, posting, today=office_day(at)))
    _tell(posting, facts.POSTING_WITHDRAWN, by=by, at=at)
    posting.delete()


def can_begin(from_on: date, *, office_closes: date | None) -> Decision:
    """Nobody is posted to an office that has closed by then; what was begun there is finished by who is there."""
    if office_closes is not None and office_closes < from_on:
        return Decision(_("This office has closed by then. Choose another office, or an earlier first day."))
    return YES


def can_last(to_on: date | None, *, leaves_on: date | None) -> Decision:
    """No posting outlasts a day of leaving that is set."""
    if leaves_on is not None and (to_on is None or to_on >= leaves_on):
        return Decision(_("A day of leaving is set for this person. Take it back first."))
    return YES


def _ensure_days_are_free(staff: Staff, office_code: str, from_on: date, to_on: date | None) -> None:
    """A posting begins while the office is there, and does not outlast a day of leaving that is set."""
    office = find_office(office_code)
    ensure(can_begin(from_on, office_closes=office.active_to if office else None))
    leaving = Departure.objects.filter(staff=staff, undone_at=None, carried_out_at=None)
    ensure(can_last(to_on, leaves_on=leaving.values_list("leaves_on", flat=True).first()))


def _one(staff_id: UUID | str, by: Actor) -> Staff:
    """Somebody whom `by` is in charge of, or who has no posting anywhere yet."""
    staff = Staff.objects.select_for_update().filter(pk=staff_id).first()
    if staff is None or (staff.postings.exists() and not charge.visible_to(by).filter(pk=staff.pk).exists()):
        raise NotThere(_("There is no such person here."))
    return staff


def _locked(posting_id: UUID | str, by: Actor) -> Posting:
    found = charge.postings_visible_to(by).select_related("staff", "office").select_for_update(of=("self",))
    posting = found.filter(pk=posting_id).first()
    if posting is None:
        raise NotThere(_("There is no such posting here."))
    return posting


def _tell(posting: Posting, name: str, *, by: Actor, at: datetime, **content: str) -> None:
    record(
        f"staff:{posting.staff_id}",
        name,
        by=by,
        at=at,
        office=posting.office_id,
        content={"posting": str(posting.pk), **content},
    )
