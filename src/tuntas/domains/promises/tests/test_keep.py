"""Kept or broken is decided to the second, once."""

from collections.abc import Callable

import pytest

from tuntas.domains.promises import actions
from tuntas.domains.promises.models import Promise
from tuntas.domains.promises.rules import Kind
from tuntas.platform.journal import queries as journal

from .scene import OFFICER, SUBJECT, local


def keep(at: str) -> Promise | None:
    return actions.keep(SUBJECT, Kind.DELIVER, by=OFFICER, at=local(at))


def told() -> list[str]:
    return [fact.name for fact in journal.history(SUBJECT)]


@pytest.mark.parametrize(
    ("ended", "state", "seconds"),
    [
        ("2026-11-23 09:14:59", "kept", 899),
        ("2026-11-23 09:15:00", "kept", 900),
        ("2026-11-23 09:15:00.900", "kept", 900),
        ("2026-11-23 09:15:01", "broken", 901),
    ],
)
def test_decides_to_the_second(promised: Callable[..., Promise], ended: str, state: str, seconds: int) -> None:
    promised()

    promise = keep(ended)

    assert (promise.state, promise.seconds_taken) == (state, seconds)


def test_seconds_are_the_offices(promised: Callable[..., Promise]) -> None:
    promised("2026-11-23 15:59:30")

    promise = keep("2026-11-24 07:40")

    assert (promise.state, promise.seconds_taken) == ("kept", 30 + 600)


def test_counts_the_first_time_only(promised: Callable[..., Promise]) -> None:
    promised()
    keep("2026-11-23 09:10")

    again = keep("2026-11-23 09:20")

    assert again is None
    assert told().count("promise.kept") == 1


def test_late_delivery_stays_broken_with_its_lateness(promised: Callable[..., Promise]) -> None:
    promised()
    actions.notice_broken(local("2026-11-23 09:20"))

    promise = keep("2026-11-23 09:30")

    assert (promise.state, promise.seconds_taken) == ("broken", 1800)
    assert told() == ["promise.started", "promise.broken", "promise.delivered_late"]


def test_refusal_is_counted_apart_and_never_as_kept(promised: Callable[..., Promise]) -> None:
    promised()

    actions.void(SUBJECT, Kind.DELIVER, reason="refused", by=OFFICER, at=local("2026-11-23 09:05"))

    assert Promise.objects.get().state == "void"
    assert told() == ["promise.started", "promise.voided"]


def test_refusal_does_not_wash_a_broken_promise_away(promised: Callable[..., Promise]) -> None:
    promised()

    actions.void(SUBJECT, Kind.DELIVER, reason="withdrawn", by=OFFICER, at=local("2026-11-23 09:16"))

    assert Promise.objects.get().state == "broken"
