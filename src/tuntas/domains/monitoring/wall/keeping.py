"""Keeps a moment of all offices every five minutes, and thins what is old."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q

from tuntas.domains.monitoring.models import Moment
from tuntas.domains.monitoring.queries.wall_states import services_now, states_now
from tuntas.domains.offices.queries.tiles import all_codes

from .rules import NOTHING, State

EVERY_MINUTES = 5
FULL_FOR = timedelta(days=7)
KEPT_FOR = timedelta(days=31)


def keep_moment(at: datetime) -> bool:
    """Keep how all offices stand, once in five minutes; whether this call did. Run twice it keeps one."""
    slot = at.replace(minute=at.minute - at.minute % EVERY_MINUTES, second=0, microsecond=0)
    if Moment.objects.filter(pk=slot).exists():
        return False
    codes = all_codes()
    services = {service: _figures(states) for service, states in services_now(codes, at).items()}
    moment = Moment(at=slot, taken_at=at, states=_figures(states_now(codes, at)), services=services)
    Moment.objects.bulk_create([moment], ignore_conflicts=True)
    return True


def thin_moments(at: datetime) -> int:
    """After a week one moment an hour stays, after a month none; how many went."""
    old = Q(at__lt=at - KEPT_FOR) | (Q(at__lt=at - FULL_FOR) & ~Q(at__minute=0))
    return Moment.objects.filter(old).delete()[0]


def _figures(states: dict[str, State]) -> dict[str, tuple[int, ...]]:
    return {code: state.figures for code, state in states.items() if state != NOTHING}
