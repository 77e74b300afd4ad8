"""Whom one counter calls next, and what its page needs to know that without network: both from the list it shows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from ..rules import FAIRNESS, Head, next_of
from .places import Place
from .tickets import TicketRow


def next_at(place: Place, waiting: Iterable[TicketRow], at: datetime) -> UUID | None:
    """Who may be called without a reason; not always the first of the list: an ordinary ticket may be due."""
    heads = [Head(row.id, row.rank, row.placed_at, row.number) for row in waiting]
    head = next_of(heads, passed_over=place.passed_over, at=at)
    return head.ticket if head else None


def line_of(place: Place, waiting: Iterable[TicketRow]) -> dict[str, Any]:
    """The tickets in the order of rank and coming, how often somebody was passed over, and how often that may be."""
    here = place.ticket
    return {
        "session": str(place.session),
        "here": [str(here.id), here.printed, here.state, here.calls] if here else None,
        "waiting": [
            [str(row.id), row.printed, int(row.rank), int(row.placed_at.timestamp() * 1000)] for row in waiting
        ],
        "passed": place.passed_over,
        "cap": FAIRNESS,
    }
