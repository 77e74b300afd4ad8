"""Facts become figures: exactly, once, and in the week in which they happened."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as tries
from hypothesis import strategies as st
from tests import world as w

from tuntas.domains.figures import actions, queries
from tuntas.domains.figures.counting import counted
from tuntas.domains.figures.models import Position, WeekFigures
from tuntas.domains.figures.rules.figures import COUNTS, Figures, times_of, week_of
from tuntas.domains.figures.rules.places import EVERYWHERE, Place, Scope
from tuntas.domains.offices import demonstration
from tuntas.platform.journal import sequencer

from .histories import BORDER, Life, lives, oracle, tell

SECOND_OFFICE = "31.74.04.1003"
LIVES = lives([demonstration.OFFICE], ["akta-kelahiran", "ktp-el-hilang"])


def a_life(**changes):
    given = {
        "office": demonstration.OFFICE,
        "service": "akta-kelahiran",
        "sent_at": BORDER + timedelta(hours=9),
        "waited": 61,
        "at_counter": False,
        "taken_again": False,
        "checked": 300,
        "checked_late": False,
        "end": "kept",
        "lasted": 600,
    }
    return Life(**{**given, **changes})


def at_office(code=demonstration.OFFICE):
    """Counts and times of one office over everything."""
    found = Figures()
    for row in WeekFigures.objects.filter(scope=Scope.OFFICE, code=code):
        found.add(queries.figures_of(row))
    return found


def stored():
    """What stands, in the oracle's form."""
    found = {}
    for row in WeekFigures.objects.filter(scope=Scope.OFFICE):
        figures = queries.figures_of(row)
        year, week, _day = row.week.isocalendar()
        found[row.code, row.service_code, f"{year}-{week}"] = (
            Counter({name: figures.counts[name] for name in COUNTS if figures.counts[name]}),
            {name: sorted(minutes.elements()) for name, minutes in figures.times.items() if minutes},
        )
    return found


@tries(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=st.lists(LIVES, max_size=12), batch=st.sampled_from([1, 7, 4096]))
def test_equals_what_the_lives_of_the_cases_add_up_to(city, count, told, batch):
    WeekFigures.objects.all().delete()
    tell(told)
    city.extend(told)

    count(batch=batch)

    assert stored() == oracle(told)
    actions.rebuild(datetime.now(UTC), batch=50)
    assert stored() == oracle(city)


@pytest.fixture
def city(db):
    """The offices; and all lives that were told, because no fact is ever deleted."""
    demonstration.load(datetime.now(UTC))
    return []


@pytest.mark.parametrize(
    ("fault", "planted"),
    [
        ("week_of", lambda at, zone: week_of(at, UTC)),
        ("counted", lambda fact, before, calendar_of: counted(fact, [], calendar_of)),
        ("TIMES", ("accept", "deliver")),
        ("COUNTS", ("submitted", "kept", "broken")),
    ],
)
def test_the_oracle_finds_a_planted_fault(city, count, monkeypatch, fault, planted):
    told = [a_life(sent_at=BORDER + timedelta(hours=hour), end="void") for hour in (0, 3, 30)]
    tell(told)
    monkeypatch.setattr(actions, fault, planted)

    count()

    assert stored() != oracle(told)


def test_counts_the_real_verbs_of_a_case(db, count):
    there = w.world()
    w.handed_over(there)

    count()

    figures = at_office()
    assert (figures.counts["submitted"], figures.counts["kept"], figures.decided) == (1, 1, 1)
    assert [sum(minutes.values()) for minutes in figures.times.values()] == [1, 1, 1]


def test_adds_up_to_kecamatan_city_and_everywhere(db, count):
    demonstration.load(datetime.now(UTC))
    tell([a_life(), a_life(end="late"), a_life(office=SECOND_OFFICE)])

    count()

    week = BORDER.date()
    places = [
        EVERYWHERE,
        Place(Scope.CITY, "31.71"),
        Place(Scope.DISTRICT, "31.71.01"),
        Place(Scope.CITY, "31.74"),
    ]
    rows = queries.weeks(places, first=week, last=week)
    assert {row.place: row.figures.decided for row in rows} == {
        EVERYWHERE: 3,
        Place(Scope.CITY, "31.71"): 2,
        Place(Scope.DISTRICT, "31.71.01"): 2,
        Place(Scope.CITY, "31.74"): 1,
    }


def test_a_week_begins_at_midnight_in_jakarta(db, count):
    demonstration.load(datetime.now(UTC))
    tell([a_life(sent_at=BORDER - timedelta(seconds=1)), a_life(sent_at=BORDER)])

    count()

    sent = WeekFigures.objects.filter(scope=Scope.ALL, submitted=1).order_by("week")
    assert [row.week.isoformat() for row in sent] == ["2026-10-26", "2026-11-02"]


