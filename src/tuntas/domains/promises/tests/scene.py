"""Two offices (one keeps the ordinary hours, one never closes), an officer, a case."""

from __future__ import annotations

from datetime import UTC, date, datetime

from tuntas.domains.offices import actions as offices
from tuntas.domains.offices.actions import NewHours
from tuntas.domains.offices.rules import JAKARTA
from tuntas.domains.promises import actions
from tuntas.domains.promises.models import Promise
from tuntas.domains.promises.rules import Kind
from tuntas.platform.actors import SYSTEM, Actor
from tuntas.platform.actors import Kind as Who

GAMBIR = "31.71.01.1001"
CIDENG = "31.71.01.1002"
SUBJECT = "case:0193f0a0-0000-7000-8000-000000000001"
OFFICER = Actor(Who.STAFF, "0193f0a0-0000-7000-8000-0000000000aa", "officer", frozenset({GAMBIR}))


def local(text: str) -> datetime:
    """A moment as a clock in Jakarta shows it."""
    return datetime.fromisoformat(text).replace(tzinfo=JAKARTA).astimezone(UTC)


def load_offices() -> None:
    """Gambir 07.30–16.00 on weekdays, Cideng at all hours."""
    at = local("2026-11-02 08:00")
    offices.load_reference(at, SYSTEM)
    every_day = [NewHours(weekday, 0, 1440, also_on_holidays=True) for weekday in range(7)]
    offices.change_hours(CIDENG, hours=every_day, from_on=date(2026, 1, 1), by=SYSTEM, at=at)


def promise(
    start: str = "2026-11-23 09:00", *, subject: str = SUBJECT, office: str = GAMBIR, minutes: int = 15
) -> Promise:
    """A promise of 15 minutes at Gambir, made on Monday 23 November 2026 at nine unless said."""
    return actions.start(
        subject,
        kind=Kind.DELIVER,
        service_code="akta-kelahiran",
        office_code=office,
        minutes=minutes,
        by=OFFICER,
        at=local(start),
    )
