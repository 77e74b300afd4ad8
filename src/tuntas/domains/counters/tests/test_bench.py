"""The checker of `./tuntas bench calls` counts what the rows say, and sees what went wrong."""

import time

from tuntas.domains.counters import bench
from tuntas.domains.counters.models import Call


def test_a_few_counters_empty_the_queue_and_the_checker_finds_nothing(own_db):
    from tests import world as w

    w.world()
    bench.fill(3, 30)

    done = bench.work(1, 3, time.time() + 600)

    found = bench.checked()
    assert done["calls"] == found["calls"] == 30
    assert (found["duplicates"], found["order_violations"], found["gaps"]) == (0, 0, 0)


def test_the_checker_sees_a_call_that_is_twice_there_and_one_that_is_missing(own_db, owner):
    from tests import world as w

    w.world()
    bench.fill(1, 6)
    bench.work(1, 1, time.time() + 600)
    first, last = (
        Call.objects.order_by("sequence").values_list("pk", flat=True)[1],
        Call.objects.latest("sequence"),
    )

    Call.objects.filter(pk=first).delete()
    Call.objects.filter(pk=last.pk).update(ticket=Call.objects.order_by("sequence")[0].ticket)

    found = bench.checked()
    assert found["gaps"] == 1
    assert found["duplicates"] == 1
    assert found["order_violations"] == 1
