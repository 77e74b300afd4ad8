"""Tickets become figures: exactly, once, under each heading, in the hour in which they were taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as tries
from hypothesis import strategies as st
from tests import world as w

from tuntas.domains.counters import facts as tickets
from tuntas.domains.counters.tests import crowd
from tuntas.domains.figures import rules
from tuntas.domains.figures.models import WaitingFigures
from tuntas.domains.figures.rows import Rows
from tuntas.domains.figures.rules.figures import Share, week_of
from tuntas.domains.figures.rules.places import EVERYWHERE, Place, Scope
from tuntas.domains.figures.rules.waiting import COUNTS, Crossing, Facet
from tuntas.domains.figures.waiting import actions, counting, queries
from tuntas.domains.offices import demonstration

from .queues import BORDER, Life, lives, oracle, tell

OTHER = "31.74.04.1003"
WEEK = BORDER.date()
Count = Callable[..., int]


def a_life(**changes: Any) -> Life:
    given = {
        "office": demonstration.OFFICE,
        "letter": "A",
        "service": "akta-kelahiran",
        "channel": "kiosk",
        "taken_at": BORDER + timedelta(hours=9),
        "waited": 600,
        "served": 300,
        "away": 60,
        "end": "served",
    }
    return Life(**{**given, **changes})


def a_week_by_rank() -> list[Life]:
    """Six with priority, one with both, six others; four elsewhere, who stand out; and a week that runs."""
    first = [a_life(rank="priority", waited=240, end="open") for _ in range(7)]
    others = [a_life(rank="ordinary", waited=900, end="open") for _ in range(6)]
    first[0] = replace(first[0], channel="appointment")
    few = [
        a_life(office=OTHER, rank="priority" if number < 4 else "ordinary", end="waiting")
        for number in range(9)
    ]
    return [*first, *others, *few, a_life(taken_at=BORDER + timedelta(days=7), rank="ordinary", end="waiting")]


def stored() -> dict[Any, Any]:
    """What stands, in the oracle's form."""
    found = {}
    for row in WaitingFigures.objects.filter(scope=Scope.OFFICE):
        figures = queries.figures_of(row)
        year, week, _day = row.week.isocalendar()
        counts = Counter({name: figures.counts[name] for name in COUNTS if figures.counts[name]})
        times = {name: sorted(minutes.elements()) for name, minutes in figures.times.items() if minutes}
        found[row.code, f"{year}-{week:02d}", row.facet, row.value] = (counts, times)
    return found


@tries(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=st.lists(lives([demonstration.OFFICE, OTHER]), max_size=12), batch=st.sampled_from([1, 7, 4096]))
def test_equals_what_the_tickets_add_up_to(
    city: list[Life], count: Count, told: list[Life], batch: int
) -> None:
    WaitingFigures.objects.all().delete()
    tell(told)
    city.extend(told)

    count(batch=batch)

    assert stored() == oracle(told)
    actions.rebuild(datetime.now(UTC), batch=50)
    assert stored() == oracle(city)


