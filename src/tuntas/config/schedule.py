"""What is done again and again, how often, and by whom: one table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Duty:
    """Something done again and again, each in its own thread with its own connection."""

    name: str
    every_seconds: float
    do: Callable[[], object]


def duties() -> list[Duty]:
    from datetime import datetime, timedelta

    from django.conf import settings

    from tuntas.config import bygone, holidays
    from tuntas.config.city import days
    from tuntas.domains.cases import actions as case_verbs
    from tuntas.domains.cases import schedule as cases
    from tuntas.domains.counters import actions as counters
    from tuntas.domains.counters import watch as counters_watch
    from tuntas.domains.figures import actions as figures
    from tuntas.domains.figures.waiting import actions as waiting
    from tuntas.domains.messaging import actions as messaging
    from tuntas.domains.monitoring.wall import keeping as moments
    from tuntas.domains.offices import actions as offices
    from tuntas.domains.planning import actions as planning
    from tuntas.domains.promises import watch
    from tuntas.domains.satisfaction import actions as satisfaction
    from tuntas.platform import clock, idempotency, jobs, limits
    from tuntas.platform.actors import SYSTEM
    from tuntas.platform.files import actions as files
    from tuntas.platform.journal import sequencer
    from tuntas.platform.journal.sightings import forget_sightings

    def look() -> int:
        # Of a demonstration that still lives its past, no promise is judged by a clock that is days ahead of it.
        return watch.look(days.horizon(clock.now()) if settings.DEMONSTRATION else None)

    def lives(now: datetime) -> bool:
        return settings.DEMONSTRATION and days.horizon(now) < now

    def look_at_counters() -> int:
        # While a demonstration lives through its past nobody is there to be told.
        now = clock.now()
        return 0 if lives(now) else counters_watch.look(now)

    def keep_moment() -> bool:
        # Its past would be judged by today's clock; the moments of its days it keeps itself.
        now = clock.now()
        return not lives(now) and moments.keep_moment(now)

    def end_days() -> int:
        # The city's own past is not over before it was lived.
        return counters.end_past_days(days.horizon(clock.now()) if settings.DEMONSTRATION else clock.now())

    return [
        Duty("order and sign the journal", 0.5, lambda: sequencer.turn(at=clock.now())),
        Duty("notice broken promises", 1, look),
        Duty("see who is at risk at the counters", 10, look_at_counters),
        Duty("count the public figures", 2, lambda: figures.roll_up(clock.now())),
        Duty("count who waited", 15, lambda: waiting.roll_up(clock.now())),
        Duty("keep a moment of all offices", 20, keep_moment),
        Duty("thin old moments", 3600, lambda: moments.thin_moments(clock.now())),
        Duty("count who came yesterday", 600, lambda: planning.count_days(clock.now())),
        Duty("give back times that nobody came for", 20, lambda: counters.release(clock.now())),
        Duty("remind of tomorrow's appointments", 60, lambda: counters.remind(clock.now())),
        Duty("forget addresses of past appointments", 3600, lambda: counters.forget_addresses(clock.now())),
        Duty("end the days of counters", 600, end_days),
        Duty("close a kiosk's numbers of yesterday", 600, lambda: counters.close_past_blocks(clock.now())),
        Duty("rescue jobs of dead workers", 5, jobs.rescue_stalled),
        Duty("end old drafts", 3600, lambda: cases.end_old_drafts(clock.now())),
        Duty("end links from counters", 60, lambda: cases.end_phone_links(clock.now())),
        Duty("mend broken-off sendings", 60, lambda: messaging.sweep(clock.now())),
        Duty("delete old invitations", 3600, lambda: satisfaction.sweep(clock.now())),
        Duty("sweep stale uploads", 600, lambda: files.sweep(clock.now())),
        Duty("switch off who left", 60, lambda: offices.carry_out_departures(clock.now())),
        Duty(
            "give back cases of who left or was moved",
            60,
            lambda: case_verbs.release_stranded(by=SYSTEM, at=clock.now()),
        ),
        Duty("bring in next year's holidays", 24 * 3600, holidays.load_apart),
        Duty(
            "forget who looked when",
            24 * 3600,
            lambda: forget_sightings(before=clock.now() - timedelta(days=1)),
        ),
        Duty("forget ended sessions and counts", 3600, lambda: bygone.forget(clock.now())),
        Duty(
            "forget tries at numbers that do not exist",
            3600,
            lambda: case_verbs.forget_strangers(before=clock.now() - timedelta(days=1)),
        ),
        Duty("forget who came how often", 300, lambda: limits.forget(clock.now())),
        Duty("forget old outcomes", 3600, lambda: idempotency.sweep(clock.now())),
    ]
