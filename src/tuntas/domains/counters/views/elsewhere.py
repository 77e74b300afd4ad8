"""What a kiosk or a phone says to somebody who gets no ticket: why, and where to go, in both languages."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from tuntas.domains.offices import queries as offices
from tuntas.domains.offices.rules import NeverOpens
from tuntas.platform.decisions import Refused
from tuntas.platform.ui import dates, numbers

from ..actions import Elsewhere, Shut
from ..queries.elsewhere import ServingPlace, places_for
from .both import LANGUAGES, both


def way_on(office_code: str, service: str, refused: Refused, at: datetime) -> dict[str, Any]:
    """The sentence that refuses and the one that says what to do."""
    if isinstance(refused, Elsewhere):
        return not_done_here(office_code, service, at)
    then = both(_("Please try once more, or ask an officer."))
    if isinstance(refused, Shut):
        then = _opens(office_code, at)
    return {"why": both(refused.decision.reason or ""), "then": then, "places": []}


def not_done_here(office_code: str, service: str, at: datetime) -> dict[str, Any]:
    """Where a service is done instead, and how many wait there now."""
    places = [_place(one) for one in places_for(service, office_code, at)]
    then = _("It is done at these places, the nearest first.")
    if not places:
        then = _("Ask at the counter for information: they say where it is done.")
    return {"why": both(_("This is not done at this office.")), "then": both(then), "places": places}


def _place(place: ServingPlace) -> dict[str, Any]:
    if not place.is_open:
        said = both(_("Shut now; opens {moment}"))
    elif place.has_queue:
        said = both(ngettext_lazy("{count} person waits there", "{count} people wait there", place.waiting))
    else:
        said = both(_("Open now; nobody waits there"))
    queue = {
        one: said[one].format(count=place.waiting, moment=_moment(place.opens_at, one)) for one in LANGUAGES
    }
    far = place.kilometres
    distance = None if far is None else {one: numbers.decimal(far, language=one, places=1) for one in LANGUAGES}
    return {"name": place.name, "address": place.address, "queue": queue, "kilometres": distance}


def _moment(moment: datetime | None, language: str) -> str:
    return dates.moment(moment, language=language, zone=timezone.get_current_timezone()) if moment else "–"


def _opens(office_code: str, at: datetime) -> dict[str, str]:
    calendar = offices.calendar(office_code, since=offices.office_day(at))
    try:
        opens = calendar.next_open(at)
    except NeverOpens:
        return both(_("When it opens again is not known. Ask at another office."))
    said = both(_("It opens again: {moment}. Tickets are given from an hour before."))
    return {one: said[one].format(moment=_moment(opens, one)) for one in LANGUAGES}
