"""Noticing what broke, in batches that several workers may take at once."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from tuntas.domains.promises import rules
from tuntas.domains.promises.models import Promise
from tuntas.domains.promises.rules import State

from . import rows

# A delivery of the last second that is still on its way to its commit is not overtaken.
GRACE = timedelta(seconds=2)


@transaction.atomic
def notice_broken(at: datetime, limit: int = 100) -> list[Promise]:
    """Mark what is past its due moment as broken, at most `limit` at a time; rows that a verb holds are left for later.

    The work grows with what is due, not with what is open: the partial index holds running promises by due moment.
    """
    late = list(
        Promise.objects.select_for_update(skip_locked=True)
        .filter(state=State.RUNNING.value, due_at__lt=rules.whole_second(at) - GRACE)
        .order_by("due_at")[:limit]
    )
    for promise in late:
        rows.mark_broken(promise, at)
    return late
