"""Days that are over are counted once, from tickets, and make a history."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from tests import world as w

from tuntas.domains.cases.models import Case
from tuntas.domains.counters import actions as actions_at_counters
from tuntas.domains.counters.models import Day, Ticket
from tuntas.domains.counters.tests import crowd
from tuntas.domains.planning import actions, demonstration, queries
from tuntas.domains.planning.models import CountedDay
from tuntas.domains.planning.queries.means import Measured, approving, case_share, work
from tuntas.domains.planning.rules.history import QUARTERS, folded

from . import past

pytestmark = pytest.mark.django_db
TOMORROW = timedelta(days=1)


@pytest.fixture
def room():
    return crowd.room(datetime(2026, 8, 31, 3, 5, tzinfo=UTC))


def _finished(ticket, at, minutes):
    Ticket.objects.filter(pk=ticket).update(
        state="finished", began_at=at, finished_at=at + timedelta(minutes=minutes)
    )


def _quarter(at: datetime) -> int:
    local = at.astimezone(ZoneInfo("Asia/Jakarta"))
    return local.hour * 4 + local.minute // 15


def test_counts_by_letter_and_quarter_of_the_offices_own_time(room):
    for letter in "AAB":
        crowd.issue(room.at, letter)
    crowd.issue(room.at + timedelta(minutes=30), "A")

    assert actions.count_days(room.at + TOMORROW) == 1

    row = CountedDay.objects.get(office_code=w.OFFICE, letter="A")
    assert row.counts[_quarter(room.at)] == 2
    assert row.counts[_quarter(room.at) + 2] == 1
    assert row.issued == 3
    assert CountedDay.objects.get(office_code="").issued == 4


def test_who_was_sent_on_is_work_at_both_letters_and_came_once(room):
    crowd.issue(room.at, "A")
    session, by = room.sit(0), room.officer(0)
    actions_at_counters.call_next(session.pk, by=by, at=room.at)
    actions_at_counters.send_on(session.pk, "B", cause=None, by=by, at=room.at)

    actions.count_days(room.at + TOMORROW)

    there = CountedDay.objects.get(office_code=w.OFFICE, letter="B")
    assert (there.issued, there.sent_on, there.onward[_quarter(room.at)]) == (0, 1, 1)
    assert CountedDay.objects.get(office_code="").issued == 1
    history = queries.known(w.OFFICE, (room.at + TOMORROW).date()).history
    assert (sum(map(sum, history.together())), history.totals("B")) == (1, [0])
    assert {letter: sum(map(sum, rows)) for letter, rows in history.onward.items()} == {"B": 1}


def test_measures_how_long_serving_took_but_not_what_was_forgotten(room):
    tickets = [crowd.issue(room.at, "A").id for _ in range(4)]
    for ticket, minutes in zip(tickets, (6, 10, 300, 0), strict=True):
        _finished(ticket, room.at, minutes)

    actions.count_days(room.at + TOMORROW)

    row = CountedDay.objects.get(office_code=w.OFFICE, letter="A")
    assert (row.issued, row.served, row.minutes, row.squares) == (4, 2, 16.0, 136.0)


def test_measures_how_long_approving_took_from_when_each_was_done():
    room = crowd.room(w.NOON)
    crowd.issue(room.at, "A")
    # Accepted at minute, approved at minute: four and six minutes of work; then somebody did other things.
    for accepted, approved in ((0, 4), (1, 10), (2, 70)):
        case = w.approved(room.there)
        Case.objects.filter(pk=case.pk).update(
            accepted_at=room.at + timedelta(minutes=accepted), approved_at=room.at + timedelta(minutes=approved)
        )

    actions.count_days(room.at + TOMORROW)

    row = CountedDay.objects.get(office_code=w.OFFICE, letter="A")
    assert (row.approved, row.approving_minutes, row.approving_squares) == (2, 10.0, 52.0)
    assert approving(Measured()).mean_minutes == 6
    assert approving(Measured(approved=30, approving_minutes=60.0)).mean_minutes == pytest.approx(4.0)


def test_today_is_not_over_and_what_was_counted_is_not_counted_again(room):
    crowd.issue(room.at, "A")

    assert actions.count_days(room.at) == 0
    assert actions.count_days(room.at + TOMORROW) == 1
    assert actions.count_days(room.at + TOMORROW) == 0
    assert CountedDay.objects.filter(office_code=w.OFFICE).count() == 1


def test_a_day_without_tickets_does_not_hold_up_the_next(room):
    for back in (3, 2, 1):
        Day.objects.create(office_code=w.OFFICE, business_day=room.at.date() - timedelta(days=back))

    assert actions.count_days(room.at) == 3
    assert not CountedDay.objects.exclude(office_code="").exists()


def test_many_days_are_counted_in_rounds(room):
    for back in (3, 2, 1):
        Day.objects.create(office_code=w.OFFICE, business_day=room.at.date() - timedelta(days=back))

    assert actions.count_days(room.at, most=2) == 2
    assert actions.count_days(room.at, most=2) == 1


def test_a_past_is_a_history_with_its_city(room, django_assert_max_num_queries):
    past.fill(date(2026, 8, 31))

    with django_assert_max_num_queries(4):
        known = queries.known(w.OFFICE, date(2026, 8, 31))

    assert len(known.history.days) > 70
    assert set(known.history.counts) == {"A", "B"}
    assert known.pool.factors.weekday[0] > known.pool.factors.weekday[4]


def test_work_is_what_was_measured_and_leans_on_what_was_set_down(room):
    past.fill(date(2026, 8, 31))

    found = queries.means(w.OFFICE, date(2026, 8, 31))

    assert found.counters == 2
    assert found.works["A"].mean_minutes == pytest.approx(10.0, abs=0.2)
    assert found.works["A"].variation == pytest.approx(0.7, abs=0.02)
    assert found.works["C"].mean_minutes == 9
    assert found.finishing["A"].promise_minutes > 0
    assert "D" not in found.finishing


def test_little_is_known_of_few_tickets():
    assert work(Measured(), 10).mean_minutes == 10
    assert work(Measured(10, 0, 10, 200.0, 4000.0), 10).mean_minutes == pytest.approx(12.5)
    assert case_share(Measured(30, 30)) == 0.75
    assert case_share(Measured(10, 30, sent_on=20)) == 0.75


def test_who_came_before_the_doors_opened_counts_when_they_did():
    row = [0] * QUARTERS
    row[28], row[30], row[63], row[70] = 3, 1, 2, 4

    counted = folded(row, tuple(range(30, 64)))

    assert counted[30] == 4
    assert counted[63] == 6
    assert sum(counted) == sum(row)


def test_a_demonstration_has_a_past_to_plan_from_once(room):
    assert demonstration.load(room.at) > 500
    assert demonstration.load(room.at) == 0

    day = queries.known(w.OFFICE, room.at.date())

    assert queries.plan_of(w.OFFICE, room.at.date(), room.at.date()) is not None
    assert day.pool is not None
