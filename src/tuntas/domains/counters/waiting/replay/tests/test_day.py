"""A day in the hall is lived as offices live it: nobody is lost, overtaken or served twice at once."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from .. import kinds
from ..day import ORDINARY, PRIORITY, Arrival, Break, Day, Hall, Officer, Simulation, Ticket

ALL = frozenset("AB")


class Recorder:
    """Writes down every call with the counter that made it."""

    def __init__(self) -> None:
        self.calls: list[tuple[float, Ticket, int]] = []

    def issued(self, hall: Hall, ticket: Ticket) -> None:
        return

    def called(self, hall: Hall, ticket: Ticket) -> None:
        number = next(number for number, one in enumerate(hall.counters) if one.ticket is ticket)
        self.calls.append((hall.now, ticket, number))


def lived(day: Day, seed: int = 1) -> tuple[Hall, Recorder]:
    recorder = Recorder()
    return Simulation(day, seed=seed, watcher=recorder).run(), recorder


def a_day(arrivals: tuple[Arrival, ...], officers: int = 1, **changes: object) -> Day:
    day = Day({"A": 6.0, "B": 9.0}, tuple(Officer(ALL) for _ in range(officers)), arrivals)
    return replace(day, **changes)


@pytest.mark.parametrize("seed", range(4000, 4006))
def test_everybody_is_called_once_by_a_counter_that_serves_them(seed: int) -> None:
    here = kinds.place(seed)
    day = replace(kinds.hard(here, seed, kinds.WORST), quota=10_000)

    hall, recorder = lived(day)

    assert sorted(ticket.number for _, ticket, _ in recorder.calls) == list(range(len(day.arrivals)))
    assert all(ticket.arrival.group in day.officers[number].groups for _, ticket, number in recorder.calls)
    assert all(at >= ticket.arrival.at for at, ticket, _ in recorder.calls)
    assert hall.waiting == []


@pytest.mark.parametrize("seed", range(4000, 4003))
def test_nobody_is_called_before_who_came_earlier_for_the_same_with_the_same_rank(seed: int) -> None:
    _, recorder = lived(kinds.ordinary(kinds.place(seed), seed))

    last: dict[tuple[str, int], int] = {}
    for _, ticket, _ in recorder.calls:
        kind = (ticket.arrival.group, ticket.arrival.rank)
        assert last.get(kind, -1) < ticket.number
        last[kind] = ticket.number


def test_an_ordinary_ticket_is_called_after_three_of_a_better_rank() -> None:
    first = (Arrival(0.0, "A"),)
    waiting = (
        *(Arrival(0.1, "A", PRIORITY) for _ in range(5)),
        *(Arrival(0.2, "A", ORDINARY) for _ in range(2)),
    )

    _, recorder = lived(a_day((*first, *waiting)))

    assert [ticket.arrival.rank for _, ticket, _ in recorder.calls] == [3, 1, 1, 1, 3, 1, 1, 3]


def test_a_counter_calls_the_next_only_after_the_last_one_was_served() -> None:
    day = a_day(tuple(Arrival(0.0, "A") for _ in range(12)), officers=2, cv=0.01, gap=1e-9)

    _, recorder = lived(day)

    moments = sorted(at for at, _, _ in recorder.calls)
    assert moments == pytest.approx([6.0 * (number // 2) for number in range(12)], rel=0.1, abs=0.1)


def test_nobody_is_called_by_an_officer_on_a_break_or_gone() -> None:
    arrivals = tuple(Arrival(float(minute), "A") for minute in range(0, 200, 9))
    away = Officer(ALL, breaks=(Break(20.0, 30.0, 40.0),))
    gone = Officer(ALL, leaves=50.0)

    hall, recorder = lived(replace(a_day(arrivals), officers=(away, gone, Officer(ALL))))

    assert hall.breaks == pytest.approx([40.0])
    assert [at for at, _, number in recorder.calls if number == 1 and at > 50] == []
    of_first = [at for at, _, number in recorder.calls if number == 0]
    assert max(later - before for before, later in pairwise(of_first)) >= 40.0


def test_who_does_not_come_costs_a_call_and_is_not_a_service() -> None:
    hall, recorder = lived(a_day((Arrival(0.0, "A", stays=False), Arrival(0.0, "A"))))

    assert len(hall.served) == 1
    assert 1.0 <= recorder.calls[1][0] <= 3.0 + 10


def test_services_last_as_long_as_their_group_and_longer_when_the_day_is_slow() -> None:
    arrivals = tuple(Arrival(float(number), "A") for number in range(600))

    usual, _ = lived(a_day(arrivals, officers=20, quota=10_000))
    slow, _ = lived(a_day(arrivals, officers=20, quota=10_000, slow_from=0.0, slow_times=1.5))

    assert _mean(usual) == pytest.approx(6.0, rel=0.1)
    assert _mean(slow) == pytest.approx(9.0, rel=0.1)


def test_a_full_hall_sends_people_home() -> None:
    hall, _ = lived(a_day(tuple(Arrival(0.0, "A") for _ in range(50)), quota=14))

    assert len(hall.called) == 15


@pytest.mark.parametrize("kind", [*kinds.HARD, kinds.WORST])
def test_the_same_seed_is_the_same_day(kind: str) -> None:
    here = kinds.place(4001)

    one, other = (lived(kinds.hard(here, 5, kind))[1].calls for _ in range(2))

    assert [(at, ticket.number, number) for at, ticket, number in one] == [
        (at, ticket.number, number) for at, ticket, number in other
    ]
    assert kinds.hard(here, 5, kind) != kinds.ordinary(here, 5)


def _mean(hall: Hall) -> float:
    return sum(minutes for _, minutes in hall.served) / len(hall.served)
