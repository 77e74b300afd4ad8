"""How the journal is told that an office's calendar changed: running promises are due anew after it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import connection

from tuntas.domains.offices import facts
from tuntas.platform.actors import Actor
from tuntas.platform.journal import record

_LOCK = 7_105_001  # any number that nobody else locks


def lock_calendars() -> None:
    """Let one change of hours after another happen: each looks at what stands beside it. Rare, so one lock will do."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [_LOCK])


def calendar_changed(
    office_code: str | None,
    what: str,
    from_on: date | None,
    to_on: date | None,
    *,
    by: Actor,
    at: datetime,
) -> None:
    record(
        f"office:{office_code or 'all'}",
        facts.CALENDAR_CHANGED,
        by=by,
        at=at,
        office=office_code,
        content={
            "office": office_code,
            "what": what,
            "from_on": from_on.isoformat() if from_on else None,
            "to_on": to_on.isoformat() if to_on else None,
        },
    )
