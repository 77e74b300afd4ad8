"""How somebody comes in: invited by a one-time link, which sets the password once."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tuntas.domains.offices import charge, facts
from tuntas.domains.offices.models import EntryLink, Staff
from tuntas.domains.offices.queries import office_day
from tuntas.domains.offices.rules.people import LINK_LASTS, Purpose
from tuntas.platform.actors import Actor, Kind
from tuntas.platform.decisions import Decision, NotThere, Refused, ensure
from tuntas.platform.idempotency import once
from tuntas.platform.ids import new_token
from tuntas.platform.journal import record

LINK_ENDED = Decision(_("This link has ended. Ask your administrator for a new one."))


@transaction.atomic
def invite(
    staff_id: UUID | str, *, by_email: bool, by: Actor, at: datetime, key: str | None = None
) -> str | None:
    """Invite somebody, or once more: the link before stops working.

    By e-mail a reaction writes the letter and this answers None; otherwise the answer is the token, to be handed over
    in person, and it stands nowhere else.
    """
    with once(key, verb="offices.invite", by=by) as first:
        staff = locked(staff_id, by)
        if first.done:
            return first.result.get("token")
        ensure(charge.can_decide_about(by, elsewhere=charge.works_elsewhere(by, staff, office_day(at))))
        if not staff.is_active:
            raise Refused(Decision(_("This person has left the registry.")))
        if _has_entered(staff):
            raise Refused(
                Decision(_("This person has already entered. A lost password is recovered by two persons."))
            )
        token = give_link(staff, Purpose.INVITATION, by_email=by_email, by=by, at=at)
        first.keep({"token": token} if token else {})
    return token


@transaction.atomic
def withdraw_link(staff_id: UUID | str, *, by: Actor, at: datetime) -> None:
    """Let the link that is out stop working; there may be none."""
    staff = locked(staff_id, by)
    ensure(charge.can_decide_about(by, elsewhere=charge.works_elsewhere(by, staff, office_day(at))))
    if _end_link(staff, at):
        record(f"staff:{staff.pk}", facts.LINK_WITHDRAWN, by=by, at=at)


@transaction.atomic
def issue_link(link_id: UUID | str, *, at: datetime) -> str | None:
    """The token of a link that leaves by e-mail, made as its letter is written; None when it was, or is not wanted."""
    link = EntryLink.objects.select_for_update().filter(pk=link_id, by_email=True, token_hash=None).first()
    if link is None or not _is_open(link, at):
        return None
    token = new_token()
    link.token_hash = token_hash(token)
    link.save(update_fields=["token_hash"])
    return token


@transaction.atomic
def enter(token: str, password: str, *, at: datetime) -> Staff:
    """Set the password by a link, once. Raises `Refused` for a link that ended, ValidationError for a weak password."""
    link = (
        EntryLink.objects.select_for_update(of=("self",))
        .select_related("staff")
        .filter(token_hash=token_hash(token))
        .first()
    )
    if link is None or not _is_open(link, at) or not link.staff.is_active:
        raise Refused(LINK_ENDED)
    staff = Staff.objects.select_for_update().get(pk=link.staff_id)
    validate_password(password, staff)
    staff.set_password(password)
    staff.save(update_fields=["password"])
    link.used_at = at
    link.save(update_fields=["used_at"])
    content = {"link": str(link.pk), "purpose": link.purpose}
    record(
        f"staff:{staff.pk}", facts.STAFF_ENTERED, by=Actor(Kind.STAFF, str(staff.pk)), at=at, content=content
    )
    return staff


def token_hash(token: str) -> bytes:
    """160 random bits need no key, so links outlive a change of the hash key."""
    return hashlib.sha256(token.encode()).digest()


def locked(staff_id: UUID | str, by: Actor) -> Staff:
    """The person, locked until the transaction ends; raises `NotThere` for whom `by` is not in charge of."""
    staff = charge.visible_to(by).select_for_update(of=("self",)).filter(pk=staff_id).first()
    if staff is None:
        raise NotThere(_("There is no such person here."))
    return staff


def give_link(staff: Staff, purpose: Purpose, *, by_email: bool, by: Actor, at: datetime) -> str | None:
    """A new link for a locked person in place of the one before; the token, unless it leaves by e-mail."""
    if by_email and not staff.email:
        raise Refused(Decision(_("No e-mail address is known. Hand the link over in person.")))
    _end_link(staff, at)
    token = None if by_email else new_token()
    link = EntryLink.objects.create(
        staff=staff,
        purpose=purpose,
        by_email=by_email,
        token_hash=token_hash(token) if token else None,
        made_by=by.id,
        made_at=at,
        ends_at=at + LINK_LASTS,
    )
    content = {"link": str(link.pk), "purpose": str(purpose), "by_email": by_email}
    record(f"staff:{staff.pk}", facts.STAFF_INVITED, by=by, at=at, content=content)
    return token


def _end_link(staff: Staff, at: datetime) -> int:
    return EntryLink.objects.filter(staff=staff, used_at=None, withdrawn_at=None).update(withdrawn_at=at)


def _is_open(link: EntryLink, at: datetime) -> bool:
    return link.used_at is None and link.withdrawn_at is None and at < link.ends_at


def _has_entered(staff: Staff) -> bool:
    """Whoever was in, or was recovered by two, is not let in again by one administrator alone."""
    if staff.has_usable_password() or staff.last_login is not None:
        return True
    was_in = Q(used_at__isnull=False) | Q(purpose=Purpose.RECOVERY)
    return EntryLink.objects.of_now().filter(was_in, staff=staff).exists()
