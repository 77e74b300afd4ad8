"""Alarms: raised once, told to the level above when nothing happens, read, acted on, and ended when the risk is gone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tuntas.platform import journal
from tuntas.platform.actors import SYSTEM, Actor
from tuntas.platform.decisions import Decision, NotThere, Refused, ensure
from tuntas.platform.idempotency import once

from .. import access, facts
from ..models import Alarm
from ..queries.thresholds import thresholds
from ..rules.risk import Advice, AlarmKind, level_of

ACTS = ("open_counter", "end_break", "add_help", "other", "nothing")


@dataclass(frozen=True)
class Seen:
    """What a look found at one office: how many are at risk, and what would help."""

    office_code: str
    kind: AlarmKind
    at_risk: int
    advice: Advice | None = None


@transaction.atomic
def judge(seen: Seen, *, at: datetime) -> Alarm | None:
    """The office's alarm of this kind after a look: raised, kept, told higher up, or ended; None if there is none."""
    limit = thresholds()[seen.kind]
    alarm = _open_alarm(seen)
    if alarm is None:
        return _raise(seen, at=at) if limit.opens(seen.at_risk) else None
    if limit.closes(seen.at_risk):
        alarm.at_risk, alarm.closed_at = seen.at_risk, at
        alarm.save(update_fields=["at_risk", "closed_at"])
        _tell(alarm, facts.ALARM_ENDED, by=SYSTEM, at=at)
        return None
    _renew(alarm, seen)
    level = level_of(alarm.opened_at, alarm.acknowledged_at or alarm.acted_at, at, limit)
    if level > alarm.level:
        alarm.level = level
        _tell(alarm, facts.ALARM_ESCALATED, by=SYSTEM, at=at, level=level)
    alarm.save()
    return alarm


@transaction.atomic
def acknowledge_alarm(
    office_code: str, alarm_id: UUID, *, by: Actor, at: datetime, key: str | None = None
) -> None:
    """Somebody who answers for the office has read it: it does not go to the level above any more."""
    with once(key, verb="counters.acknowledge_alarm", by=by) as first:
        if first.done:
            return
        alarm = _for(office_code, alarm_id, by)
        if alarm.acknowledged_at is None:
            alarm.acknowledged_at, alarm.acknowledged_by = at, UUID(by.id)
            alarm.save(update_fields=["acknowledged_at", "acknowledged_by"])
            _tell(alarm, facts.ALARM_ACKNOWLEDGED, by=by, at=at)
        first.keep({})


@transaction.atomic
def act_on_alarm(
    office_code: str, alarm_id: UUID, act: str, *, by: Actor, at: datetime, key: str | None = None
) -> None:
    """What was done about it, said by who did it. It ends by itself once the risk is gone."""
    with once(key, verb="counters.act_on_alarm", by=by) as first:
        if first.done:
            return
        if act not in ACTS:
            raise Refused(Decision(_("Choose what you did.")))
        alarm = _for(office_code, alarm_id, by)
        alarm.acted, alarm.acted_at, alarm.acted_by = act, at, UUID(by.id)
        alarm.save(update_fields=["acted", "acted_at", "acted_by"])
        _tell(alarm, facts.ALARM_ACTED_ON, by=by, at=at, act=act)
        first.keep({})


def _open_alarm(seen: Seen) -> Alarm | None:
    open_ones = Alarm.objects.filter(office_code=seen.office_code, kind=seen.kind, closed_at=None)
    found: Alarm | None = open_ones.select_for_update().first()
    return found


def _raise(seen: Seen, *, at: datetime) -> Alarm | None:
    alarm = Alarm(
        office_code=seen.office_code,
        kind=seen.kind,
        opened_at=at,
        at_risk=seen.at_risk,
        most_at_risk=seen.at_risk,
    )
    _advise(alarm, seen.advice)
    Alarm.objects.bulk_create([alarm], ignore_conflicts=True)
    # Of two who look at once one writes the row; the other finds it there and says nothing.
    if not Alarm.objects.filter(pk=alarm.pk).exists():
        return None
    told = {"remedy": alarm.remedy or None, "counter": alarm.remedy_counter, "minutes": alarm.remedy_minutes}
    _tell(alarm, facts.ALARM_RAISED, by=SYSTEM, at=at, at_risk=alarm.at_risk, **told)
    return alarm


def _renew(alarm: Alarm, seen: Seen) -> None:
    alarm.at_risk, alarm.most_at_risk = seen.at_risk, max(seen.at_risk, alarm.most_at_risk)
    if alarm.acted_at is None:
        _advise(alarm, seen.advice)


def _advise(alarm: Alarm, advice: Advice | None) -> None:
    alarm.remedy = advice.remedy if advice else ""
    alarm.remedy_counter = advice.counter if advice else None
    alarm.remedy_minutes = advice.minutes if advice else None


def _for(office_code: str, alarm_id: UUID, by: Actor) -> Alarm:
    """The open alarm of this office, locked; for whoever does not answer for the office it does not exist."""
    if not access.answers_for(by, office_code):
        raise NotThere(_("There is no such alarm here."))
    alarm: Alarm | None = Alarm.objects.select_for_update().filter(pk=alarm_id, office_code=office_code).first()
    if alarm is None:
        raise NotThere(_("There is no such alarm here."))
    ensure(access.can_answer_alarm(by, alarm))
    return alarm


def _tell(alarm: Alarm, fact: str, *, by: Actor, at: datetime, **content: object) -> None:
    told = {"kind": str(alarm.kind), **content}
    journal.record(alarm.stream, fact, by=by, at=at, office=alarm.office_code, content=told)
