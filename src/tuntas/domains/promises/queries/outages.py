"""What holds whole offices up now, and what held them up over a period: by cause, office, hour and service."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from tuntas.domains.offices import queries as offices
from tuntas.domains.promises.models import DelayCause
from tuntas.domains.promises.outages import Merged, Outage, merged, open_seconds_by_hour
from tuntas.platform.prepared import run

__all__ = ["DelayReport", "Line", "Merged", "delay_report", "lasting_of_cause", "outages_now"]
MOST_CAUSES = 5000
# A case that began longer before the period is not looked for: what takes thirty days is counted by its own clock.
LONGEST_CASE = timedelta(days=30)
_CASES = """
with cause as (
  select * from unnest(%(ids)s::uuid[], %(offices)s::text[], %(subjects)s::text[], %(causes)s::text[],
                       %(since)s::timestamptz[], %(until)s::timestamptz[])
  as given(id, office, subject, cause, since, until)
), running as materialized (
  select office_code, subject, service_code, started_at, ended_at from promises_promise
  where started_at >= %(first)s and started_at < %(last)s and office_code = any(%(offices)s)
), concerned as (
  select cause.id, cause.cause, cause.office, running.service_code, running.subject
  from cause join running on running.office_code = cause.office
   and running.started_at < cause.until and (running.ended_at is null or running.ended_at > cause.since)
   and (cause.subject = '' or cause.subject = running.subject)
)
select grouping(cause, office, service_code), cause, office, service_code, count(distinct subject)
from concerned group by grouping sets ((), (cause), (office), (service_code))
union all
select -1, hour::text, null, null, count(distinct subject)
from concerned join unnest(%(hour_ids)s::uuid[], %(hours)s::int[]) touched(id, hour) using (id) group by hour
"""
_SERVICES = """
select distinct c.id, p.service_code
from unnest(%(ids)s::uuid[], %(offices)s::text[], %(subjects)s::text[],
            %(since)s::timestamptz[], %(until)s::timestamptz[])
 as c(id, office, subject, since, until)
join promises_promise p on p.office_code = c.office
 and p.started_at >= %(first)s and p.started_at < %(last)s and p.started_at < c.until
 and (p.ended_at is null or p.ended_at > c.since) and (c.subject = '' or c.subject = p.subject)
