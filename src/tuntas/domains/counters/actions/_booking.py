"""What the verbs of appointments share: the appointment locked, moved along its table, and told."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tuntas.platform import decisions, journal
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Decision, Refused
from tuntas.platform.prepared import update

from .. import access
from ..models import Appointment
from ..rules.booking import MOVES, Booking


class NotThere(decisions.NotThere):
    """No such appointment."""


def locked(which: str | UUID, *, by: Actor) -> Appointment:
    """By the secret of its page, which goes along when it is moved; or by its row, which is this one time alone.

    An officer knows rows: what a resident moved in the meantime is not changed by who still sees the old time.
    """
    rows = Appointment.objects.select_for_update(of=("self",))
    one = rows.filter(pk=which) if isinstance(which, UUID) else rows.filter(token=which)
    if (found := one.first()) is None or not access.can_book(by, found.office_code):
        raise NotThere(_("There is no such appointment."))
    return found


def ensure_may(found: Appointment, to: Booking) -> None:
    if to not in MOVES[Booking(found.state)]:
        raise Refused(Decision(_("This is not possible with this appointment any more.")))


def move(
    found: Appointment,
    to: Booking,
    fact: str,
    *,
    by: Actor,
    at: datetime,
    also: tuple[str, ...] = (),
    **content: Any,
) -> None:
    ensure_may(found, to)
    found.state = to
    update(found, ["state", "ended_at", *also])
    tell(found, fact, by=by, at=at, **content)


def tell(found: Appointment, fact: str, *, by: Actor, at: datetime, **content: Any) -> None:
    journal.record(found.stream, fact, by=by, at=at, office=found.office_code, content=content or None)
