"""What the promise clock shows for given figures."""

import pytest

from tuntas.platform.ui.clock import State, face


@pytest.mark.parametrize(
    ("minutes_total", "seconds_left", "state", "figure"),
    [
        (15, 15 * 60, State.ON_TIME, 15),
        (15, 11 * 60 + 1, State.ON_TIME, 12),
        (15, 181, State.ON_TIME, 4),
        (15, 180, State.NEARLY_LATE, 3),
        (30, 360, State.NEARLY_LATE, 6),
        (60, 721, State.ON_TIME, 13),
        (60, 720, State.NEARLY_LATE, 12),
        (15, 60, State.NEARLY_LATE, 1),
        (15, 59, State.NEARLY_LATE, 59),
        (15, 1, State.NEARLY_LATE, 1),
        (15, 0, State.NEARLY_LATE, 0),
        (15, -1, State.LATE, 1),
        (15, -60, State.LATE, 1),
        (15, -61, State.LATE, 2),
    ],
)
def test_shows_the_time_left(minutes_total: int, seconds_left: int, state: State, figure: int) -> None:
    shown = face(minutes_total=minutes_total, seconds_left=seconds_left)

    assert shown.state is state
    assert shown.figure == figure


def test_counts_seconds_only_in_the_last_minute() -> None:
    assert not face(minutes_total=15, seconds_left=60).in_seconds
    assert face(minutes_total=15, seconds_left=59).in_seconds
    assert not face(minutes_total=15, seconds_left=-5).in_seconds


@pytest.mark.parametrize(
    ("took_seconds", "state", "minutes"),
    [(0, State.KEPT, 1), (721, State.KEPT, 13), (900, State.KEPT, 15), (901, State.BROKEN, 16)],
)
def test_a_promise_is_kept_or_broken_to_the_second(took_seconds: int, state: State, minutes: int) -> None:
    ended = face(minutes_total=15, took_seconds=took_seconds)

    assert ended.state is state
    assert ended.took_minutes == ended.figure == minutes


def test_shows_the_whole_promise_before_the_start() -> None:
    waiting = face(minutes_total=30)

    assert waiting.state is State.WAITING
    assert waiting.figure == 30
    assert not waiting.running


def test_stands_still_while_paused() -> None:
    paused = face(minutes_total=30, seconds_left=700, paused=True, running=True)

    assert paused.state is State.PAUSED
    assert not paused.running
    assert paused.figure == 12


@pytest.mark.parametrize(("seconds_left", "gone"), [(900, 0), (600, 300), (0, 900), (-300, 900)])
def test_the_ring_empties_and_never_past_empty(seconds_left: int, gone: int) -> None:
    assert face(minutes_total=15, seconds_left=seconds_left).seconds_gone == gone


@pytest.mark.parametrize("minutes_total", [1, 15, 30, 60, 90, 1440])
def test_the_slits_of_the_ring_fill_each_step_exactly(minutes_total: int) -> None:
    slit, rest = map(float, face(minutes_total=minutes_total).minutes_cut.split())

    assert slit > 0
    assert (minutes_total * 60) % round(slit + rest, 2) == 0
