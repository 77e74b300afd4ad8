"""How many causes of delay hold offices up now, for many offices at once."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count

from tuntas.domains.promises.models import DelayCause
from tuntas.platform.prepared import Prepared

_COUNTED = Prepared(
    lambda offices: (
        DelayCause.objects.filter(office_code__in=offices, subject="", to_at=None)
        .values_list("office_code")
        .annotate(Count("pk"))
        .order_by("office_code")
    )
)


def outages_by_office(office_codes: Iterable[str]) -> dict[str, int]:
    """Open causes that hold up everything at an office. One query over what is open."""
    return dict(_COUNTED(sorted(set(office_codes))))
