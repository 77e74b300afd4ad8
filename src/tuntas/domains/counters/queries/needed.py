"""Who needs a letter of an office: its counters, who waits today, and who has an appointment."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tuntas.domains.offices import queries as offices
from tuntas.platform.decisions import YES, Decision

from ..models import Appointment, Counter, Ticket
from ..rules.booking import Booking
from ..rules.workflow import State
from .groups import groups_of


def can_be_removed(office_code: str, letter: str, at: datetime) -> Decision:
    """Whether the office can do without this letter now, or who needs it still."""
    told = {"letter": letter}
    if len(groups_of(office_code)) == 1:
        return Decision(_("This is the only letter of the office. Add another one first."))
    if counters := _callers(office_code, letter):
        text = ngettext(
            "Counter %(counters)s has letter %(letter)s. Take the letter from it first.",
            "Counters %(counters)s have letter %(letter)s. Take the letter from them first.",
            len(counters),
        )
        return Decision(text % {**told, "counters": ", ".join(map(str, counters))})
    if _is_on_tickets(office_code, letter, offices.office_day(at)):
        text = _("Tickets of today have letter %(letter)s. It can be removed when the day is over.")
        return Decision(text % told)
    if booked := _booked(office_code, letter, at):
        text = ngettext(
            "%(count)d appointment is booked under letter %(letter)s. Cancel it or wait until it is over.",
            "%(count)d appointments are booked under letter %(letter)s. Cancel them or wait until they are over.",
            booked,
        )
        return Decision(text % {**told, "count": booked})
    return YES


def letters_waited_for(office_code: str, day: date) -> set[str]:
    """Of whoever waits there now: also letters that the office has no longer."""
    waiting = Ticket.objects.filter(office_code=office_code, business_day=day, state=State.WAITING)
    return set(waiting.order_by("letter").values_list("letter", flat=True).distinct())


def _callers(office_code: str, letter: str) -> list[int]:
    """Counters out of use too: taken into use again they would call a letter that is not there."""
    counters = Counter.objects.filter(office_code=office_code, letters__contains=[letter])
    return list(counters.order_by("number").values_list("number", flat=True))


def _is_on_tickets(office_code: str, letter: str, day: date) -> bool:
    """Also of whom another agency may send back to it."""
    tickets = Ticket.objects.filter(office_code=office_code, business_day=day)
    return tickets.filter(Q(letter=letter) | Q(series=letter) | Q(referrals__from_letter=letter)).exists()


def _booked(office_code: str, letter: str, at: datetime) -> int:
    open_still = Q(state=Booking.CONFIRMED, latest_at__gt=at) | Q(state=Booking.HELD, held_until__gt=at)
    return Appointment.objects.filter(open_still, office_code=office_code, letter=letter).count()
