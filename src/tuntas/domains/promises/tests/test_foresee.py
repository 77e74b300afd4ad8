"""Before hours change, who changes them sees how many running promises get another due time."""

from collections.abc import Callable
from datetime import date

import pytest

from tuntas.domains.offices import actions as offices
from tuntas.domains.promises import actions
from tuntas.domains.promises.models import Promise
from tuntas.domains.promises.rules import Kind
from tuntas.platform.actors import SYSTEM
from tuntas.platform.decisions import Refused

from .scene import CIDENG, GAMBIR, OFFICER, SUBJECT, local

AT = local("2026-11-23 16:10")
TOMORROW = date(2026, 11, 24)


def close(office: str | None, on: date = TOMORROW) -> Callable[[], object]:
    return lambda: offices.close_office(office, from_on=on, to_on=on, reason="Banjir", by=SYSTEM, at=AT)


def test_counts_the_promises_that_would_move_and_moves_none(promised: Callable[..., Promise]) -> None:
    promise = promised("2026-11-23 15:59")
    promised("2026-11-23 15:59", subject="case:at-cideng", office=CIDENG)
    due_at = promise.due_at

    assert offices.foresee(close(GAMBIR), GAMBIR) == 1
    assert offices.foresee(close(None), None) == 1  # Cideng's is due today
    assert offices.foresee(close(GAMBIR, date(2026, 11, 25)), GAMBIR) == 0

    promise.refresh_from_db()
    assert promise.due_at == due_at
    assert actions.count_moving(None) == 0


def test_counts_a_paused_promise_that_would_have_more_time_left(promised: Callable[..., Promise]) -> None:
    promised("2026-11-23 15:50")
    actions.pause(SUBJECT, Kind.DELIVER, by=OFFICER, at=local("2026-11-23 15:55"))

    assert offices.foresee(close(GAMBIR, date(2026, 11, 23)), GAMBIR) == 1


def test_a_refusal_goes_through(promised: Callable[..., Promise]) -> None:
    def open_on_a_working_day() -> object:
        return offices.open_on_holiday(GAMBIR, on=TOMORROW, reason="x", by=SYSTEM, at=AT)

    with pytest.raises(Refused):
        offices.foresee(open_on_a_working_day, GAMBIR)
