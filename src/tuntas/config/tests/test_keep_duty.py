"""The steward does each duty again and again, whatever becomes of one try, and rests without a connection."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from tuntas.config import steward
from tuntas.config.schedule import Duty


class Rests(threading.Event):
    """Notes each rest instead of resting, and tells the steward to stop after so many."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most, self.seconds, self.is_connected = most, [], []

    def wait(self, timeout: float | None = None) -> bool:
        self.seconds.append(timeout)
        self.is_connected.append(connection.connection is not None)
        if len(self.seconds) == self.most:
            self.set()
        return self.is_set()


@pytest.mark.parametrize(("every_seconds", "is_connected"), [(0.5, True), (3600, False)])
def test_gives_the_connection_back_before_a_long_rest(own_db, every_seconds, is_connected):
    rests = _kept(Duty("ask", every_seconds, _ask), times=2)

    assert (rests.seconds, rests.is_connected) == ([every_seconds] * 2, [is_connected] * 2)


def test_tries_again_ever_more_slowly_and_then_as_before(own_db):
    left = [ValueError()] * 7

    def fail_at_first():
        if left:
            raise left.pop()

    rests = _kept(Duty("fail", 3600, fail_at_first), times=8)

    assert rests.seconds == [2, 4, 8, 16, 30, 30, 30, 3600]


def _kept(duty: Duty, *, times: int) -> Rests:
    """In a thread of its own, as the steward does."""
    rests = Rests(times)
    thread = threading.Thread(target=steward.keep, args=(duty, rests))
    thread.start()
    thread.join()
    return rests


def _ask() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select 1")
