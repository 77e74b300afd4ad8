"""Outages now, merged across the offices that somebody answers for, and the report of delays over a period."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from tuntas.domains.catalogue import queries as catalogue
from tuntas.domains.offices import queries as offices
from tuntas.domains.offices.rules import JAKARTA
from tuntas.domains.promises.queries import short_cause_name
from tuntas.domains.promises.queries.outages import (
    DelayReport,
    Line,
    Merged,
    delay_report,
    lasting_of_cause,
    outages_now,
)
from tuntas.platform.actors import Actor

from ..charts import Hours, by_hour

LONGEST_DAYS = 92
USUAL_DAYS = 7
OFFICES_SHOWN = 60
PAST_SHOWN = 40


@dataclass(frozen=True)
class OutageLine:
    """One cause at one office or many: "Network: 12 offices, since 09.14"."""

    cause: str
    name: str
    from_at: datetime
    to_at: datetime | None
    count: int
    office: str  # its name, when it is one


@dataclass(frozen=True)
class Row:
    """One line of the report, in words."""

    key: str
    name: str
    line: Line


@dataclass(frozen=True)
class DelaysPage:
    """Everything on the page of delays."""

    at: datetime
    first: date
    last: date
    now: list[OutageLine]
    past: list[OutageLine]
    total: Line
    causes: list[Row]
    offices: list[Row]
    more_offices: int
    hours: list[Row]
    services: list[Row]
    drawing: Hours | None
    is_cut: bool


def outage_lines(by: Actor) -> list[OutageLine]:
    """What lasts at whole offices of the actor, what most offices have first. Two queries."""
    return _lines(outages_now(by.offices))


def delays_page(by: Actor, first: date, last: date, at: datetime) -> DelaysPage:
    """Of the actor's offices, from one day to another."""
    report = _report(by, first, last, at)
    places = _offices(report)
    return DelaysPage(
        at=at,
        first=first,
        last=last,
        now=outage_lines(by),
        past=_lines([one for one in report.outages if not one.lasts][:PAST_SHOWN]),
        total=report.total,
        causes=[Row(one.key, short_cause_name(one.key), one) for one in report.by_cause],
        offices=places[:OFFICES_SHOWN],
        more_offices=max(0, len(places) - OFFICES_SHOWN),
        hours=[Row(one.key, _hour(one.key), one) for one in report.by_hour],
        services=_services(report, last),
        drawing=by_hour([(int(one.key), one.minutes) for one in report.by_hour]) if report.by_hour else None,
        is_cut=report.is_cut,
    )


def delay_rows(by: Actor, first: date, last: date, at: datetime) -> Iterable[Sequence[object]]:
    """The report as the lines of a file: what it is counted by, its code and name, minutes, reports, cases."""
    report = _report(by, first, last, at)
    yield "total", "", "", report.total.minutes, report.total.reports, report.total.cases
    groups = (
        ("cause", [Row(one.key, short_cause_name(one.key), one) for one in report.by_cause]),
        ("office", _offices(report)),
        ("hour", [Row(one.key, _hour(one.key), one) for one in report.by_hour]),
        ("service", _services(report, last)),
    )
    for name, rows in groups:
        for row in rows:
            yield name, row.key, row.name, row.line.minutes, row.line.reports, row.line.cases


def offices_with(by: Actor, cause: str) -> list[tuple[str, str, datetime]]:
    """Code, name and since when: the offices of the actor that a cause holds up now. Two queries."""
    lasting = lasting_of_cause(by.offices, cause)
    names = offices.office_names(code for code, _since in lasting)
    return [(code, names.get(code, code), since) for code, since in lasting]


def period(first: str, last: str, today: date) -> tuple[date, date]:
    """The days that were asked for, within what can be shown; the last seven when they make no sense."""
    try:
        begins, ends = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        return today - timedelta(days=USUAL_DAYS - 1), today
    ends = min(max(ends, date(2000, 1, 1)), today)
    begins = min(max(begins, ends - timedelta(days=LONGEST_DAYS - 1)), ends)
    return begins, ends


def _report(by: Actor, first: date, last: date, at: datetime) -> DelayReport:
    since = datetime.combine(first, time(), JAKARTA)
    return delay_report(by.offices, since, datetime.combine(last + timedelta(days=1), time(), JAKARTA), at)


def _lines(outages: list[Merged]) -> list[OutageLine]:
    alone = [one.offices[0] for one in outages if len(one.offices) == 1]
    names = offices.office_names(alone) if alone else {}
    return [
        OutageLine(
            one.cause,
            short_cause_name(one.cause),
            one.from_at,
            one.to_at,
            len(one.offices),
            names.get(one.offices[0], one.offices[0]) if len(one.offices) == 1 else "",
        )
        for one in outages
    ]


def _offices(report: DelayReport) -> list[Row]:
    names = offices.office_names(one.key for one in report.by_office)
    return [Row(one.key, names.get(one.key, one.key), one) for one in report.by_office]


def _services(report: DelayReport, on: date) -> list[Row]:
    names = {one.code: str(one.name) for one in catalogue.services(on)}
    return [Row(one.key, names.get(one.key, one.key), one) for one in report.by_service]


def _hour(key: str) -> str:
    return f"{int(key):02d}.00–{int(key):02d}.59"
