"""What the steward does every ten seconds: who waits too long, which promise will break, who wants a word."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from tuntas.domains.offices import queries as offices
from tuntas.domains.promises.queries import running
from tuntas.platform import clock

from . import actions
from .actions.alarms import Seen
from .actions.outlooks import Risk
from .models import Alarm, Day, Outlook
from .queries import estimates, remedies, risks
from .queries.snapshots import Snapshot
from .queries.thresholds import thresholds
from .rules.risk import Advice, AlarmKind, Remedy, count_at_risk
from .waiting import Wait

Waits = dict[str, dict[UUID, Wait]]


def look(at: datetime | None = None) -> int:
    """Look at every office with somebody waiting or a promise running; how many. Safe to run twice at once."""
    at = at or clock.now()
    today = offices.office_day(at)
    actions.settle_forecasts(today)
    actions.forget_words(today)
    crowded = set(Day.objects.filter(business_day=today, waiting__gt=0).values_list("office_code", flat=True))
    promised = running.offices_with_running()
    snapshots = estimates.snapshots_of(crowded, at)
    waits = {code: estimates.waits_in(snapshot, at) for code, snapshot in snapshots.items()}
    every = {ticket: wait for of_office in waits.values() for ticket, wait in of_office.items()}
    actions.keep_forecasts(every, at=at)
    actions.send_words(every, at=at)
    chances = risks.promise_chances(promised, at)
    _keep(waits, chances, at)
    _alarm(snapshots, waits, chances, at)
    return len(crowded | promised)


def _keep(waits: Waits, chances: Mapping[str, Mapping[str, float]], at: datetime) -> None:
    """What walls show; offices where nothing is at risk any more are told so once."""
    limit = thresholds()[AlarmKind.PROMISE]
    left = Outlook.objects.exclude(waiting_at_risk=0, promises_at_risk=0).values_list("office_code", flat=True)
    found = {}
    for code in {*waits, *chances, *left}:
        late = (ticket for ticket, wait in waits.get(code, {}).items() if risks.is_at_risk(wait))
        found[code] = Risk(tuple(late), count_at_risk(chances.get(code, {}).values(), limit))
    actions.keep_risks(found, at=at)


def _alarm(
    snapshots: Mapping[str, Snapshot], waits: Waits, chances: Mapping[str, Mapping[str, float]], at: datetime
) -> None:
    limits = thresholds()
    open_ones = set(Alarm.objects.filter(closed_at=None).values_list("office_code", "kind"))
    for code in sorted({*waits, *chances, *(office for office, _kind in open_ones)}):
        of_office = list(waits.get(code, {}).values())
        late = count_at_risk((one.over for one in of_office), limits[AlarmKind.WAITING])
        broken = count_at_risk(chances.get(code, {}).values(), limits[AlarmKind.PROMISE])
        for kind, count in ((AlarmKind.WAITING, late), (AlarmKind.PROMISE, broken)):
            if (code, kind) in open_ones or limits[kind].opens(count):
                advice = _advice(kind, count, snapshots.get(code), of_office, at)
                actions.judge_alarm(Seen(code, kind, count, advice), at=at)


def _advice(
    kind: AlarmKind, count: int, snapshot: Snapshot | None, waits: list[Wait], at: datetime
) -> Advice | None:
    if not count:
        return None
    if kind is AlarmKind.PROMISE:
        return Advice(Remedy.ADD_HELP)
    return remedies.advice(snapshot, waits, at) if snapshot else None
