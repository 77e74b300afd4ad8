"""Only waiting for the applicant stops a clock; a contested stop does not, until it is decided."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError

from tuntas.domains.promises import actions
from tuntas.domains.promises.models import Promise
from tuntas.domains.promises.rules import Kind

from .scene import OFFICER, SUBJECT, local


def do(verb: str, at: str) -> Promise | None:
    return getattr(actions, verb)(SUBJECT, Kind.DELIVER, by=OFFICER, at=local(at))


def test_waiting_for_the_applicant_does_not_count(promised: Callable[..., Promise]) -> None:
    promised()

    paused = do("pause", "2026-11-23 09:05")
    assert (paused.state, paused.due_at, paused.left_seconds) == ("paused", None, 600)
    resumed = do("resume", "2026-11-23 11:00")

    assert (resumed.state, resumed.due_at) == ("running", local("2026-11-23 11:10"))
    assert do("keep", "2026-11-23 11:10").seconds_taken == 900


@pytest.mark.parametrize("reason", ["system", "network", "blanks", "signature", "staff", ""])
def test_nothing_else_stops_the_clock(promised: Callable[..., Promise], reason: str) -> None:
    promised()

    with pytest.raises(IntegrityError, match="pause_waits_for_the_applicant_only"):
        actions.pause(SUBJECT, Kind.DELIVER, reason=reason, by=OFFICER, at=local("2026-11-23 09:05"))


def test_paused_promise_is_never_noticed_as_broken(promised: Callable[..., Promise]) -> None:
    promised()
    do("pause", "2026-11-23 09:05")

    assert actions.notice_broken(local("2026-11-27 09:00")) == []


def test_stop_after_the_due_time_comes_too_late(promised: Callable[..., Promise]) -> None:
    promised()

    do("pause", "2026-11-23 09:16")

    assert Promise.objects.get().state == "broken"


def test_clock_runs_while_a_contest_is_undecided(promised: Callable[..., Promise]) -> None:
    promised()
    do("pause", "2026-11-23 09:05")

    contested = do("contest_pause", "2026-11-23 09:25")

    assert (contested.state, contested.due_at) == ("running", local("2026-11-23 09:35"))


def test_upheld_stop_counts_again_from_the_decision(promised: Callable[..., Promise]) -> None:
    promised()
    do("pause", "2026-11-23 09:05")
    do("contest_pause", "2026-11-23 09:25")

    upheld = do("uphold_pause", "2026-11-23 09:30")
    resumed = do("resume", "2026-11-23 10:00")

    assert upheld.left_seconds == 300
    assert resumed.due_at == local("2026-11-23 10:05")


def test_overturned_stop_never_was(promised: Callable[..., Promise]) -> None:
    promised(minutes=60)
    do("pause", "2026-11-23 09:05")
    do("contest_pause", "2026-11-23 09:25")

    overturned = do("erase_pause", "2026-11-23 09:30")

    assert (overturned.state, overturned.due_at) == ("running", local("2026-11-23 10:00"))


def test_overturned_stop_can_break_the_promise_at_once(promised: Callable[..., Promise]) -> None:
    promised()
    do("pause", "2026-11-23 09:05")
    do("contest_pause", "2026-11-23 09:25")

    do("erase_pause", "2026-11-23 09:30")
    promise = do("keep", "2026-11-23 09:31")

    assert (promise.state, promise.seconds_taken) == ("broken", 31 * 60)


def test_applicant_who_contests_and_still_brings_the_paper_loses_nothing(
    promised: Callable[..., Promise],
) -> None:
    promised(minutes=60)
    do("pause", "2026-11-23 09:05")
    do("contest_pause", "2026-11-23 09:25")

    do("resume", "2026-11-23 09:27")
    overturned = do("erase_pause", "2026-11-23 09:30")

    assert overturned.due_at == local("2026-11-23 10:00")
