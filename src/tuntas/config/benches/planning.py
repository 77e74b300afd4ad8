"""Plans one day of every office, from a past in the database, and says how long that took."""

from __future__ import annotations

import time
from datetime import date, datetime, timedelta

from django.db import connection, transaction

from tuntas.domains.offices.models import Office
from tuntas.domains.planning import demonstration
from tuntas.domains.planning.models import CountedDay
from tuntas.domains.planning.queries import plan_of, pool
from tuntas.domains.planning.rules import synthetic

WEEKS = 52
SAMPLES = 3  # invented pasts of each kind; the offices of a kind share them
USUAL = {"kelurahan": 38, "kecamatan": 60, "sudin": 150}
OTHERS, CITY = 60, 13_000
COUNTERS = 10  # enough everywhere: a search that ends at what an office has is a short one
LETTERS = {"A": 0.4, "B": 0.25, "C": 0.2, "D": 0.1, "E": 0.05}
_COPY = """
insert into planning_countedday (office_code, letter, business_day, counts, issued, with_case, served, minutes, squares,
 approved, approving_minutes, approving_squares)
select other.code, letter, business_day, counts, issued, with_case, served, minutes, squares,
 approved, approving_minutes, approving_squares
from unnest(%s::text[], %s::text[]) other(code, source) join planning_countedday on office_code = other.source
where other.code <> other.source
"""


def fill(until: date) -> int:
    """A year of counted days for every office; how many offices."""
    days = synthetic.days_between(until - timedelta(weeks=WEEKS), until - timedelta(days=1))
    source: dict[tuple[int, int], str] = {}
    copied: dict[str, str] = {}
    with transaction.atomic():
        CountedDay.objects.all().delete()  # the demonstration's own past
        for number, (code, kind) in enumerate(Office.objects.order_by("code").values_list("code", "kind")):
            key = (USUAL.get(kind, OTHERS), number % SAMPLES)
            copied[code] = source.setdefault(key, code)
            if copied[code] == code:
                past = synthetic.history(days, synthetic.Play(_groups(key[0])), seed=number)
                CountedDay.objects.bulk_create(demonstration.rows(code, past), batch_size=2000)
        with connection.cursor() as cursor:
            cursor.execute(_COPY, [list(copied), list(copied.values())])
        CountedDay.objects.bulk_create(
            demonstration.rows("", synthetic.history(days, synthetic.Play({"": CITY}), seed=1))
        )
    return len(copied)


def plan_all(day: date, today: date, *, part: int = 0, parts: int = 1) -> dict[str, float]:
    """Every `parts`-th office from `part` on: seconds, offices, and how many plans are met."""
    codes = list(Office.objects.order_by("code").values_list("code", flat=True))[part::parts]
    began, worked = time.monotonic(), time.process_time()
    city = pool(today)
    plans = [plan for code in codes if (plan := plan_of(code, day, today, city=city, most=COUNTERS))]
    return {
        "seconds": time.monotonic() - began,
        "cpu": time.process_time() - worked,
        "offices": len(plans),
        "met": sum(plan.need.is_met for plan in plans),
        "covered": sum(plan.is_covered for plan in plans),
        "people": sum(plan.forecast.expected() for plan in plans),
    }


def next_monday(at: datetime) -> date:
    """The fullest day of the week."""
    day = at.date() + timedelta(days=1)
    return day + timedelta(days=-day.weekday() % 7)


def _groups(usual: int) -> dict[str, float]:
    return {letter: usual * share for letter, share in LETTERS.items()}
