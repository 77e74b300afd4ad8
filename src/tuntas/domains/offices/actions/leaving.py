"""How somebody leaves: a day, from which on the account is off. Nothing is deleted."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tuntas.domains.offices import charge, facts
from tuntas.domains.offices.models import Departure, EntryLink, Posting, Staff
from tuntas.domains.offices.queries import office_day
from tuntas.platform.actors import SYSTEM, Actor
from tuntas.platform.decisions import Decision, NotThere, Refused, ensure
from tuntas.platform.idempotency import once
from tuntas.platform.journal import record

from ._administrators import hold_administrators, others_left
from ._conflicts import readable_conflicts
from .entering import locked
from .recovering import end_sessions


@transaction.atomic
def let_leave(
    staff_id: UUID | str, *, leaves_on: date, by: Actor, at: datetime, key: str | None = None
) -> Departure | None:
    """Let all postings end before a day and the account be off from that day on; today means at once."""
    with once(key, verb="offices.let_leave", by=by) as first:
        hold_administrators()
        staff, today = locked(staff_id, by), office_day(at)
        if first.done:
            return None
        keeps_one = others_left(staff, from_on=leaves_on)
        elsewhere = charge.works_elsewhere(by, staff, today)
        ensure(charge.can_dismiss(by, staff, elsewhere=elsewhere, others_left=keeps_one))
        if leaves_on < today:
            raise Refused(Decision(_("Choose today or a later day.")))
        if _to_come(staff).exists():
            raise Refused(Decision(_("The day is already set. Undo it first.")))
        departure = Departure.objects.create(
            staff=staff,
            leaves_on=leaves_on,
            postings_before=_end_postings(staff, leaves_on, today),
            decided_by=by.id,
            decided_at=at,
        )
        content = {"departure": str(departure.pk), "leaves_on": leaves_on.isoformat()}
        record(f"staff:{staff.pk}", facts.LEAVING_PLANNED, by=by, at=at, content=content)
        if leaves_on == today:
            _switch_off(departure, staff, by=by, at=at)
        first.keep({})
    return departure


@transaction.atomic
def undo_leaving(staff_id: UUID | str, *, by: Actor, at: datetime) -> None:
    """Let somebody stay after all, while the day is still to come; the postings end when they would have."""
    staff = locked(staff_id, by)
    departure = _to_come(staff).first()
    if departure is None:
        raise NotThere(_("No day is set."))
    ensure(charge.can_bring_back(by, staff, elsewhere=charge.works_elsewhere(by, staff, office_day(at))))
    with readable_conflicts():
        _give_back(departure)
    departure.undone_at = at
    departure.save(update_fields=["undone_at"])
    content = {"departure": str(departure.pk)}
    record(f"staff:{staff.pk}", facts.LEAVING_UNDONE, by=by, at=at, content=content)


def _give_back(departure: Departure) -> None:
    """Let the postings last as long as before; one that was ended anew in between stays as it is."""
    last_on = departure.leaves_on - timedelta(days=1)
    for posting in Posting.objects.select_for_update().filter(pk__in=departure.postings_before):
        before = departure.postings_before[str(posting.pk)]
        if posting.to_on == max(last_on, posting.from_on):
            posting.to_on = date.fromisoformat(before) if before else None
            posting.save(update_fields=["to_on"])


def carry_out_departures(at: datetime) -> int:
    """Switch off everybody whose day has come; how many. Their postings ended by themselves the night before."""
    today, done = office_day(at), 0
    coming = Departure.objects.filter(undone_at=None, carried_out_at=None, leaves_on__lte=today)
    for departure_id in list(coming.values_list("pk", flat=True)):
        with transaction.atomic():
            departure = (
                coming.select_for_update(of=("self",)).select_related("staff").filter(pk=departure_id).first()
            )
            if departure:
                _switch_off(departure, departure.staff, by=SYSTEM, at=at)
                done += 1
    return done


def _switch_off(departure: Departure, staff: Staff, *, by: Actor, at: datetime) -> None:
    departure.carried_out_at = at
    departure.save(update_fields=["carried_out_at"])
    staff.is_active = False
    end_sessions(staff, "is_active")
    EntryLink.objects.filter(staff=staff, used_at=None, withdrawn_at=None).update(withdrawn_at=at)
    content = {"departure": str(departure.pk)}
    record(f"staff:{staff.pk}", facts.STAFF_LEFT, by=by, at=at, content=content)


def _end_postings(staff: Staff, leaves_on: date, today: date) -> dict[str, str | None]:
    """End what lasts longer with the day before; a posting has one day at least, on which the account is off."""
    before: dict[str, str | None] = {}
    last_on = leaves_on - timedelta(days=1)
    for posting in charge.offices_now_or_later([staff.pk], today).select_for_update():
        if posting.to_on is None or posting.to_on > last_on:
            before[str(posting.pk)] = posting.to_on.isoformat() if posting.to_on else None
            posting.to_on = max(last_on, posting.from_on)
            posting.save(update_fields=["to_on"])
    return before


def _to_come(staff: Staff):  # type: ignore[no-untyped-def]
    return Departure.objects.filter(staff=staff, undone_at=None, carried_out_at=None)
