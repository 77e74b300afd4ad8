"""How every office stands: now, or at a moment that was kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tuntas.domains.counters import queries as counters
from tuntas.domains.counters.queries.today import waiting_at_offices, waiting_by_service
from tuntas.domains.monitoring.models import Moment
from tuntas.domains.monitoring.wall.rules import NOTHING, State
from tuntas.domains.promises.queries import risk
from tuntas.domains.promises.queries.lasting import outages_by_office
from tuntas.domains.promises.rules import Kind

# A moment stands for the five minutes before the next; when one was missed, what is older is not shown as if it were it.
STANDS_FOR = timedelta(minutes=65)


@dataclass(frozen=True)
class Kept:
    """A moment as it was kept."""

    at: datetime
    states: dict[str, State]


def states_now(codes: Iterable[str], at: datetime, *, service: str = "") -> dict[str, State]:
    """By office, of all services or of one. Seven statements, whatever lies behind."""
    wanted = sorted(set(codes))
    queues = waiting_at_offices(wanted, at, service=service)
    found = promises_and_outages(wanted, at, service=service)
    for code, queue in queues.items():
        found[code] = replace(found[code], waiting=queue.waiting, counters=queue.counters_open)
    return found


def promises_and_outages(codes: Iterable[str], at: datetime, *, service: str = "") -> dict[str, State]:
    """The same without the queues.

    At risk is who phone and desk say it of: tickets and promises by their chances, as the steward last looked. Where it
    has not looked, and of one service alone, it is the promises that are nearly late.
    """
    wanted = sorted(set(codes))
    outages = outages_by_office(wanted)
    standings = risk.standings(wanted, at, service=service)
    chances = {} if service else counters.risks_of_offices(at)
    found = {}
    for code in wanted:
        running = [one for kind in Kind if (one := standings.get((code, kind)))]
        found[code] = State(
            late=sum(one.late for one in running),
            at_risk=sum(chances[code]) if code in chances else sum(one.at_risk for one in running),
            outages=outages.get(code, 0),
        )
    return found


def services_now(codes: Iterable[str], at: datetime) -> dict[str, dict[str, State]]:
    """What is late, at risk and waiting by service and office, where there is something. Six statements."""
    found: dict[str, dict[str, State]] = defaultdict(lambda: defaultdict(State))
    for (service, code, _kind), one in risk.standings_by_service(codes, at).items():
        found[service][code] += State(late=one.late, at_risk=one.at_risk)
    for (service, code), waiting in waiting_by_service(at).items():
        found[service][code] += State(waiting=waiting)
    return found


def states_then(codes: Iterable[str], at: datetime, *, service: str = "") -> Kept | None:
    """The moment that was kept last before this one, of all services or of one; none if that is too long before. One
    statement."""
    before = Moment.objects.filter(at__lte=at, at__gt=at - STANDS_FOR).order_by("-at")
    row = before.exclude(services=None).first() if service else before.first()
    if row is None:
        return None
    states = {code: _state(row.states.get(code)) for code in codes}
    if service:
        of_service = (row.services or {}).get(service, {})
        states = {code: _of_service(state, of_service.get(code)) for code, state in states.items()}
    return Kept(row.taken_at, states)


def _state(figures: list[int] | None) -> State:
    return State(*figures) if figures else NOTHING


def _of_service(state: State, figures: list[int] | None) -> State:
    """Counters and outages are the whole office's."""
    return replace(_state(figures), counters=state.counters, outages=state.outages)
