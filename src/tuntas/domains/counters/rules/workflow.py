"""The states of a ticket, how it moves between them, and the words that a ticket is described by."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class State(StrEnum):
    """Where a ticket is. The last four are ends; who comes after all, or left by mistake, waits again."""

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    PARKED = "parked"
    ABSENT = "absent"
    FINISHED = "finished"
    LEFT = "left"
    EXPIRED = "expired"


class Rank(IntEnum):
    """Which of those who wait comes first; among equals who came first. Whoever was sent on was called already."""

    SENT_ON = 0
    PRIORITY = 1
    APPOINTMENT = 2
    ORDINARY = 3

    @property
    def kind(self) -> str:
        """As the journal says it: that somebody has priority, never why."""
        return self.name.lower()


class Channel(StrEnum):
    """How a ticket was taken."""

    KIOSK = "kiosk"
    OFFICER = "officer"
    PHONE = "phone"
    APPOINTMENT = "appointment"


class WrongPlace(StrEnum):
    """Why somebody stood at a counter that does not do what they came for."""

    SIGN = "sign"
    KIOSK = "kiosk"
    ROOM = "room"
    OFFICER = "officer"


class SentBack(StrEnum):
    """Why another agency did not take somebody who was sent to it; the last says that it passed them on."""

    NOT_OURS = "not_ours"
    PAPERS = "papers"
    CLOSED = "closed"
    OTHER = "other"
    SENT_ON = "sent_on"


AT_A_COUNTER = (State.CALLED, State.SERVING)
OPEN = (State.WAITING, State.CALLED, State.SERVING, State.PARKED)

# From → to. Who moves it, and under what name it is told, is said where it is done.
MOVES: dict[State, frozenset[State]] = {
    State.WAITING: frozenset({State.CALLED, State.LEFT, State.EXPIRED}),
    State.CALLED: frozenset(
        {State.SERVING, State.ABSENT, State.PARKED, State.WAITING, State.FINISHED, State.EXPIRED}
    ),
    State.SERVING: frozenset({State.FINISHED, State.PARKED, State.WAITING, State.EXPIRED}),
    State.PARKED: frozenset({State.CALLED, State.LEFT, State.EXPIRED}),
    State.ABSENT: frozenset({State.WAITING}),
    State.FINISHED: frozenset(),
    State.LEFT: frozenset({State.WAITING}),
    State.EXPIRED: frozenset(),
}
