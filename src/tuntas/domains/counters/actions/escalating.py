"""An alarm that nobody at the office answered reaches who answers for it above, as a message too."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import translation

from tuntas.domains.messaging import actions as messaging
from tuntas.domains.offices import queries as offices
from tuntas.domains.offices.queries.reach import agency_heads_above
from tuntas.platform.actors import SYSTEM
from tuntas.platform.ui.dates import hour

from ..models import Alarm
from ..queries.words import remedy_in_words, risk_in_words


@transaction.atomic
def tell_level_above(alarm_id: UUID | str, *, at: datetime) -> int:
    """One message a person and level; how many. What was answered or has ended meanwhile troubles nobody."""
    alarm = Alarm.objects.get(pk=alarm_id)
    if alarm.closed_at or alarm.acknowledged_at or alarm.acted_at:
        return 0
    above = agency_heads_above(alarm.office_code, offices.office_day(at))
    blanks = _blanks(alarm)
    for person, address in above:
        messaging.queue(
            "alarm_above",
            to=address,
            params=blanks,
            key=f"alarm_above:{alarm.pk}:{alarm.level}:{person}",
            subject=alarm.stream,
            by=SYSTEM,
            at=at,
        )
    return len(above)


def _blanks(alarm: Alarm) -> dict[str, str]:
    with translation.override("id"):
        return {
            "office": offices.office_names([alarm.office_code]).get(alarm.office_code, alarm.office_code),
            "risk": risk_in_words(alarm.kind, alarm.at_risk),
            "help": remedy_in_words(alarm.remedy, alarm.remedy_counter, alarm.remedy_minutes),
            "since": hour(alarm.opened_at, language="id", zone=ZoneInfo(settings.TIME_ZONE)),
            "address": f"{settings.WEB_ORIGIN}/monitor/{alarm.office_code}/",
        }
