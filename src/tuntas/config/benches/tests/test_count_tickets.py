"""The checker of `./tuntas bench tickets` sees a number that is there twice, and one that is missing."""

from __future__ import annotations

from typing import Any

from tuntas.domains.counters import bench_tickets as bench
from tuntas.domains.counters.models import Ticket
from tuntas.domains.counters.tests import crowd


def test_numbers_as_they_are_given_pass(db: Any) -> None:
    there = crowd.room()
    for _ in range(3):
        crowd.issue(there.at, "A")

    assert bench.checked() == {"duplicates": 0, "gaps": 0, "tickets": 3, "miscounted": 0}


def test_a_number_that_is_there_twice_and_one_that_is_missing_are_found(own_db: str, owner: Any) -> None:
    there = crowd.room()
    tickets = [crowd.issue(there.at, "A") for _ in range(4)]
    owner.execute("alter table counters_ticket drop constraint ticket_number_is_given_once")

    Ticket.objects.filter(pk=tickets[1].id).update(number=1)
    assert bench.checked()["duplicates"] == 1

    Ticket.objects.filter(pk=tickets[1].id).delete()
    found = bench.checked()
    assert (found["gaps"], found["miscounted"]) == (1, 1)


def test_every_office_gets_a_kiosk_that_is_open_now(db: Any) -> None:
    crowd.room()

    kiosks = bench.open_everywhere()

    assert len({one["office"] for one in kiosks}) == len(kiosks) > 1
