"""Whom a change of hours concerns."""

from __future__ import annotations

from tuntas.domains.promises.models import Promise
from tuntas.platform.journal.models import Fact


def offices_to_recalculate(fact_id: int) -> list[str]:
    """The offices with undecided promises that a change of hours concerns: the fact's own, or all of them."""
    office = Fact.objects.values_list("office", flat=True).get(pk=fact_id)
    if office:
        return [office]
    undecided = Promise.objects.filter(ended_at=None)
    return list(undecided.order_by("office_code").values_list("office_code", flat=True).distinct())