@pytest.mark.parametrize(
    ("where", "fault", "planted"),
    [
        (actions, "week_of", lambda at, zone: week_of(at, UTC)),
        (actions, "counted", lambda fact, before: counting.counted(fact, [])),
        (counting, "begun_minutes", lambda seconds: seconds // 60),
        (counting, "_PAUSES", frozenset()),
        (counting, "_PAUSES", counting._PAUSES - {tickets.TICKET_SENT_BACK}),
        (queries, "ROWS", replace(queries.ROWS, counts=("issued",))),
    ],
    ids=["week", "history", "bucket", "stretches", "sent-back", "counts"],
)
def test_the_oracle_finds_a_planted_fault(
    city: list[Life], count: Count, monkeypatch: pytest.MonkeyPatch, where: Any, fault: str, planted: Any
) -> None:
    told = [
        a_life(taken_at=BORDER + timedelta(hours=hour), waited=601, end=end)
        for hour, end in ((0, "served"), (3, "parked"), (5, "sent_back"), (30, "absent"))
    ]
    tell(told)
    with monkeypatch.context() as wrong:
        wrong.setattr(where, fault, planted)
        count()

    assert stored() != oracle(told)


@pytest.mark.parametrize(
    ("where", "fault", "planted"),
    [
        (rules.ranks, "FEWEST", 4),
        (rules.ranks, "_with_even_waits", dict),
        (rules.ranks, "_without_both", dict),
        (actions.ranks, "settled", lambda weeks: {}),
        (actions.queries, "newest_week", lambda: date.max),
    ],
    ids=["few", "even", "both", "settled", "running"],
)
def test_the_oracle_finds_a_planted_fault_of_ranks(
    city: list[Life], count: Count, monkeypatch: pytest.MonkeyPatch, where: Any, fault: str, planted: Any
) -> None:
    told = a_week_by_rank()
    tell(told)
    with monkeypatch.context() as wrong:
        wrong.setattr(where, fault, planted)
        count()

    assert stored() != oracle(told)


def test_ranks_are_told_when_their_week_is_over_and_nobody_stands_out(city: list[Life], count: Count) -> None:
    *week, next_week = a_week_by_rank()
    tell(week)
    count()
    assert not WaitingFigures.objects.filter(facet=Facet.RANK).exists()
    tell([next_week])

    count()

    found = queries.waited(EVERYWHERE, [], first=WEEK, last=WEEK).by[Facet.RANK]
    # At the other office four had priority: nothing of it is told, neither there nor in what it lies in.
    # One with priority and an appointment is told as with an appointment: so are all who came that way.
    counts = {rank: one.counts["issued"] for rank, one in found.items()}
    assert counts == {"priority": 6, "appointment": 1, "ordinary": 6}
    # All waited 118 minutes together; called as they came, six of the thirteen would have waited 54 of them.
    assert (rules.ranks.longer(found["priority"]), rules.ranks.longer(found["ordinary"])) == (-5, 6)


def test_what_is_told_late_of_a_week_tells_its_ranks_anew(city: list[Life], count: Count) -> None:
    tell(a_week_by_rank())
    count()
    late = [a_life(office=OTHER, rank="priority")]
    tell(late)

    count()

    assert stored() == oracle([*a_week_by_rank(), *late])
    assert WaitingFigures.objects.filter(code=OTHER, facet=Facet.RANK).count() == 2


def test_counts_the_real_verbs_at_a_counter(db: None, count: Count) -> None:
    from tuntas.domains.counters import actions as counters

    room = crowd.room()
    first = crowd.issue(room.at)
    session = room.sit(0)
    counters.call_next(session.pk, by=room.officer(0), at=room.at + timedelta(minutes=20))
    counters.begin(session.pk, by=room.officer(0), at=room.at + timedelta(minutes=21))
    counters.finish(session.pk, by=room.officer(0), at=room.at + timedelta(minutes=28))
    assert first.number == 1

    count()

    assert WaitingFigures.objects.get(facet=Facet.HELD).value == "ordinary"
    row = WaitingFigures.objects.get(scope=Scope.ALL, facet=Facet.ALL)
    figures = queries.figures_of(row)
    assert (figures.times["wait"], figures.times["serve"]) == ({20: 1}, {7: 1})
    assert figures.in_time == Share(0, 1)


def test_counts_promises_by_how_and_when_people_applied(db: None, count: Count) -> None:
    there = w.world()
    w.handed_over(there)

    count()

    row = WaitingFigures.objects.get(scope=Scope.ALL, facet=Facet.CHANNEL)
    assert (row.value, row.kept, row.broken, sum(row.deliver.values())) == ("online", 1, 0, 1)


def test_a_place_is_read_with_its_headings_and_what_lies_within(city: list[Life], count: Count) -> None:
    tell([a_life(), a_life(letter="B", taken_at=BORDER + timedelta(hours=14)), a_life(office=OTHER)])
    count()
    central, south = Place(Scope.CITY, "31.71"), Place(Scope.CITY, "31.74")

    found = queries.waited(EVERYWHERE, [central, south], first=WEEK, last=WEEK)

    assert found.total.counts["issued"] == 3
    assert {place: one.counts["issued"] for place, one in found.places.items()} == {central: 2, south: 1}
    assert {hour: one.counts["issued"] for hour, one in found.by[Facet.HOUR].items()} == {"09": 2, "14": 1}
    assert Facet.GROUP not in found.by, "a letter means something at one office alone"


def test_a_place_is_read_for_one_service_way_and_hour(city: list[Life], count: Count) -> None:
    lost, afternoon, central = "ktp-el-hilang", BORDER + timedelta(hours=14), Place(Scope.CITY, "31.71")
    tell([a_life(channel="phone"), a_life(service=lost, channel="phone"), a_life(service="")])
    tell([a_life(service=lost, taken_at=afternoon)])
    count()

    for only, hours in (
        (Crossing(service=lost), {"09": 1, "14": 1}),
        (Crossing(channel="phone"), {"09": 2}),
        (Crossing(hour="14"), {"14": 1}),
        (Crossing("akta-kelahiran", "phone", "09"), {"09": 1}),
        (Crossing("akta-kelahiran", "phone", "14"), {}),
        (Crossing("akta", "", ""), {}),
    ):
        found = queries.waited(EVERYWHERE, [central], first=WEEK, last=WEEK, only=only)
        crossed = queries.crossed(EVERYWHERE, first=WEEK, last=WEEK, only=only)

        people = sum(hours.values())
        by_hour = {hour: one.counts["issued"] for hour, one in found.by.get(Facet.HOUR, {}).items()}
        assert by_hour == hours, only
        assert found.total.counts["issued"] == people, only
        assert sum(one.counts["issued"] for one in found.places.values()) == people, only
        assert sum(one.counts["issued"] for one in crossed.values()) == people, only


def test_counting_again_adds_nothing(city: list[Life], count: Count) -> None:
    tell([a_life()])
    count()
    before = queries.ROWS.contents()

    assert count() == 0
    assert queries.ROWS.contents() == before


def test_broken_off_it_counts_nothing_twice(
    city: list[Life], count: Count, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell([a_life()])
    add = Rows.add

    def break_off(*given: Any) -> None:
        add(*given)
        raise ZeroDivisionError

    with monkeypatch.context() as broken:
        broken.setattr(Rows, "add", break_off)
        with pytest.raises(ZeroDivisionError):
            count()
    assert not WaitingFigures.objects.exists()
    count()

    assert stored() == oracle([a_life()])


def test_rebuilding_finds_and_mends_a_changed_figure(city: list[Life], count: Count) -> None:
    tell([a_life()])
    count()
    WaitingFigures.objects.filter(scope=Scope.OFFICE, facet=Facet.ALL).update(issued=90)

    assert actions.rebuild(datetime.now(UTC)).changed == 2  # the row as it stood, and as it is
    assert stored() == oracle([a_life()])
