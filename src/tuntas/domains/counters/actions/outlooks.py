"""What was said about waits is written down, judged when the ticket is called, and learnt from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from ..models import Coverage, Forecast, Outlook, Ticket
from ..rules.saying import Interval, said
from ..rules.workflow import State
from ..waiting import Calibration, Wait, learn

MOST_AT_ONCE = 500


@dataclass(frozen=True)
class Risk:
    """Which tickets and how many promises are at risk at an office now."""

    tickets: tuple[UUID, ...]
    promises: int


def keep_forecasts(waits: Mapping[UUID, Wait], *, at: datetime) -> int:
    """The first interval that is known for each ticket until it is called; later ones are not kept. How many were new."""
    known = {ticket: wait for ticket, wait in waits.items() if wait.is_known}
    # Who was called and waits again was judged by the call that is over.
    new = Ticket.objects.filter(pk__in=list(known), called_at=None, forecast=None).values_list("pk", flat=True)
    rows = [
        Forecast(
            ticket_id=ticket, said_at=at, computed=list(wait.computed), **asdict(said(wait.low, wait.high))
        )
        for ticket, wait in ((ticket, known[ticket]) for ticket in new)
    ]
    Forecast.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


@transaction.atomic
def settle_forecasts(today: date) -> int:
    """Of each ticket that was called: was it within what was said? The office learns from it. How many were judged."""
    over = (
        Q(ticket__called_at__isnull=False)
        | Q(ticket__state__in=[State.LEFT, State.EXPIRED])
        | Q(ticket__business_day__lt=today)
    )
    ended = Forecast.objects.select_for_update(of=("self",), skip_locked=True).filter(over)
    rows = list(ended.select_related("ticket").order_by("ticket__called_at")[:MOST_AT_ONCE])
    judged = [row for row in rows if row.ticket.called_at is not None]
    by_office: dict[str, list[Forecast]] = {}
    for row in judged:
        by_office.setdefault(row.ticket.office_code, []).append(row)
    for code in sorted(by_office):
        _learn(code, by_office[code])
    Forecast.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(judged)


def keep_risks(risks: Mapping[str, Risk], *, at: datetime) -> None:
    """What a wall shows of each office. One statement."""
    rows = [
        Outlook(
            office_code=code,
            waiting_at_risk=len(risk.tickets),
            tickets_at_risk=list(risk.tickets),
            promises_at_risk=risk.promises,
            looked_at=at,
        )
        for code, risk in sorted(risks.items())
    ]
    Outlook.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["office_code"],
        update_fields=["waiting_at_risk", "tickets_at_risk", "promises_at_risk", "looked_at"],
    )


def _learn(office_code: str, forecasts: Iterable[Forecast]) -> None:
    Outlook.objects.bulk_create([Outlook(office_code=office_code)], ignore_conflicts=True)
    outlook = Outlook.objects.select_for_update().get(pk=office_code)
    known = Calibration(outlook.low, outlook.middle, outlook.high)
    days: dict[date, list[bool]] = {}
    for row in forecasts:
        low, middle, high = row.computed
        actual = _actual(row)
        known = learn(known, (low, middle, high), actual)
        days.setdefault(row.ticket.business_day, []).append(Interval(int(row.low), int(row.high)).holds(actual))
    outlook.low, outlook.middle, outlook.high = known.low, known.middle, known.high
    outlook.save(update_fields=["low", "middle", "high"])
    for day, hits in days.items():
        _count(office_code, day, hits)


def _actual(row: Forecast) -> float:
    """Minutes from what was said to the call; a call in the same moment is none."""
    assert row.ticket.called_at is not None  # noqa: S101  only called ones are judged
    return max((row.ticket.called_at - row.said_at).total_seconds() / 60, 0.0)


def _count(office_code: str, day: date, hits: list[bool]) -> None:
    Coverage.objects.bulk_create([Coverage(office_code=office_code, business_day=day)], ignore_conflicts=True)
    Coverage.objects.filter(office_code=office_code, business_day=day).update(
        told=F("told") + len(hits), within=F("within") + sum(hits)
    )
