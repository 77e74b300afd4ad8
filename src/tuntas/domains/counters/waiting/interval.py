"""How long will a ticket still wait, and how likely is it more than was promised?"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from .calibration import as_computed, so_far, stated
from .office import MOST_AHEAD, Office, Wait, Waiting
from .passing import passes

PROMISED_MINUTES = 15
NOBODY = Wait(math.inf, math.inf, math.inf, 1.0, (math.inf, math.inf, math.inf), 0)


def wait(office: Office, ticket: Waiting, *, over_minutes: float = PROMISED_MINUTES) -> Wait:
    """How long `ticket` waits behind those of `office.ahead`, joining them behind its own rank."""
    place = place_of(office, ticket)
    known = so_far(office.calibration, office.ahead)
    here = replace(office, ahead=(*office.ahead[:place], ticket), calibration=known)
    if place >= MOST_AHEAD:
        return _waits(here, over_minutes)[-1]
    return _wait(here, sorted(passes(here)[-1]), ticket.waited_minutes, over_minutes, people_ahead(here)[-1])


def waits(office: Office, *, over_minutes: float = PROMISED_MINUTES) -> tuple[Wait, ...]:
    """How long each of `office.ahead` still waits, in that order; one computation for all of them."""
    return _waits(replace(office, calibration=so_far(office.calibration, office.ahead)), over_minutes)


def _waits(office: Office, over_minutes: float) -> tuple[Wait, ...]:
    found = []
    ahead = people_ahead(office)
    for place, (ticket, calls) in enumerate(zip(office.ahead, passes(office), strict=False)):
        found.append(_wait(office, sorted(calls), ticket.waited_minutes, over_minutes, ahead[place]))
    # Behind the bound everybody waits as the last one inside, in proportion to the place.
    for place in range(MOST_AHEAD, len(office.ahead)):
        found.append(_farther(found[MOST_AHEAD - 1], (place + 1) / MOST_AHEAD, ahead[place]))
    return tuple(found)


def place_of(office: Office, ticket: Waiting) -> int:
    """How many of `office.ahead` are called before `ticket`."""
    places = [place for place, one in enumerate(office.ahead, start=1) if one.rank <= ticket.rank]
    return places[-1] if places else 0


def people_ahead(office: Office) -> list[int]:
    """For each of `office.ahead` how many before it go to a counter that could also serve it."""
    rivals = {
        one.group: frozenset().union(
            *(counter.groups for counter in office.counters if one.group in counter.groups)
        )
        for one in office.ahead
    }
    before: dict[str, int] = {}
    found = []
    for one in office.ahead:
        found.append(sum(count for group, count in before.items() if group in rivals[one.group]))
        before[one.group] = before.get(one.group, 0) + 1
    return found


def _wait(office: Office, calls: Sequence[float], waited: float, over_minutes: float, people: int) -> Wait:
    if math.isinf(calls[0]):
        return replace(NOBODY, people_ahead=people)
    computed = (quantile(calls, 0.1), quantile(calls, 0.5), quantile(calls, 0.9))
    low, middle, high = stated(office.calibration, computed)
    limit = as_computed(office.calibration, computed, over_minutes - waited)
    over = 1.0 if waited > over_minutes else 1 - bisect_right(calls, limit) / len(calls)
    return Wait(low, middle, high, over, computed, people)


def _farther(last: Wait, times: float, people: int) -> Wait:
    low, middle, high = (point * times for point in (last.low, last.middle, last.high))
    first, second, third = last.computed
    return Wait(low, middle, high, last.over, (first * times, second * times, third * times), people)


def quantile(ordered: Sequence[float], share: float) -> float:
    """The point below which `share` of the ordered values lie, between neighbours in proportion."""
    at = share * len(ordered) - 0.5
    place = min(max(int(at), 0), len(ordered) - 2) if len(ordered) > 1 else 0
    if len(ordered) == 1:
        return ordered[0]
    part = min(max(at - place, 0.0), 1.0)
    return ordered[place] + (ordered[place + 1] - ordered[place]) * part
