"""Two people change the same office, its hours or the same table at one moment: one after the other, nothing mixed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
GAMBIR = "31.71.01.1001"


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """Each call in a thread and on a connection of its own; what it answered, or its refusal."""
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
    return answers


@pytest.fixture(autouse=True)
def _reference(own_db: str) -> None:
    from tuntas.domains.offices import actions
    from tuntas.platform.actors import SYSTEM

    actions.load_reference(AT, SYSTEM)


def test_one_of_two_who_saw_the_same_description_changes_it() -> None:
    from tuntas.domains.offices import actions
    from tuntas.domains.offices.models import Office
    from tuntas.platform.actors import SYSTEM
    from tuntas.platform.decisions import Refused

    seen = actions.Description.of(Office.objects.get(pk=GAMBIR)).digest

    def describe(name: str) -> Callable[[], Any]:
        said = actions.Description(name=name)
        return lambda: actions.describe_office(GAMBIR, said, seen=seen, by=SYSTEM, at=AT)

    answers = at_once(*(describe(f"Nama {number}") for number in range(4)))

    refused = [answer for answer in answers if isinstance(answer, Refused)]
    changed = [answer for answer in answers if isinstance(answer, Office)]
    assert (len(refused), len(changed)) == (3, 1)
    assert Office.objects.get(pk=GAMBIR).name == changed[0].name


def test_new_ordinary_hours_of_two_people_are_those_of_one() -> None:
    from tuntas.domains.offices import actions
    from tuntas.domains.offices.models import OpeningHours
    from tuntas.platform.actors import SYSTEM

    def change(opens: int) -> Callable[[], Any]:
        hours = [actions.NewHours(day, opens * 60, 15 * 60) for day in range(5)]
        return lambda: actions.change_hours(GAMBIR, hours=hours, from_on=date(2026, 12, 1), by=SYSTEM, at=AT)

    answers = at_once(*(change(opens) for opens in (7, 8, 9, 10)))

    assert answers == [None] * 4
    rows = OpeningHours.objects.filter(office=GAMBIR)
    assert len(rows) == 5
    assert len({row.opens_minute for row in rows}) == 1


def test_the_same_table_comes_in_once() -> None:
    from tuntas.domains.offices.models import OpeningHours
    from tuntas.domains.offices.sheets import SHEETS
    from tuntas.platform import tables
    from tuntas.platform.actors import SYSTEM

    sent = f"office,weekday,opens,closes,from_on,effect\n{GAMBIR},rabu,16.00,19.00,2026-12-01,extra\n".encode()
    shown = tables.look(SHEETS["hours"], sent, by=SYSTEM, at=AT)

    def bring() -> tables.Plan:
        return tables.take_in(SHEETS["hours"], sent, confirmed=shown.digest, by=SYSTEM, at=AT)

    answers = at_once(bring, bring, bring)

    assert sum(isinstance(answer, tables.NotAsShown) for answer in answers) == 2
    assert OpeningHours.objects.filter(office=GAMBIR).count() == 1
