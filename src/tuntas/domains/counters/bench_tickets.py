"""Every office with a kiosk, open now: what `./tuntas bench tickets` presses; and what its rows say afterwards."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from tuntas.domains.offices import queries as offices
from tuntas.domains.offices.queries.within import offices_within
from tuntas.platform import clock, jobs
from tuntas.platform.ids import new_token

from .models import Day, Kiosk
from .models.kiosks import secret_hash

NOBODY = UUID(int=0)
# A number is found by its series; one that the series counted and no ticket has is a gap.
_FOUND = """
select (select coalesce(sum(n - 1), 0) from (select count(*) n from counters_ticket
         group by office_code, business_day, series, block, number having count(*) > 1) twice),
       (select coalesce(sum(series.last_number - given.n), 0) from counters_series series, lateral (
          select count(*) n from counters_ticket where office_code = series.office_code
           and business_day = series.business_day and series = series.letter and block = series.block) given),
       (select count(*) from counters_ticket),
       (select coalesce(sum(issued), 0) from counters_day)
"""


def open_everywhere() -> list[dict[str, str]]:
    """A kiosk at each office, whatever the hour; its office and its secret."""
    jobs.run_pending()  # a change of hours that waits would make the days follow the calendar again
    at = clock.now()
    today = offices.office_day(at)
    codes = [one.code for one in offices_within()]
    Day.objects.filter(business_day=today).delete()
    Day.objects.bulk_create(
        Day(
            office_code=code,
            business_day=today,
            opens_at=at - timedelta(hours=1),
            closes_at=at + timedelta(hours=12),
        )
        for code in codes
    )
    secrets = {code: new_token() for code in codes}
    Kiosk.objects.bulk_create(
        Kiosk(
            office_code=code,
            digit=9,
            name="Pengukuran",
            secret_hash=secret_hash(secret),
            set_up_by=NOBODY,
            set_up_at=at,
        )
        for code, secret in secrets.items()
    )
    return [{"office": code, "secret": secret} for code, secret in secrets.items()]


def checked() -> dict[str, Any]:
    """Numbers given twice, numbers that were counted and are on no ticket, and whether the days counted them all."""
    with connection.cursor() as cursor:
        cursor.execute(_FOUND)
        duplicates, gaps, tickets, counted = (int(value) for value in cursor.fetchone())
    return {"duplicates": duplicates, "gaps": gaps, "tickets": tickets, "miscounted": abs(counted - tickets)}
