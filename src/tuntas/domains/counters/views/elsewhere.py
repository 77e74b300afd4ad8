"""What a kiosk or a phone says to somebody who gets no ticket: why, and where to go, in both languages."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tuntas.domains.offices import queries as offices
from tuntas.domains.offices.rules import NeverOpens
from tuntas.platform.decisions import Refused
from tuntas.platform.ui import dates

from ..actions import Elsewhere, Shut
from .both import LANGUAGES, both


def way_on(office_code: str, service: str, refused: Refused, at: datetime) -> dict[str, Any]:
    """The sentence that refuses and the one that says what to do."""
    told: dict[str, Any] = {"why": both(refused.decision.reason or ""), "places": []}
    if isinstance(refused, Shut):
        told["then"] = _opens(office_code, at)
    elif isinstance(refused, Elsewhere):
        told["then"] = both(_("Ask at the counter for information: they say where it is done."))
    else:
        told["then"] = both(_("Please try once more, or ask an officer."))
    return told


def _opens(office_code: str, at: datetime) -> dict[str, str]:
    calendar = offices.calendar(office_code, since=offices.office_day(at))
    try:
        opens = calendar.next_open(at)
    except NeverOpens:
        return both(_("When it opens again is not known. Ask at another office."))
    zone = timezone.get_current_timezone()
    said = both(_("It opens again: {moment}. Tickets are given from an hour before."))
    moments = {one: dates.moment(opens, language=one, zone=zone) for one in LANGUAGES}
    return {one: said[one].format(moment=moments[one]) for one in LANGUAGES}
