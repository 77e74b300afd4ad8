"""A promise says by when, in the office's own minutes."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError

from tuntas.domains.promises.models import Promise
from tuntas.platform.journal import queries as journal

from .scene import CIDENG, SUBJECT, local


@pytest.mark.parametrize(
    ("start", "due"),
    [
        ("2026-11-23 09:00", "2026-11-23 09:15"),
        ("2026-11-23 15:59", "2026-11-24 07:44"),
        ("2026-11-21 23:59", "2026-11-23 07:45"),
        ("2026-12-23 15:59", "2026-12-28 07:44"),
    ],
)
def test_is_due_after_office_minutes(promised: Callable[..., Promise], start: str, due: str) -> None:
    assert promised(start).due_at == local(due)


def test_office_open_at_all_hours_runs_through_a_holiday_midnight(promised: Callable[..., Promise]) -> None:
    assert promised("2026-12-24 23:50", office=CIDENG).due_at == local("2026-12-25 00:05")


def test_tells_the_journal_until_when(promised: Callable[..., Promise]) -> None:
    promised()

    told = journal.history(SUBJECT)[-1]
    assert told.name == "promise.started"
    assert told.content["minutes"] == 15
    assert told.content["due_at"] == local("2026-11-23 09:15").isoformat()


def test_second_open_promise_of_the_kind_is_refused(promised: Callable[..., Promise]) -> None:
    promised()

    with pytest.raises(IntegrityError, match="promise_is_open_once"):
        promised("2026-11-23 09:05")
