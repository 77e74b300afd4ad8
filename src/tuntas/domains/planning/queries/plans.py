"""An office's plan for a day, and beside it the one for what would be different."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from tuntas.domains.counters import queries as counters
from tuntas.domains.offices import queries as offices

from ..forms import Asked
from ..rules.backtest import Backtest, backtest
from ..rules.forecast import Forecast, Pool, fitted
from ..rules.history import OpenDay
from ..rules.plan import Means, Plan, plan
from ..rules.what_if import changed, left
from .known import Known, known, open_day
from .means import means

DAYS_AHEAD = 35
FEWEST_DAYS = 10  # below this a forecast would be a guess that looks like a figure


@dataclass(frozen=True)
class OfficePast:
    """What is asked about: the office, its past, and the days that can be planned."""

    code: str
    name: str
    today: date
    known: Known
    days: tuple[OpenDay, ...]

    @property
    def is_enough(self) -> bool:
        return len(self.known.history.days) >= FEWEST_DAYS


@dataclass(frozen=True)
class Planned:
    """A plan, the one with the change if one was asked about, and how good such forecasts were."""

    asked: Asked
    means: Means
    usual: Plan
    changed: Plan | None
    tested: Backtest | None
    groups: dict[str, str]  # letter → name

    @property
    def shown(self) -> Plan:
        """The plan that charts and tables are of."""
        return self.changed or self.usual


def office_past(code: str, today: date, *, city: Pool | None = None) -> OfficePast | None:
    """None when there is no such office. Five queries, three when the city's past is given."""
    name = offices.office_names([code]).get(code)
    if name is None:
        return None
    found = known(code, today, city=city)
    ahead = (open_day(found.calendar, today + timedelta(days=number)) for number in range(DAYS_AHEAD + 1))
    return OfficePast(code, name, today, found, tuple(day for day in ahead if day))


def planned(past: OfficePast, has: Means, asked: Asked) -> Planned:
    """The plans; a second or less of computing for all but the largest offices."""
    has = replace(has, kinds=asked.kinds, desks=has.desks if asked.desks is None else asked.desks)
    forecast = _forecast(past, next(day for day in past.days if day.on == asked.day))
    change = asked.change
    return Planned(
        asked=asked,
        means=has,
        usual=plan(forecast, has),
        changed=plan(changed(forecast, change), left(has, change)) if change.is_any else None,
        tested=backtest(past.known.history, pool=past.known.pool),
        groups={group.letter: group.name for group in counters.groups_of(past.code)},
    )


def plan_of(
    code: str, day: date, today: date, *, city: Pool | None = None, most: int | None = None
) -> Plan | None:
    """One office's plan, with `most` counters of each kind if said; None when it is shut, or too little is known."""
    past = office_past(code, today, city=city)
    open_on = open_day(past.known.calendar, day) if past else None
    if past is None or open_on is None or not past.is_enough:
        return None
    has = means(code, today)
    kinds = tuple(replace(kind, counters=most or kind.counters) for kind in has.kinds)
    return plan(_forecast(past, open_on), replace(has, kinds=kinds))


def _forecast(past: OfficePast, day: OpenDay) -> Forecast:
    return fitted(past.known.history, pool=past.known.pool).day(day)
