"""Somebody stays in charge of every office: the last administrator is neither ended nor lets go."""

from __future__ import annotations

from datetime import date

from django.db import connection
from django.db.models import Q

from tuntas.domains.offices.models import Posting, Staff
from tuntas.domains.offices.queries.reach import offices_above
from tuntas.domains.offices.rules import Role


def hold_administrators() -> None:
    """One at a time: two administrators who end each other's posting would leave nobody in charge."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended('administrators', 0))")


def others_left(staff: Staff, *, from_on: date, office_code: str | None = None) -> bool:
    """Whether another administrator is in charge, after this day, of each office that this person administers."""
    own = Posting.objects.filter(Q(to_on=None) | Q(to_on__gte=from_on), staff=staff, role=Role.ADMINISTRATOR)
    codes = [office_code] if office_code else list(own.values_list("office_id", flat=True))
    others = Posting.objects.filter(
        Q(to_on=None) | Q(to_on__gt=from_on),
        role=Role.ADMINISTRATOR,
        from_on__lte=from_on,
        staff__is_active=True,
    ).exclude(staff=staff)
    return all(others.filter(office__in=offices_above(code)).exists() for code in codes)
