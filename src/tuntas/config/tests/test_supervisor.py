"""Whatever goes wrong at the end of a group, nobody of it is left behind."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator

import pytest

from tuntas.config.members import Member
from tuntas.config.supervisor import Supervisor

PATIENT = [sys.executable, "-c", "import time; time.sleep(600)"]


@pytest.fixture(autouse=True)
def handlers() -> Iterator[None]:
    """The run's own answers to signals come back."""
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


def test_a_group_that_cannot_say_that_it_stops_is_stopped_all_the_same() -> None:
    """Its folder is gone: somebody cleared a disk."""
    member = Member("one", PATIENT, "test")
    group = _supervisor([member], before_end=_fail)
    group.stopping = True

    with pytest.raises(FileNotFoundError):
        group.run()

    assert member.has_ended()


def test_a_member_that_cannot_be_started_leaves_no_other_behind() -> None:
    first, second = Member("one", PATIENT, "test"), Member("two", ["/nonexistent"], "test")

    with pytest.raises(FileNotFoundError):
        _supervisor([first, second]).run()

    assert first.has_ended()


def _supervisor(members: list[Member], **more: object) -> Supervisor:
    return Supervisor(members, serving=lambda: False, when_serving="", **more)  # type: ignore[arg-type]


def _fail() -> None:
    raise FileNotFoundError
