"""When was something done last that is done now and then, by hand or by a timer?"""

from __future__ import annotations

from datetime import datetime

from tuntas.config.models import Moment

BACKUP = "backup"


def note(name: str, *, at: datetime) -> None:
    """Remember that it was done."""
    Moment.objects.update_or_create(name=name, defaults={"at": at})


def last(name: str) -> datetime | None:
    """When it was done last, as far as this database knows."""
    return Moment.objects.filter(name=name).values_list("at", flat=True).first()
