"""A calendar that changes while promises run makes them due anew."""

from collections.abc import Callable
from datetime import date

from tuntas.domains.offices import actions as offices
from tuntas.domains.offices.actions import NewHours
from tuntas.domains.offices.rules import Effect
from tuntas.domains.promises import actions
from tuntas.domains.promises.jobs import recalculate_after_calendar_change
from tuntas.domains.promises.models import Promise
from tuntas.domains.promises.rules import Kind
from tuntas.platform.actors import SYSTEM
from tuntas.platform.journal.models import Fact

from .scene import CIDENG, GAMBIR, OFFICER, SUBJECT, local

MORNING = [NewHours(weekday, 7 * 60, 9 * 60 + 5) for weekday in range(5)]


def latest_change() -> int:
    return Fact.objects.filter(name="office.calendar_changed").latest("id").pk


def test_running_promise_is_due_by_the_new_hours(promised: Callable[..., Promise]) -> None:
    promise = promised()
    offices.change_hours(
        GAMBIR,
        hours=MORNING,
        from_on=date(2026, 11, 23),
        effect=Effect.INSTEAD,
        by=SYSTEM,
        at=local("2026-11-23 09:01"),
    )

    recalculate_after_calendar_change(fact_id=latest_change())

    promise.refresh_from_db()
    assert promise.due_at == local("2026-11-24 07:10")


def test_holiday_decreed_late_moves_every_offices_promises(promised: Callable[..., Promise]) -> None:
    at_gambir = promised("2026-11-23 15:59")
    at_cideng = promised("2026-11-23 23:50", subject="case:other", office=CIDENG)
    offices.add_holiday(date(2026, 11, 24), name="Pemungutan suara", by=SYSTEM, at=local("2026-11-23 16:30"))

    recalculate_after_calendar_change(fact_id=latest_change())

    at_gambir.refresh_from_db()
    at_cideng.refresh_from_db()
    assert at_gambir.due_at == local("2026-11-25 07:44")
    assert at_cideng.due_at == local("2026-11-24 00:05")


def test_pauses_are_kept_and_a_second_run_changes_nothing(promised: Callable[..., Promise]) -> None:
    promised("2026-11-23 15:50")
    actions.pause(SUBJECT, Kind.DELIVER, by=OFFICER, at=local("2026-11-23 15:55"))
    actions.resume(SUBJECT, Kind.DELIVER, by=OFFICER, at=local("2026-11-23 15:57"))
    offices.close_office(
        GAMBIR,
        from_on=date(2026, 11, 24),
        to_on=date(2026, 11, 24),
        reason="Banjir",
        by=SYSTEM,
        at=local("2026-11-23 15:58"),
    )

    moved = [actions.recalculate(GAMBIR, local("2026-11-23 15:59")) for _ in range(2)]

    assert moved == [1, 0]
    assert Promise.objects.get().due_at == local("2026-11-25 07:37")


def test_broken_promise_stays_broken(promised: Callable[..., Promise]) -> None:
    promise = promised()
    actions.notice_broken(local("2026-11-23 09:30"))
    offices.add_holiday(date(2026, 11, 23), name="Hari libur", by=SYSTEM, at=local("2026-11-23 09:40"))

    actions.recalculate(GAMBIR, local("2026-11-23 09:41"))

    promise.refresh_from_db()
    assert (promise.state, promise.due_at) == ("broken", local("2026-11-23 09:15"))
