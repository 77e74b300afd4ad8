"""Who stood at a counter that does not do what they came for: by what had sent them there, hour and letter."""

from __future__ import annotations

from collections import Counter as Tally
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings

from tuntas.platform.prepared import run

DAYS = 30
_SQL = """
select cause, extract(hour from at at time zone %(zone)s)::int, from_letter, to_letter, count(*)
from counters_misdirection
where office_code = %(office)s and business_day between %(first)s and %(last)s
group by 1, 2, 3, 4
"""


@dataclass(frozen=True)
class Misdirections:
    """How many, each counted in three ways; the most first, hours in their order."""

    total: int
    by_cause: list[tuple[str, int]]
    by_hour: list[tuple[int, int]]
    by_letter: list[tuple[str, str, int]]  # from, to, how many


def misdirections(office_code: str, day: date, *, days: int = DAYS) -> Misdirections:
    """Those of the last days up to and with `day`. One query."""
    values = {
        "zone": settings.TIME_ZONE,
        "office": office_code,
        "first": day - timedelta(days=days - 1),
        "last": day,
    }
    causes: Tally[str] = Tally()
    hours: Tally[int] = Tally()
    letters: Tally[tuple[str, str]] = Tally()
    with run(_SQL, values) as cursor:
        for cause, hour, from_letter, to_letter, count in cursor.fetchall():
            causes[cause] += count
            hours[hour] += count
            letters[from_letter, to_letter] += count
    return Misdirections(
        total=causes.total(),
        by_cause=causes.most_common(),
        by_hour=sorted(hours.items()),
        by_letter=[(*pair, count) for pair, count in letters.most_common()],
    )
