"""Recovery by two persons: one in charge asks, another confirms within a day, and neither is the person."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tuntas.domains.offices import charge, facts
from tuntas.domains.offices.models import Recovery, Staff
from tuntas.domains.offices.queries import office_day
from tuntas.domains.offices.rules.people import RECOVERY_LASTS, Purpose
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Decision, NotThere, Refused, ensure
from tuntas.platform.idempotency import once
from tuntas.platform.journal import record

from .entering import give_link, locked

LONGEST_REASON = 500


@transaction.atomic
def ask_recovery(
    staff_id: UUID | str, *, reason: str, by: Actor, at: datetime, key: str | None = None
) -> Recovery | None:
    """Say that somebody lost what they enter with, and how that was made sure of. Nothing is opened yet."""
    with once(key, verb="offices.ask_recovery", by=by) as first:
        staff = locked(staff_id, by)
        if first.done:
            return _open(staff).first()
        ensure(charge.can_ask_recovery(by, staff, elsewhere=charge.works_elsewhere(by, staff, office_day(at))))
        if not reason.strip():
            raise Refused(Decision(_("Say what was lost, and how you made sure who asks.")))
        _close_ended(staff, at)
        if _open(staff).exists():
            raise Refused(
                Decision(_("A recovery was already asked for. Another person in charge confirms it."))
            )
        recovery = Recovery.objects.create(
            staff=staff,
            asked_by_id=by.id,
            reason=reason.strip()[:LONGEST_REASON],
            asked_at=at,
            ends_at=at + RECOVERY_LASTS,
        )
        _tell(recovery, facts.RECOVERY_ASKED, by=by, at=at)
        first.keep({})
    return recovery


@transaction.atomic
def confirm_recovery(
    staff_id: UUID | str, *, by_email: bool, by: Actor, at: datetime, key: str | None = None
) -> str | None:
    """The second person says yes: second step and password are gone, all sessions end, a one-time link opens again.

    Answers the link's token unless it leaves by e-mail. Of two confirmations at once the second finds nothing open.
    """
    with once(key, verb="offices.confirm_recovery", by=by) as first:
        staff = locked(staff_id, by)
        if first.done:
            return first.result.get("token")
        recovery = _asked(staff, at)
        ensure(
            charge.can_confirm_recovery(
                by,
                recovery,
                elsewhere=charge.works_elsewhere(by, staff, office_day(at)),
                newly_appointed=charge.is_newly_appointed(by, recovery.asked_by_id, at),
            )
        )
        recovery.confirmed_by_id, recovery.confirmed_at = UUID(by.id), at
        recovery.save(update_fields=["confirmed_by", "confirmed_at"])
        _tell(recovery, facts.RECOVERY_CONFIRMED, by=by, at=at)
        Authenticator.objects.filter(user=staff).delete()
        staff.set_unusable_password()  # a password alone would let a thief set up a second step of their own
        end_sessions(staff, "password")
        token = give_link(staff, Purpose.RECOVERY, by_email=by_email, by=by, at=at)
        first.keep({"token": token} if token else {})
    return token


@transaction.atomic
def refuse_recovery(staff_id: UUID | str, *, by: Actor, at: datetime) -> None:
    """Let a recovery that was asked for end here; who asked may take it back too."""
    staff = locked(staff_id, by)
    ensure(charge.can_ask_recovery(by, staff, elsewhere=charge.works_elsewhere(by, staff, office_day(at))))
    recovery = _asked(staff, at)
    recovery.closed_at = at
    recovery.save(update_fields=["closed_at"])
    _tell(recovery, facts.RECOVERY_REFUSED, by=by, at=at)


def end_sessions(staff: Staff, *also: str) -> None:
    """Every browser that is signed in as this person is signed in no more; `also` names fields to save with it."""
    staff.sessions_ended += 1
    staff.save(update_fields=["sessions_ended", *also])


def close_recoveries(staff: Staff, at: datetime) -> None:
    """What was asked for before somebody left is not confirmed after they came back."""
    _open(staff).update(closed_at=at)


def _asked(staff: Staff, at: datetime) -> Recovery:
    recovery = _open(staff).select_related("staff").first()
    if recovery is None:
        raise NotThere(_("No recovery was asked for."))
    if at >= recovery.ends_at:
        raise Refused(
            Decision(_("This recovery was asked for more than a day ago. It has to be asked for again."))
        )
    return recovery


def _open(staff: Staff):  # type: ignore[no-untyped-def]
    return Recovery.objects.filter(staff=staff, confirmed_at=None, closed_at=None)


def _close_ended(staff: Staff, at: datetime) -> None:
    _open(staff).filter(ends_at__lte=at).update(closed_at=at)


def _tell(recovery: Recovery, name: str, *, by: Actor, at: datetime) -> None:
    record(f"staff:{recovery.staff_id}", name, by=by, at=at, content={"recovery": str(recovery.pk)})
