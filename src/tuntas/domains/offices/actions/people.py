"""Who joins the registry, and who works where."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tuntas.domains.offices import charge, facts
from tuntas.domains.offices.models import Posting, Staff
from tuntas.domains.offices.queries import office_day
from tuntas.domains.offices.queries.reach import offices_above
from tuntas.domains.offices.rules import Employment, Role
from tuntas.domains.offices.rules.people import is_username
from tuntas.platform.actors import Actor, Kind
from tuntas.platform.decisions import Decision, NotThere, Refused, ensure
from tuntas.platform.idempotency import once
from tuntas.platform.journal import record

_CONFLICTS = {
    "posting_is_held_once_at_a_time": _(
        "This person already has this role at this office on some of these days."
    ),
    "posting_begins_before_it_ends": _("The last day lies before the first."),
    "staff_username_is_unique_in_any_case": _(
        "This username is taken. Choose another, for example with a number."
    ),
    "offices_staff_username_key": _("This username is taken. Choose another, for example with a number."),
}


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
        staff = Staff.objects.select_for_update().get(pk=staff_id)
        ensure(charge.can_post(by, staff, office_code))
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
def end_posting(posting_id: UUID | str, *, last_on: date, by: Actor, at: datetime) -> Posting:
    """Let a posting end with a day. One that has not begun ends on its first day."""
    ensure(charge.can_manage(by))
    hold_administrators()
    posting = _locked(posting_id, by)
    last_on = max(last_on, posting.from_on)
    keeps_one = others_left(posting.staff, from_on=last_on, office_code=posting.office_id)
    ensure(charge.can_end(by, posting, last_on=last_on, others_left=keeps_one))
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


@transaction.atomic
def note_second_step(staff: Staff, *, kind: str, added: bool, at: datetime) -> None:
    """Somebody changed how they enter: they read it in their own account's story."""
    name = facts.SECOND_STEP_ADDED if added else facts.SECOND_STEP_REMOVED
    record(f"staff:{staff.pk}", name, by=Actor(Kind.STAFF, str(staff.pk)), at=at, content={"kind": kind})


def hold_administrators() -> None:
    """One at a time: two administrators who end each other's posting would leave nobody in charge."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended('administrators', 0))")


def others_left(staff: Staff, *, from_on: date, office_code: str | None = None) -> bool:
    """Whether another administrator is in charge, after this day, of each office that this person administers."""
    own = Posting.objects.filter(Q(to_on=None) | Q(to_on__gte=from_on), staff=staff, role=Role.ADMINISTRATOR)
    codes = [office_code] if office_code else list(own.values_list("office_id", flat=True))
    others = Posting.objects.filter(
        Q(to_on=None) | Q(to_on__gt=from_on),
        role=Role.ADMINISTRATOR,
        from_on__lte=from_on,
        staff__is_active=True,
    ).exclude(staff=staff)
    return all(others.filter(office__in=offices_above(code)).exists() for code in codes)


@contextmanager
def readable_conflicts() -> Iterator[None]:
    """What the database refuses, in words. A savepoint keeps the caller's transaction usable."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as fault:
        name = getattr(getattr(fault.__cause__, "diag", None), "constraint_name", "")
        if name not in _CONFLICTS:
            raise
        raise Refused(Decision(_CONFLICTS[name])) from fault


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