def test_a_fact_told_late_counts_in_the_week_of_its_moment(db, count):
    demonstration.load(datetime.now(UTC))
    tell([a_life()])
    count()

    tell([a_life(sent_at=BORDER - timedelta(weeks=3))])
    count()

    assert [row.kept for row in WeekFigures.objects.filter(scope=Scope.ALL).order_by("week")] == [1, 1]


def test_what_was_refused_or_withdrawn_is_apart(db, count):
    demonstration.load(datetime.now(UTC))
    tell([a_life(end="void"), a_life(end="refused_early"), a_life(end="late_void")])

    count()

    counts = at_office().counts
    assert (counts["kept"], counts["void"], counts["broken"]) == (0, 1, 1)
    assert (counts["refused"], counts["withdrawn"]) == (1, 2)


def test_counting_again_adds_nothing(db, count):
    demonstration.load(datetime.now(UTC))
    tell([a_life()])
    count()
    before = queries.contents()

    assert count() == 0
    assert queries.contents() == before


def test_counts_only_what_a_checkpoint_signs(db):
    demonstration.load(datetime.now(UTC))
    tell([a_life()])

    assert actions.roll_up(datetime.now(UTC)) == 0
    assert not WeekFigures.objects.exists()


def test_broken_off_at_any_moment_it_counts_nothing_twice(own_db, count, monkeypatch):
    demonstration.load(datetime.now(UTC))
    tell_committed([a_life(), a_life(end="late")])
    sequencer.turn(at=datetime.now(UTC))

    for where in ("save_row", "save_position"):
        with monkeypatch.context() as planted:
            plant(planted, where)
            with pytest.raises(ZeroDivisionError):
                actions.roll_up(datetime.now(UTC))
        assert (Position.objects.get().leaves, WeekFigures.objects.count()) == (0, 0)
    count()

    assert at_office().decided == 2
    assert Position.objects.get().leaves == actions.latest_checkpoint().size


def test_killed_by_the_server_it_counts_nothing_twice(own_db, count, monkeypatch):
    demonstration.load(datetime.now(UTC))
    tell_committed([a_life()])
    sequencer.turn(at=datetime.now(UTC))

    with monkeypatch.context() as planted:
        write = actions._write
        planted.setattr(actions, "_write", lambda cells: (write(cells), terminate()))
        with pytest.raises(Exception, match=r"terminat|closed|lost"):
            actions.roll_up(datetime.now(UTC))
    connection.close()
    count()

    assert at_office().decided == 1


def test_two_at_once_count_once(own_db, count):
    demonstration.load(datetime.now(UTC))
    tell_committed([a_life() for _ in range(6)])
    sequencer.turn(at=datetime.now(UTC))

    def work():
        actions.roll_up(datetime.now(UTC), batch=5)
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    count()

    assert at_office().decided == 6


def test_rebuilding_finds_and_mends_a_changed_figure(db, count):
    demonstration.load(datetime.now(UTC))
    tell([a_life()])
    count()
    WeekFigures.objects.filter(scope=Scope.OFFICE).update(kept=90)

    rebuilt = actions.rebuild(datetime.now(UTC))

    assert rebuilt.changed == 2  # the row as it stood, and as it is
    assert at_office().decided == 1


def test_sealed_facts_count_nowhere(db, count):
    from tuntas.domains.cases import facts
    from tuntas.platform import journal
    from tuntas.platform.actors import SYSTEM

    demonstration.load(datetime.now(UTC))
    journal.record(
        "case:sealed", facts.CASE_SUBMITTED, by=SYSTEM, at=datetime.now(UTC), sealed_for="inspector",
        content={"service": "akta-kelahiran"},
    )  # fmt: skip

    count()

    assert not WeekFigures.objects.exists()


def test_percentiles_of_what_stands_are_those_of_the_single_times(db, count):
    demonstration.load(datetime.now(UTC))
    tell([a_life(lasted=60 * minutes) for minutes in (1, 2, 3, 4, 100, 6, 7, 8, 9, 10)])

    count()

    assert (at_office().deliver.median, at_office().deliver.ninetieth) == (6, 10)
    assert times_of({3: 4}).median is None, "four are too few"


def tell_committed(told):
    with transaction.atomic():
        tell(told)


def plant(planted, where):
    def fail(*_, **__):
        raise ZeroDivisionError

    if where == "save_row":
        write = actions._write
        planted.setattr(actions, "_write", lambda cells: (write(cells), fail()))
    else:
        planted.setattr(Position, "save", fail)


def terminate():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")


def test_a_case_opened_at_a_counter_flatters_no_time_until_it_was_taken(city, count):
    waited = [a_life(waited=1200) for _ in range(5)]
    opened = [a_life(waited=0, at_counter=True, taken_again=True) for _ in range(20)]
    tell([*waited, *opened])

    count()

    found = at_office()
    assert (found.take.number, found.take.median) == (5, 20)
    assert (found.counts["submitted"], found.counts["at_counter"]) == (25, 20)
