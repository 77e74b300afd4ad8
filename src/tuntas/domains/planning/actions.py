"""Counting the days that are over, once each."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max

from tuntas.domains.cases.queries import approving as cases
from tuntas.domains.counters.queries import arrivals, groups
from tuntas.domains.offices import queries as offices

from .models import CountedDay
from .rules.history import QUARTERS

# Days counted in one round: a first round of a city with a past is not one long transaction after another.
MOST = 30
_APPROVED = ("approved", "approving_minutes", "approving_squares")
_LOCK = "select pg_try_advisory_xact_lock(hashtext('planning.count_days'))"


def count_days(at: datetime, *, most: int = MOST) -> int:
    """Count each day before today that was not counted, oldest first; how many were."""
    today, counted = offices.office_day(at), 0
    while counted < most and (day := _next()) and day < today:
        if not _count(day):
            break  # somebody else is at it
        counted += 1
    return counted


@transaction.atomic
def _count(day: date) -> bool:
    """Whether it was ours to count. The city's row is written last of all, so a day is counted wholly or not."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK)
        if not cursor.fetchone()[0]:
            return False
    found, approved = arrivals.arrivals_on(day), _approved(day)
    rows = [
        CountedDay(
            office_code=office,
            letter=letter,
            business_day=day,
            counts=one.counts,
            issued=sum(one.counts),
            onward=one.onward if any(one.onward) else [],
            sent_on=sum(one.onward),
            with_case=one.with_case,
            served=one.served,
            minutes=one.minutes,
            squares=one.squares,
            **approved.get((office, letter), {}),
        )
        for (office, letter), one in sorted(found.items())
    ]
    CountedDay.objects.bulk_create([*rows, _whole(day, rows)], ignore_conflicts=True)
    return True


def _approved(day: date) -> dict[tuple[str, str], dict[str, float]]:
    """By office and letter what was approved; of a service that stands under no letter nothing."""
    zone = ZoneInfo(settings.TIME_ZONE)
    begins = datetime.combine(day, time(), zone)
    approved = cases.approving_between(begins, begins + timedelta(days=1))
    letters = groups.groups_of_each({office for office, _service in approved})
    found: dict[tuple[str, str], dict[str, float]] = {}
    for (office, service), one in approved.items():
        if group := groups.group_for(letters[office], service):
            sums = found.setdefault((office, group.letter), dict.fromkeys(_APPROVED, 0))
            for name, value in zip(_APPROVED, one, strict=True):
                sums[name] += value
    return found


def _whole(day: date, rows: list[CountedDay]) -> CountedDay:
    counts = [sum(column) for column in zip(*(row.counts for row in rows), strict=True)] or [0] * QUARTERS
    return CountedDay(
        office_code="",
        letter="",
        business_day=day,
        counts=[min(each, 32_767) for each in counts],
        issued=sum(row.issued for row in rows),
        sent_on=sum(row.sent_on for row in rows),
        with_case=sum(row.with_case for row in rows),
        served=sum(row.served for row in rows),
        minutes=sum(row.minutes for row in rows),
        squares=sum(row.squares for row in rows),
    )


def _next() -> date | None:
    last: date | None = CountedDay.objects.filter(office_code="").aggregate(last=Max("business_day"))["last"]
    return arrivals.first_day_after(last)
