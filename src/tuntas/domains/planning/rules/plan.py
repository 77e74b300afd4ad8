"""One office's day, from its forecast to its roster, and what simulated days say of both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from .demand import REPLICATIONS, Demand, Finishing, Group, Work, replications
from .forecast import Forecast
from .needs import Need, Target, counters_needed, desks_needed, in_quarters
from .roster import Roster, rostered
from .simulation import Outcome, at_counters, at_desks, outcome
from .turns import Manners

USUAL = Work(8.0)
# A search looks at so many people: busy offices say as much on fewer days. The last word always has `number` days.
SEARCHED_PEOPLE, FEWEST_DAYS = 2500, 20


@dataclass(frozen=True, slots=True)
class Means:
    """What an office has: counters, desks behind them, and how long each group's work takes."""

    counters: int
    works: Mapping[str, Work]
    finishing: Mapping[str, Finishing]
    desks: int = 0
    usual: Work = USUAL  # for a group whose work nobody measured yet
    changeover_minutes: float = 0.5


@dataclass(frozen=True, slots=True)
class Plan:
    """The day's plan. `needed` is what `need` asks for with every counter; `outcome` is what the roster gives."""

    forecast: Forecast
    counters: int
    need: Need
    roster: Roster
    outcome: Outcome
    desks: Need | None = None

    @property
    def counters_most(self) -> int:
        """Counters at the fullest time."""
        return max(self.need.counters)

    @property
    def is_covered(self) -> bool:
        """Whether the roster has in each half hour what is needed then."""
        return all(has >= wants for has, wants in zip(self.roster.cover, self.need.counters, strict=True))


def plan(
    forecast: Forecast,
    means: Means,
    *,
    target: Target | None = None,
    manners: Manners | None = None,
    seed: int = 1,
    number: int = REPLICATIONS,
) -> Plan:
    """The counters needed, a roster that covers them, and what `number` days unseen by both say."""
    target, quarters = target or Target(), forecast.day.quarters
    demand = demand_of(forecast, means, seed=seed, number=number)
    searched = replace(demand, replications=_searched(forecast.expected(), number))
    seen, unseen = replications(searched), replications(replace(demand, seed=seed + 1))
    days, checks = (at_counters(visits, target.limit_minutes) for visits in (seen, unseen))
    need = counters_needed(days, checks, demand, quarters, most=means.counters, target=target)
    is_open = tuple(sorted({quarter // 2 for quarter in quarters}))
    roster = rostered(need.counters, is_open, most=means.counters, manners=manners)
    standing = in_quarters(roster.cover, quarters)
    if not means.desks or not any(group.finishing for group in demand.groups.values()):
        return Plan(forecast, means.counters, need, roster, outcome(checks, standing))
    cases, more_cases = (at_desks(visits, standing) for visits in (seen, unseen))
    desks = desks_needed(cases, more_cases, demand, quarters, most=means.desks, target=target)
    found = outcome(checks, standing, cases=more_cases, desks=in_quarters(desks.counters, quarters))
    return Plan(forecast, means.counters, need, roster, found, desks)


def demand_of(forecast: Forecast, means: Means, *, seed: int = 1, number: int = REPLICATIONS) -> Demand:
    """The forecast as days that may come."""
    return Demand(
        groups={
            name: Group(rates, means.works.get(name, means.usual), means.finishing.get(name))
            for name, rates in forecast.rates.items()
        },
        spread=forecast.spread,
        changeover_minutes=means.changeover_minutes,
        seed=seed,
        replications=number,
    )


def _searched(people: float, number: int) -> int:
    return max(min(number, FEWEST_DAYS), min(number, int(SEARCHED_PEOPLE / max(1.0, people))))
