"""Somebody who left comes back: the same account and its history, but every way to enter is made anew."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db import transaction

from tuntas.domains.offices import charge, facts
from tuntas.domains.offices.models import Departure, Posting, Staff
from tuntas.domains.offices.queries import office_day
from tuntas.domains.offices.rules import Employment, Role
from tuntas.domains.offices.rules.people import Purpose
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import ensure
from tuntas.platform.idempotency import once
from tuntas.platform.journal import record

from .entering import give_link, locked
from .posting import post_staff
from .recovering import close_recoveries, end_sessions


@transaction.atomic
def take_on_again(
    staff_id: UUID | str,
    *,
    email: str,
    office_code: str,
    role: Role,
    employment: Employment,
    from_on: date,
    to_on: date | None,
    by: Actor,
    at: datetime,
    key: str | None = None,
) -> str | None:
    """A new posting for somebody who left, and an invitation: by e-mail with an address, else the answer is its token.

    The old password, app, passkeys and codes open nothing any more, and a posting that was still to come does not.
    """
    with once(key, verb="offices.take_on_again", by=by) as first:
        staff = locked(staff_id, by)
        if first.done:
            return first.result.get("token")
        ensure(charge.can_take_on_again(by, staff))
        _let_in_anew(staff, email.strip(), by=by, at=at)
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
        token = give_link(staff, Purpose.INVITATION, by_email=bool(staff.email), by=by, at=at)
        first.keep({"token": token} if token else {})
    return token


def _let_in_anew(staff: Staff, email: str, *, by: Actor, at: datetime) -> None:
    Authenticator.objects.filter(user=staff).delete()
    staff.set_unusable_password()
    staff.is_active, staff.email, staff.last_login = True, email, None
    end_sessions(staff, "password", "is_active", "email", "last_login")
    close_recoveries(staff, at)
    gone = Departure.objects.filter(staff=staff, carried_out_at__isnull=False, returned_at=None)
    gone.update(returned_at=at, returned_by=by.id)
    record(f"staff:{staff.pk}", facts.STAFF_RETURNED, by=by, at=at)
    _take_back_what_was_to_come(staff, by=by, at=at)


def _take_back_what_was_to_come(staff: Staff, *, by: Actor, at: datetime) -> None:
    """Leaving shortened such a posting to one day, on which nobody could enter; now somebody could."""
    for posting in Posting.objects.filter(staff=staff, from_on__gt=office_day(at)):
        content = {"posting": str(posting.pk)}
        record(
            f"staff:{staff.pk}",
            facts.POSTING_WITHDRAWN,
            by=by,
            at=at,
            office=posting.office_id,
            content=content,
        )
        posting.delete()
