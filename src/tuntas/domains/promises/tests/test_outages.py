"""Outages of several offices at the same time are one line; minutes are office minutes."""

from datetime import datetime, timedelta

import pytest

from tuntas.domains.offices.queries import calendar
from tuntas.domains.promises import actions
from tuntas.domains.promises.models import DelayCause
from tuntas.domains.promises.outages import Outage, merged, open_seconds_by_hour
from tuntas.domains.promises.queries.outages import delay_report, lasting_of_cause, outages_now
from tuntas.domains.promises.rules import Cause
from tuntas.platform.actors import SYSTEM

from .scene import CIDENG, GAMBIR, SUBJECT, local, promise

NINE, TEN = local("2026-11-23 09:00"), local("2026-11-23 10:00")
DAY = (local("2026-11-23 00:00"), local("2026-11-24 00:00"), local("2026-11-24 08:00"))


def _at(minutes: int):
    return NINE + timedelta(minutes=minutes)


def test_the_same_cause_at_the_same_time_is_one_outage_since_the_first_report():
    rows = [Outage("a", "network", _at(14)), Outage("b", "network", _at(20)), Outage("c", "blanks", _at(0))]

    first, second = merged(rows)

    assert (first.cause, first.from_at, first.offices) == ("network", _at(14), ("a", "b"))
    assert second.cause == "blanks"


def test_what_was_over_before_the_next_began_is_another():
    rows = [Outage("a", "network", _at(0), _at(5)), Outage("b", "network", _at(6), _at(9))]

    assert [one.offices for one in merged(rows)] == [("a",), ("b",)]


def test_a_chain_that_overlaps_is_one_and_ends_with_the_last():
    lasted = (("a", 0, 9), ("b", 8, 20), ("a", 19, 30))
    rows = [Outage(office, "network", _at(since), _at(until)) for office, since, until in lasted]

    (one,) = merged(rows)

    assert (one.from_at, one.to_at, one.offices) == (_at(0), _at(30), ("a", "b"))


def test_a_short_one_within_a_long_one_does_not_end_it():
    lasted = (("a", 0, 30), ("b", 5, 9), ("c", 20, 25))

    (one,) = merged(Outage(office, "network", _at(since), _at(until)) for office, since, until in lasted)

    assert (one.to_at, one.offices) == (_at(30), ("a", "b", "c"))


def test_a_long_chain_looks_at_each_end_a_few_times_only():
    """Three months of a bad line at three hundred offices are thousands of reports in one chain."""
    ends, looked = [], []

    class End(datetime):
        def __ge__(self, other):
            looked.append(self)
            return super().__ge__(other)

    for minutes in range(1000):
        ends.append(End.fromtimestamp(_at(minutes + 3).timestamp(), NINE.tzinfo))

    (one,) = merged(Outage("a", "network", _at(minutes), end) for minutes, end in enumerate(ends))

    assert one.to_at == _at(1002)
    assert len(looked) <= 3 * len(ends)


def test_while_it_lasts_only_those_where_it_lasts_are_counted():
    rows = [Outage("a", "network", _at(0), _at(9)), Outage("b", "network", _at(8))]

    (one,) = merged(rows)

    assert (one.lasts, one.from_at, one.offices) == (True, _at(8), ("b",))


@pytest.mark.usefixtures("promised")
def test_minutes_are_those_in_which_the_office_was_open():
    hours = open_seconds_by_hour(local("2026-11-23 15:30"), local("2026-11-24 08:00"), calendar(GAMBIR))

    assert {hour: seconds // 60 for hour, seconds in hours.items()} == {15: 30, 7: 30}


@pytest.mark.usefixtures("promised")
def test_the_report_counts_minutes_and_cases_in_every_way():
    promise("2026-11-23 08:50")
    promise("2026-11-23 09:30", subject="case:other", office=CIDENG)
    promise("2026-11-23 11:00", subject="case:later")
    for office in (GAMBIR, CIDENG):
        cause = actions.report_cause(office, cause=Cause.NETWORK, by=SYSTEM, at=_at(14))
        actions.end_cause(cause.pk, by=SYSTEM, at=_at(44))
    actions.report_cause(GAMBIR, cause=Cause.PAPERS, subject=SUBJECT, by=SYSTEM, at=_at(0))

    report = delay_report([GAMBIR, CIDENG], *DAY, cause="network")

    assert (report.total.minutes, report.total.reports, report.total.cases) == (60, 2, 2)
    assert [(row.key, row.minutes, row.cases) for row in report.by_hour] == [("9", 60, 2)]
    assert {row.key: (row.minutes, row.cases) for row in report.by_office} == {GAMBIR: (30, 1), CIDENG: (30, 1)}
    assert [(row.key, row.minutes, row.cases) for row in report.by_service] == [("akta-kelahiran", 60, 2)]
    assert [(one.cause, one.offices) for one in report.outages] == [("network", (GAMBIR, CIDENG))]
    assert {row.key: row.cases for row in delay_report([GAMBIR], *DAY).by_cause} == {"network": 1, "papers": 1}


@pytest.mark.usefixtures("promised")
def test_now_the_merged_outage_stands_first_and_opens_into_its_offices():
    actions.report_cause(GAMBIR, cause=Cause.BLANKS, by=SYSTEM, at=_at(0))
    for office, minute in ((GAMBIR, 20), (CIDENG, 14)):
        actions.report_cause(office, cause=Cause.NETWORK, by=SYSTEM, at=_at(minute))

    first, *_rest = outages_now([GAMBIR, CIDENG])

    assert (first.cause, len(first.offices), first.from_at) == ("network", 2, _at(14))
    assert lasting_of_cause([GAMBIR, CIDENG], "network") == [(CIDENG, _at(14)), (GAMBIR, _at(20))]
    assert lasting_of_cause([GAMBIR], "network") == [(GAMBIR, _at(20))]


@pytest.mark.usefixtures("promised")
def test_it_asks_five_questions_however_much_was_reported(django_assert_max_num_queries):
    DelayCause.objects.bulk_create(
        DelayCause(office_code=GAMBIR, subject=f"case:{number}", cause="papers", from_at=NINE, reported_by="x")
        for number in range(200)
    )

    with django_assert_max_num_queries(5):
        delay_report([GAMBIR, CIDENG], *DAY)
