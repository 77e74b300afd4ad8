"""The figures that the page draws are the ones by which the promise is judged."""

from collections.abc import Callable

import pytest

from tuntas.domains.promises import actions, queries
from tuntas.domains.promises.models import Promise
from tuntas.domains.promises.rules import Kind
from tuntas.platform.ui.clock import face

from .scene import CIDENG, OFFICER, SUBJECT, local


@pytest.mark.parametrize(
    ("at", "state", "seconds_left"),
    [
        ("2026-11-23 09:05", "on_time", 600),
        ("2026-11-23 09:12:30", "nearly_late", 150),
        ("2026-11-23 09:15:00", "nearly_late", 0),
        ("2026-11-23 09:15:01", "late", -1),
        ("2026-11-23 09:20:00", "late", -300),
    ],
)
def test_counts_down_in_office_seconds(
    promised: Callable[..., Promise], at: str, state: str, seconds_left: int
) -> None:
    promised()

    drawn = face(**_figures(at))

    assert (drawn.state, drawn.seconds_left) == (state, seconds_left)


def test_stands_still_while_the_office_is_shut_and_says_when_it_goes_on(
    promised: Callable[..., Promise],
) -> None:
    promised("2026-11-23 15:50")

    open_still = _figures("2026-11-23 15:55")
    shut = _figures("2026-11-23 20:00")

    assert (open_still["running"], open_still["stops_in_seconds"]) == (True, 300)
    assert (shut["running"], shut["seconds_left"]) == (False, 300)
    assert shut["resumes_at"] == local("2026-11-24 07:30")


def test_office_that_never_closes_never_stops_counting(promised: Callable[..., Promise]) -> None:
    promised("2026-11-23 23:50", office=CIDENG)

    figures = _figures("2026-11-23 23:55")

    assert (figures["running"], figures["stops_in_seconds"], figures["resumes_at"]) == (True, None, None)


def test_paused_shows_what_was_left(promised: Callable[..., Promise]) -> None:
    promised()
    actions.pause(SUBJECT, Kind.DELIVER, by=OFFICER, at=local("2026-11-23 09:05"))

    drawn = face(**_figures("2026-11-23 11:00"))

    assert (drawn.state, drawn.seconds_left, drawn.running) == ("paused", 600, False)


@pytest.mark.parametrize(("ended", "state", "took"), [("09:12", "kept", 12), ("09:15:01", "broken", 16)])
def test_ended_shows_what_it_took(promised: Callable[..., Promise], ended: str, state: str, took: int) -> None:
    promised()
    actions.keep(SUBJECT, Kind.DELIVER, by=OFFICER, at=local(f"2026-11-23 {ended}"))

    drawn = face(**_figures("2026-11-23 12:00"))

    assert (drawn.state, drawn.took_minutes) == (state, took)


def test_refused_case_has_no_clock(promised: Callable[..., Promise]) -> None:
    promised()
    actions.void(SUBJECT, Kind.DELIVER, reason="refused", by=OFFICER, at=local("2026-11-23 09:05"))

    assert queries.clock_figures([(SUBJECT, Kind.DELIVER)], local("2026-11-23 09:06")) == {}


def _figures(at: str) -> queries.Figures:
    return queries.clock_figures([(SUBJECT, Kind.DELIVER)], local(at))[SUBJECT, Kind.DELIVER]
