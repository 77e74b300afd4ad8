"""The order of calls told forward is the order in which counters really call."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

import pytest

from ...rules import Head, Rank, next_of
from ...rules.calling import passed_over_after
from ..order import in_call_order

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.mark.parametrize("seed", range(20))
def test_is_what_the_policy_calls_one_after_the_other(seed: int) -> None:
    draw = Random(seed)
    ranks = [draw.choice(list(Rank)) for _ in range(draw.randint(0, 25))]
    start = draw.randint(0, 3)
    waiting = {
        place: Head(UUID(int=place), rank, NINE + timedelta(minutes=place), place)
        for place, rank in enumerate(ranks)
    }

    called, passed_over = [], start
    while waiting:
        head = next_of(waiting.values(), passed_over=passed_over)
        assert head is not None
        del waiting[head.number]
        passed_over = passed_over_after(head, waiting.values(), passed_over=passed_over)
        called.append(head.number)

    assert in_call_order(ranks, passed_over=start) == called