"""


@dataclass(frozen=True)
class Line:
    """One cause, office, hour or service: office minutes that were held up, reports, and cases that ran meanwhile."""

    key: str
    seconds: int
    reports: int
    cases: int

    @property
    def minutes(self) -> int:
        return self.seconds // 60


@dataclass(frozen=True)
class DelayReport:
    """Delays over a period in four ways, and the outages merged across offices."""

    total: Line
    by_cause: list[Line]
    by_office: list[Line]
    by_hour: list[Line]
    by_service: list[Line]
    outages: list[Merged]
    is_cut: bool


def outages_now(office_codes: Iterable[str]) -> list[Merged]:
    """What lasts at whole offices, merged: most offices first. One query."""
    rows = DelayCause.objects.filter(office_code__in=sorted(set(office_codes)), subject="", to_at=None)
    return merged(Outage(row.office_code, row.cause, row.from_at) for row in rows)


def lasting_of_cause(office_codes: Iterable[str], cause: str) -> list[tuple[str, datetime]]:
    """The offices that a cause holds up now, as wholes, since when; the first reports first. One query."""
    rows = DelayCause.objects.filter(
        office_code__in=sorted(set(office_codes)), subject="", to_at=None, cause=cause
    )
    return list(rows.order_by("from_at", "office_code").values_list("office_code", "from_at"))


def delay_report(
    office_codes: Iterable[str], since: datetime, until: datetime, at: datetime, *, cause: str = ""
) -> DelayReport:
    """Between two moments; what still lasts counts until `at`. Five queries, however many offices."""
    until = min(until, at)
    rows = _causes(sorted(set(office_codes)), since, until, cause)
    is_cut, rows = len(rows) > MOST_CAUSES, rows[:MOST_CAUSES]
    spent = _seconds(rows, since, until)
    cases, services = _cases(rows, spent, since, until)
    by_service: dict[str, list[DelayCause]] = defaultdict(list)
    for row in rows:
        for service in services.get(row.pk, ()):
            by_service[service].append(row)
    hours: Counter[int] = sum(spent.values(), Counter())
    touched = Counter(hour for one in spent.values() for hour in one)
    return DelayReport(
        total=Line("", hours.total(), len(rows), cases.get(("total", ""), 0)),
        by_cause=_lines("cause", _grouped(rows, "cause"), spent, cases),
        by_office=_lines("office", _grouped(rows, "office_code"), spent, cases),
        by_hour=[
            Line(str(hour), seconds, touched[hour], cases.get(("hour", str(hour)), 0))
            for hour, seconds in sorted(hours.items())
        ],
        by_service=_lines("service", by_service, spent, cases),
        outages=merged(
            Outage(row.office_code, row.cause, row.from_at, row.to_at) for row in rows if not row.subject
        ),
        is_cut=is_cut,
    )


def _causes(codes: list[str], since: datetime, until: datetime, cause: str) -> list[DelayCause]:
    within = DelayCause.objects.filter(office_code__in=codes, from_at__lt=until)
    if cause:
        within = within.filter(cause=cause)
    lasting = list(within.filter(to_at=None).order_by("from_at")[: MOST_CAUSES + 1])
    ended = list(within.filter(to_at__gt=since).order_by("-to_at")[: MOST_CAUSES + 1])
    return lasting + ended


def _seconds(rows: list[DelayCause], since: datetime, until: datetime) -> dict[UUID, Counter[int]]:
    """Of each cause the office seconds by hour, within the period."""
    codes = {row.office_code for row in rows}
    calendars = offices.calendars(codes, since=since.date() - timedelta(days=1)) if codes else {}
    return {
        row.pk: open_seconds_by_hour(
            max(row.from_at, since), min(row.to_at or until, until), calendars[row.office_code]
        )
        for row in rows
    }


def _cases(
    rows: list[DelayCause], spent: dict[UUID, Counter[int]], since: datetime, until: datetime
) -> tuple[dict[tuple[str, str], int], dict[UUID, set[str]]]:
    """How many cases ran meanwhile, by what they are counted by; and the services that each cause concerned."""
    if not rows:
        return {}, {}
    touched = [(key, hour) for key, hours in spent.items() for hour in hours]
    given = {
        "ids": [row.pk for row in rows],
        "offices": [row.office_code for row in rows],
        "subjects": [row.subject for row in rows],
        "causes": [row.cause for row in rows],
        "since": [max(row.from_at, since) for row in rows],
        "until": [min(row.to_at or until, until) for row in rows],
        "first": since - LONGEST_CASE,
        "last": until,
        "hour_ids": [key for key, _hour in touched],
        "hours": [hour for _key, hour in touched],
    }
    found: dict[tuple[str, str], int] = {}
    with run(_CASES, given) as cursor:
        for grouping, cause, office, service, count in cursor.fetchall():
            name, key = _NAMES[grouping], {-1: cause, 3: cause, 5: office, 6: service}.get(grouping, "")
            found[name, key] = count
    services: dict[UUID, set[str]] = defaultdict(set)
    with run(_SERVICES, given) as cursor:
        for cause_id, service in cursor.fetchall():
            services[cause_id].add(service)
    return found, services


# By grouping(cause, office, service_code): a bit for each that is not counted by.
_NAMES = {-1: "hour", 3: "cause", 5: "office", 6: "service", 7: "total"}


def _grouped(rows: list[DelayCause], name: str) -> dict[str, list[DelayCause]]:
    found: dict[str, list[DelayCause]] = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found


def _lines(
    name: str,
    groups: dict[str, list[DelayCause]],
    spent: dict[UUID, Counter[int]],
    cases: dict[tuple[str, str], int],
) -> list[Line]:
    """The most minutes first."""
    lines = [
        Line(key, sum(spent[row.pk].total() for row in rows), len(rows), cases.get((name, key), 0))
        for key, rows in groups.items()
    ]
    return sorted(lines, key=lambda line: (-line.seconds, line.key))
