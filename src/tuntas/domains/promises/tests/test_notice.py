"""Breaks are noticed once, soon, and never against a delivery of the same moment: with real threads."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tuntas.platform import clock

ROUNDS = 12


def in_threads(*calls: Callable[[], Any]) -> list[Any]:
    """Run the calls at the same moment, each in a thread and on a connection of its own."""
    from django.db import connection

    gate = threading.Barrier(len(calls))
    answers: list[Any] = [None] * len(calls)

    def run(position: int, call: Callable[[], Any]) -> None:
        gate.wait()
        try:
            answers[position] = call()
        except Exception as fault:
            answers[position] = fault
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    faults = [answer for answer in answers if isinstance(answer, Exception)]
    assert not faults, faults
    return answers


def told(subject: str) -> Counter[str]:
    from tuntas.platform.journal import queries as journal

    return Counter(fact.name for fact in journal.history(subject))


def endings(
    keep: Callable[[str], Callable[[], Any]], notice: Callable[[], Any]
) -> list[tuple[str, Counter[str]]]:
    """Many promises, each ended by two keepers while a watcher looks: their states and what the journal says."""
    from tuntas.domains.promises.models import Promise

    from . import scene

    scene.load_offices()
    found = []
    for number in range(ROUNDS):
        subject = f"case:{number}"
        scene.promise(subject=subject, office=scene.CIDENG)
        in_threads(keep(subject), keep(subject), notice)
        found.append((Promise.objects.get(subject=subject).state, told(subject)))
    return found


def is_one_outcome(state: str, names: Counter[str]) -> bool:
    if state == "kept":
        return (
            names["promise.kept"] == 1 and not names["promise.broken"] and not names["promise.delivered_late"]
        )
    return (
        state == "broken"
        and names["promise.broken"] == 1
        and names["promise.delivered_late"] == 1
        and not names["promise.kept"]
    )


@pytest.mark.parametrize("delivered", ["2026-11-23 09:15:00", "2026-11-23 09:15:05"])
def test_two_keepers_and_a_watcher_leave_exactly_one_outcome(own_db: str, delivered: str) -> None:
    from tuntas.domains.promises import actions
    from tuntas.domains.promises.rules import Kind

    from .scene import OFFICER, local

    found = endings(
        lambda subject: lambda: actions.keep(subject, Kind.DELIVER, by=OFFICER, at=local(delivered)),
        lambda: actions.notice_broken(local("2026-11-23 09:15:05")),
    )

    assert all(is_one_outcome(state, names) for state, names in found), found


def test_keeper_without_a_lock_would_be_caught(own_db: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: a keeper that reads the promise unlocked, so that two of them both end it."""
    from tuntas.domains.promises import actions
    from tuntas.domains.promises.actions import rows
    from tuntas.domains.promises.models import Promise
    from tuntas.domains.promises.rules import Kind

    from .scene import OFFICER, local

    both_have_read = threading.Barrier(2, timeout=60)

    def unlocked(subject: str, kind: str) -> Promise | None:
        promise = Promise.objects.filter(subject=subject, kind=kind, ended_at=None).first()
        both_have_read.wait()
        return promise

    monkeypatch.setattr(rows, "find_open", unlocked)

    found = endings(
        lambda subject: lambda: actions.keep(subject, Kind.DELIVER, by=OFFICER, at=local("2026-11-23 09:10")),
        lambda: None,
    )

    assert not all(is_one_outcome(state, names) for state, names in found)


def test_watchers_side_by_side_notice_each_break_once(own_db: str) -> None:
    from tuntas.domains.promises import watch

    from . import scene

    scene.load_offices()
    subjects = [f"case:{number}" for number in range(40)]
    for subject in subjects:
        scene.promise(subject=subject)
    clock.set(scene.local("2026-11-23 09:15:04"))

    noticed = in_threads(watch.look, watch.look, watch.look)

    assert sum(noticed) == 40
    assert all(told(subject)["promise.broken"] == 1 for subject in subjects)


@pytest.mark.django_db
def test_is_noticed_within_five_seconds_and_not_before_it_is_over(promised: Callable[..., Any]) -> None:
    from tuntas.domains.promises import actions

    due = promised().due_at

    assert actions.notice_broken(due) == []
    assert actions.notice_broken(due + timedelta(seconds=2)) == []
    assert len(actions.notice_broken(due + timedelta(seconds=3))) == 1
    assert actions.notice_broken(due + timedelta(seconds=4)) == []


@pytest.mark.django_db
def test_a_batch_takes_the_longest_overdue_first(promised: Callable[..., Any]) -> None:
    from tuntas.domains.promises import actions

    from .scene import local

    for minute in (3, 1, 2):
        promised(f"2026-11-23 09:0{minute}", subject=f"case:{minute}")

    noticed = actions.notice_broken(local("2026-11-23 10:00"), limit=2)

    assert [promise.subject for promise in noticed] == ["case:1", "case:2"]
