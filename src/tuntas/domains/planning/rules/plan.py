"""One office's day, from its forecast to its roster, and what simulated days say of both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from .demand import REPLICATIONS, Demand, Finishing, Group, Work, replications
from .forecast import Forecast
from .kinds import Kind, options, uncalled
from .needs import Need, Place, counters_needed, desks_needed, in_quarters
from .roster import Roster
from .rosters import rosters
from .simulation import HALVES, Outcome, at_counters, at_desks, outcome
from .start import Target
from .turns import Manners

USUAL = Work(8.0)
# A search looks at so many people: busy offices say as much on fewer days. The last word always has `number` days.
SEARCHED_PEOPLE, FEWEST_DAYS = 2500, 20


@dataclass(frozen=True, slots=True)
class Means:
    """What an office has: counters of some kinds, desks behind them, and how long each group's work takes."""

    kinds: tuple[Kind, ...]
    works: Mapping[str, Work]
    finishing: Mapping[str, Finishing]
    others: frozenset[str] = frozenset()  # groups that another agency serves in the same room
    desks: int = 0
    usual: Work = USUAL  # for a group whose work nobody measured yet
    changeover_minutes: float = 0.5

    @property
    def counters(self) -> int:
        return sum(kind.counters for kind in self.kinds)


@dataclass(frozen=True, slots=True)
class Plan:
    """The day's plan. `need` is what every half hour asks for; `outcome` is what the rosters give, one for each kind."""

    forecast: Forecast
    kinds: tuple[Kind, ...]
    need: Need
    rosters: tuple[Roster, ...]
    outcome: Outcome
    desks: Need | None = None

    @property
    def counters(self) -> int:
        """That the office has."""
        return sum(kind.counters for kind in self.kinds)

    @property
    def cover(self) -> tuple[int, ...]:
        """Counters open in each of 48 half hours."""
        return tuple(map(sum, zip(*(roster.cover for roster in self.rosters), strict=True)))

    @property
    def work(self) -> int:
        """Half hours at counters."""
        return sum(roster.work for roster in self.rosters)

    @property
    def uncalled(self) -> list[str]:
        """Letters that people come for and no counter calls: planned as if every counter did."""
        return uncalled(self.kinds, [letter for letter, row in self.forecast.waiting.items() if sum(row) > 0])

    def short(self, half: int) -> bool:
        """Whether some kind has fewer counters then than are needed."""
        pairs = zip(self.rosters, self.need.by_kind, strict=True)
        return any(roster.cover[half] < row[half] for roster, row in pairs)

    @property
    def counters_most(self) -> int:
        """Counters at the fullest time."""
        return max(self.need.counters)

    @property
    def is_covered(self) -> bool:
        """Whether the rosters have in each half hour what is needed then."""
        return not any(map(self.short, range(HALVES)))


def plan(
    forecast: Forecast,
    means: Means,
    *,
    target: Target | None = None,
    manners: Manners | None = None,
    seed: int = 1,
    number: int = REPLICATIONS,
) -> Plan:
    """The counters needed, rosters that cover them, and what `number` days that neither ever met say of them."""
    forecast = forecast.without(means.others)
    target, quarters = target or Target(), forecast.day.quarters
    demand = demand_of(forecast, means, seed=seed, number=number)
    searched = replace(demand, replications=_searched(forecast.expected(), number))
    seen, checked, unseen = (
        replications(searched),
        replications(replace(demand, seed=seed + 1)),
        replications(replace(demand, seed=seed + 2)),
    )
    whose = options(means.kinds, demand.groups) if len(means.kinds) > 1 else ()
    days, checks, judges = (
        at_counters(visits, target.limit_minutes, whose=whose) for visits in (seen, checked, unseen)
    )
    need = counters_needed(days, checks, demand, Place(means.kinds, quarters), target=target)
    is_open = tuple(sorted({quarter // 2 for quarter in quarters}))
    stand = rosters(means.kinds, need.by_kind, is_open, whose=whose, manners=manners)
    standing = [in_quarters(roster.cover, quarters) for roster in stand]
    if not means.desks or not any(group.finishing for group in demand.groups.values()):
        return Plan(forecast, means.kinds, need, stand, outcome(judges, standing))
    cases, more_cases, judged = (at_desks(visits, standing, whose=whose) for visits in (seen, checked, unseen))
    desks = desks_needed(cases, more_cases, demand, quarters, most=means.desks, target=target)
    found = outcome(judges, standing, cases=judged, desks=in_quarters(desks.counters, quarters))
    return Plan(forecast, means.kinds, need, stand, found, desks)


def demand_of(forecast: Forecast, means: Means, *, seed: int = 1, number: int = REPLICATIONS) -> Demand:
    """The forecast as days that may come."""
    return Demand(
        groups={
            name: Group(rates, means.works.get(name, means.usual), means.finishing.get(name))
            for name, rates in forecast.waiting.items()
        },
        spread=forecast.spread,
        changeover_minutes=means.changeover_minutes,
        seed=seed,
        replications=number,
    )


def _searched(people: float, number: int) -> int:
    return max(min(number, FEWEST_DAYS), min(number, int(SEARCHED_PEOPLE / max(1.0, people))))
