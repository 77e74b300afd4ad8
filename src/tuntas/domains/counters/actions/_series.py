"""A letter that goes gives no number any more, also to whoever had read that it is there."""

from __future__ import annotations

from datetime import datetime

from tuntas.domains.offices import queries as offices
from tuntas.platform.prepared import run

from ..models import Day, Kiosk, Series

_CLOSE = """
insert into counters_series (office_code, business_day, letter, block, last_number, last_placed_at)
values (%(office)s, %(day)s, %(letter)s, '', 0, %(at)s)
on conflict (office_code, business_day, letter, block) do nothing
"""


def close_series(office_code: str, letter: str, at: datetime) -> None:
    """Today's, when nobody has a number of it. Whoever is just taking one, or is sent on to it, is waited for.

    Tickets are asked for too often to wait for anything themselves: this takes what they lock, in their order.
    """
    today = {"office_code": office_code, "business_day": offices.office_day(at)}
    list(Kiosk.objects.select_for_update().filter(office_code=office_code).order_by("pk"))
    with run(_CLOSE, {"office": office_code, "day": today["business_day"], "letter": letter, "at": at}):
        pass
    list(Series.objects.select_for_update().filter(letter=letter, **today).order_by("pk"))
    list(Day.objects.select_for_update().filter(**today))


def open_series(office_code: str, letter: str) -> None:
    """A letter that was removed is there again."""
    Series.objects.filter(office_code=office_code, letter=letter, block="", last_number=0).delete()
