"""A number is never given out twice, however many registrars work at once."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection, connections, transaction

from tuntas.domains.register.embedded import numbers

from .conftest import add_family

THREADS, EACH = 6, 15


def take_numbers(next_serial: Callable[..., int]) -> list[int]:
    """All serials that several threads took at once, each in its own transaction."""
    taken: list[int] = []
    start = threading.Barrier(THREADS)

    def work() -> None:
        start.wait()
        for _ in range(EACH):
            with transaction.atomic():
                taken.append(next_serial("nik", "997106", date(2026, 3, 1)))
        connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=300)
    return taken


all_have_read = threading.Barrier(THREADS)


def read_then_write(kind: str, region: str, on: date) -> int:
    """The planted fault: what counters without a lock do."""
    with connection.cursor() as cursor:
        cursor.execute("select coalesce(max(last), 0) from register_numbercounter where kind = %s", [kind])
        serial = int(cursor.fetchone()[0]) + 1
        if serial == 1:
            all_have_read.wait(60)
        cursor.execute(
            'insert into register_numbercounter (kind, region, "on", last) values (%s, %s, %s, %s) '
            'on conflict (kind, region, "on") do update set last = excluded.last',
            [kind, region, on, serial],
        )
    return serial


def test_gives_no_serial_twice_and_leaves_none_out(own_db: str) -> None:
    assert sorted(take_numbers(numbers.next_serial)) == list(range(1, THREADS * EACH + 1))


def test_the_test_above_would_see_a_counter_without_a_lock(own_db: str) -> None:
    taken = take_numbers(read_then_write)

    assert len(set(taken)) < len(taken)


def test_births_entered_at_once_all_get_their_own_numbers(
    own_db: str, birth: Callable[..., dict[str, Any]]
) -> None:
    from tuntas.domains.register import actions, demonstration

    add_family()
    families = demonstration.FAMILIES
    births = [birth(families[n % 3], name=f"ANAK {'ABCDEFGHI'[n]}") for n in range(9)]

    recorded = together(lambda n: actions.record_birth(**births[n]), 9)

    assert len({one.child_nik for one in recorded}) == 9
    assert len({one.akta_number for one in recorded}) == 9


def test_one_case_entered_by_two_at_once_is_one_birth(
    own_db: str, birth: Callable[..., dict[str, Any]]
) -> None:
    from tuntas.domains.register import actions
    from tuntas.platform.journal.models import Fact

    family = add_family()
    same = birth(family, case_id=uuid.uuid4())

    one, two = together(lambda _n: actions.record_birth(**same), 2)

    assert one == two
    assert Fact.objects.filter(name="register.birth_recorded").count() == 1


def together(work: Callable[[int], Any], count: int) -> list[Any]:
    """The answers of `count` threads that begin at the same moment; a fault in one fails the test."""
    start, answers, faults = threading.Barrier(count), [], []

    def run(number: int) -> None:
        start.wait()
        try:
            answers.append(work(number))
        except BaseException as fault:
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=300)
    if faults:
        pytest.fail(f"{type(faults[0]).__name__}: {faults[0]}")
    return answers
