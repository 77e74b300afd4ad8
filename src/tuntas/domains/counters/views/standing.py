"""A press at a kiosk asks once: whose device it is, which letters its office has, and whether it is open."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest

from tuntas.domains.offices import queries as offices
from tuntas.platform.prepared import run

from .. import actions
from ..models import Kiosk
from ..models.kiosks import secret_hash
from ..queries.groups import COLUMNS, groups_in
from .devices import secret_of

_STANDING = f"""
select k.id, k.office_code, k.digit, d.id is not null, d.opens_at, d.closes_at, own.groups
from counters_kiosk k
left join counters_day d on d.business_day = %(day)s and d.office_code = k.office_code
left join lateral (
  select json_agg(json_build_array({COLUMNS}) order by letter) as groups
  from counters_servicegroup where office_code = k.office_code
) own on true
where k.secret_hash = %(hash)s and k.ended_at is null
"""  # noqa: S608  the columns are a constant


def standing(request: HttpRequest, at: datetime) -> tuple[Kiosk, actions.Standing] | None:
    """The kiosk that asks and how its office stands; None for a device that is none."""
    today, secret = offices.office_day(at), secret_of(request)
    if not secret:
        return None
    with run(_STANDING, {"day": today, "hash": secret_hash(secret)}) as cursor:
        found = cursor.fetchone()
    if found is None:
        return None
    key, office, digit, has_day, opens, closes, rows = found
    day = actions.DayOf(office, today, opens, closes) if has_day else None
    return Kiosk(id=key, office_code=office, digit=digit), actions.Standing(groups_in(rows), day)
