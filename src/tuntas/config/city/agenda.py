"""All that is to happen in a city, drawn again from what it was founded with: steps of cases, turns at counters."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from tuntas.domains.offices import queries as offices
from tuntas.platform import clock, jobs

from . import lives, people, plans, queues, residents, rooms, turns
from . import offices as paces
from .models import Progress
from .plans import Step
from .queues import Turn

# The office of the cast stays as the tester finds it: no invented case in its queue, nine answers to its survey.
THE_CASTS = "31.71.01.1001"
Deed = Step | Turn


def deeds(city: Progress) -> list[Deed]:
    """The planned past in the order of time."""
    places = _offices(city)
    found: list[Deed] = [*_steps(city, places), *turns_between(city, city.begins_at, city.ends_at)]
    return sorted(found, key=_when)


def turns_between(city: Progress, begins: datetime, ends: datetime) -> list[Turn]:
    """What happens at the counters of the living offices from one moment until another, on whole days alone."""
    places = _offices(city)
    bursts = paces.bursts(city.seed, [one.code for one in places], city.begins_at, city.ends_at)
    found: list[Turn] = []
    for place in places:
        for on in _days(_day(begins), _day(ends)):
            sessions = place.calendar.sessions_on(on)
            if sessions and sessions[0][0] >= city.begins_at:
                opens, closes = sessions[0][0], sessions[-1][1]
                coming = queues.arrivals(
                    place.code, place.pace.business, opens, closes, seed=city.seed, bursts=bursts
                )
                found += rooms.day(place.code, place.pace, opens, closes, coming, seed=city.seed)
    return sorted(one for one in found if begins <= one.at < ends)


def do(deed: Deed, stage: lives.Stage) -> None:
    """Let it happen at its moment in the past; raises what the action raises."""
    if isinstance(deed, Step):
        lives.take(deed, stage)
        return
    with clock.at(deed.at), jobs.lane(lives.LANE):
        turns.take(deed, stage.crews.get(deed.office))


def stage(city: Progress) -> lives.Stage:
    """Who takes part: households and crews."""
    quarters = residents.quarters(
        residents.shared_out(residents.kelurahan(), city.wanted), city.seed, _day(city.ends_at)
    )
    codes = [one.code for one in _offices(city)]
    since = _day(city.begins_at) - timedelta(days=365)
    with transaction.atomic():
        crews = {code: people.engage(code, seed=city.seed, since=since, at=city.begins_at) for code in codes}
    return lives.Stage(city.seed, {code: one for one in quarters for code, _ in one.kelurahan}, crews)


def _steps(city: Progress, places: list[plans.Office]) -> list[Step]:
    codes = [one.code for one in places]
    return plans.steps(
        places,
        seed=city.seed,
        begins=city.begins_at,
        ends=city.ends_at,
        cases_a_day=city.cases_a_day,
        outages=paces.outages(city.seed, codes, city.begins_at, city.ends_at),
        bursts=paces.bursts(city.seed, codes, city.begins_at, city.ends_at),
    )


def _offices(city: Progress) -> list[plans.Office]:
    shares = residents.shared_out(residents.kelurahan(), city.wanted)
    living = [code for code in shares if code != THE_CASTS]
    calendars = offices.calendars(living, since=_day(city.begins_at))
    return [plans.Office(code, calendars[code], paces.pace(city.seed, code), shares[code]) for code in living]


def _when(deed: Deed) -> tuple[datetime, str, int, int]:
    """One order, the same each time it is drawn: a killed city counts how many are done."""
    return deed.at, deed.office, getattr(deed, "case", -1), deed.order


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def _day(at: datetime) -> date:
    return timezone.localdate(at)
