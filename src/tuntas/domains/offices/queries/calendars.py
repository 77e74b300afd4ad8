"""One office's calendar, in one query, because every clock that starts or stops asks for it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from tuntas.domains.offices.rules import Calendar, Effect, Hours
from tuntas.platform.prepared import run

_SQL = """
select
 (select coalesce(json_agg(json_build_array(weekday, opens_minute, closes_minute, from_on, to_on, weeks_of_month,
                                            effect, also_on_holidays, office_id is not null)), '[]')
  from offices_openinghours where office_id = %(office)s or office_id is null),
 (select coalesce(json_agg("on"), '[]') from offices_holiday where "on" >= %(since)s and not is_dropped and not exists
  (select from offices_openday open where open.office_id = %(office)s and open."on" = offices_holiday."on")),
 (select coalesce(json_agg(json_build_array(from_on, to_on)), '[]') from
  (select from_on, to_on from offices_closure
   where (office_id = %(office)s or office_id is null) and to_on >= %(since)s
   union all select date '0001-01-01', active_from - 1 from offices_office
   where code = %(office)s and active_from > date '0001-01-01'
   union all select active_to + 1, date '9999-12-31' from offices_office
   where code = %(office)s and active_to < date '9999-12-31') shut)
"""


_SQL_MANY = f"""
select o.code, one.hours::text, one.holidays::text, one.closures::text
from unnest(%(offices)s::text[]) o(code),
 lateral ({_SQL.replace("%(office)s", "o.code")}) one(hours, holidays, closures)
"""  # noqa: S608  the text is the constant above


def calendar(office_code: str, *, since: date | None = None) -> Calendar:
    """When the office is open; holidays and closures that ended before `since` are left out.

    Before its first day and after its last an office is shut; a holiday on which it works is none for it.
    """
    with run(_SQL, {"office": office_code, "since": since or date(1900, 1, 1)}) as cursor:
        return _calendar(*cursor.fetchone())


def calendars(office_codes: Iterable[str], *, since: date) -> dict[str, Calendar]:
    """The calendars of many offices by one statement; offices that are open alike share one."""
    with run(_SQL_MANY, {"offices": sorted(set(office_codes)), "since": since}) as cursor:
        found = cursor.fetchall()
    made = {alike: _calendar(*map(json.loads, alike)) for alike in {tuple(row[1:]) for row in found}}
    return {code: made[tuple(alike)] for code, *alike in found}


def office_day(at: datetime) -> date:
    """The day that a moment lies in where the offices are. UTC's day begins seven hours later than Jakarta's."""
    return at.astimezone(ZoneInfo(settings.TIME_ZONE)).date()


def _calendar(hours: list[Any], holidays: list[str], closures: list[list[str]]) -> Calendar:
    return Calendar(
        hours=tuple(_hours(row) for row in hours),
        holidays=frozenset(date.fromisoformat(on) for on in holidays),
        closures=tuple((date.fromisoformat(first), date.fromisoformat(last)) for first, last in closures),
        zone=ZoneInfo(settings.TIME_ZONE),
    )


def _hours(row: list[Any]) -> Hours:
    weekday, opens, closes, from_on, to_on, weeks, effect, also_on_holidays, is_own = row
    return Hours(
        weekday=weekday,
        opens_minute=opens,
        closes_minute=closes,
        from_on=date.fromisoformat(from_on),
        to_on=date.fromisoformat(to_on) if to_on else None,
        weeks_of_month=tuple(weeks),
        effect=Effect(effect),
        also_on_holidays=also_on_holidays,
        is_own=is_own,
    )
