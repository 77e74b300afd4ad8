"""An office with counters, somebody at each, and people who wait: for the tests of counters."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from tests import world as w

from tuntas.domains.counters import actions
from tuntas.domains.counters.models import Call, Counter, CounterSession, Ticket
from tuntas.domains.counters.rules import Channel, Rank
from tuntas.domains.offices.demonstration import OFFICE
from tuntas.domains.offices.rules import Role
from tuntas.platform import clock
from tuntas.platform.actors import PUBLIC, SYSTEM, Actor, Kind

LETTERS = ("A", "B", "C", "D", "E")


@dataclass
class Room:
    """The demonstration's office at work; it never closes."""

    there: w.World
    counters: list[Counter]

    @property
    def at(self) -> datetime:
        return self.there.at

    def officer(self, number: int) -> Actor:
        """Somebody who serves here; the first two are of the cast."""
        known = [self.there.cast.officer, self.there.cast.second_officer]
        return known[number] if number < 2 else serving(number)

    def sit(self, number: int, at: datetime | None = None) -> CounterSession:
        return actions.open_counter(self.counters[number].pk, by=self.officer(number), at=at or self.at)


def forenoon() -> None:
    """Ten o'clock of a Monday in the office's time, until the test ends: an hour later it is still the same day.

    Whatever day and hour it is now; and over, as what happened without network can not lie in the future.
    """
    clock.set(datetime(2026, 11, 16, 3, tzinfo=UTC))


def serving(number: int, office: str = OFFICE) -> Actor:
    return Actor(Kind.STAFF, str(uuid.UUID(int=900 + number)), Role.OFFICER, frozenset({office}))


def room(at: datetime | None = None, *, counters: int = 2, letters: tuple[str, ...] = LETTERS) -> Room:
    there = w.world(at)
    made = [
        actions.set_up_counter(OFFICE, number, letters=letters, by=SYSTEM, at=there.at)
        for number in range(1, counters + 1)
    ]
    return Room(there, made)


def issue(at: datetime, letter: str = "A", **more: Any) -> actions.Issued:
    given: dict[str, Any] = {"channel": Channel.KIOSK, "key": uuid.uuid4(), "by": PUBLIC, **more}
    return actions.issue(OFFICE, letter=letter, at=at, **given)


def one_called() -> tuple[Room, CounterSession, Ticket]:
    """Somebody is called to counter 1, two more wait."""
    there = room()
    for second in range(3):
        issue(there.at + timedelta(seconds=second))
    session = there.sit(0)
    ticket = actions.call_next(session.pk, by=there.officer(0), at=there.at)
    assert ticket is not None
    return there, session, ticket


def again(ticket: Ticket) -> Ticket:
    """The ticket as it stands now."""
    ticket.refresh_from_db()
    return ticket


def duplicates() -> int:
    """Numbers that are on more than one ticket."""
    numbers = list(Ticket.objects.values_list("office_code", "business_day", "series", "block", "number"))
    return len(numbers) - len(set(numbers))


def gaps() -> int:
    """Numbers between the first and the last of their series that are on no ticket."""
    series: dict[Any, list[int]] = {}
    for *which, number in Ticket.objects.values_list(
        "office_code", "business_day", "series", "block", "number"
    ):
        series.setdefault(tuple(which), []).append(number)
    return sum(max(numbers) - len(set(numbers)) for numbers in series.values())


def called_twice() -> int:
    """Tickets that were called to more than one counter, or more than once without being asked for again."""
    called = list(Call.objects.filter(is_again=False).values_list("ticket", flat=True))
    return len(called) - len(set(called))


def out_of_turn() -> int:
    """Calls of an ordinary ticket while an ordinary one of the same letter with a lower number was called later."""
    calls = Call.objects.filter(is_again=False, out_of_order="", ticket__rank=Rank.ORDINARY)
    order = calls.order_by("sequence").values_list("ticket__letter", "ticket__number")
    highest: dict[str, int] = {}
    wrong = 0
    for letter, number in order:
        wrong += number < highest.get(letter, 0)
        highest[letter] = max(highest.get(letter, 0), number)
    return wrong
