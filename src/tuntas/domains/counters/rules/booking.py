"""The states of an appointment, and what it is called in by."""

from __future__ import annotations

import secrets
from enum import StrEnum


class Booking(StrEnum):
    """Where an appointment is. All but the first two are ends."""

    HELD = "held"
    CONFIRMED = "confirmed"
    CAME = "came"
    MOVED = "moved"
    CANCELLED = "cancelled"
    LAPSED = "lapsed"  # held, but not confirmed in time
    MISSED = "missed"


# Who came has their time still: nobody else books it.
OCCUPIES = (Booking.HELD, Booking.CONFIRMED, Booking.CAME)
AHEAD = (Booking.HELD, Booking.CONFIRMED)

MOVES: dict[Booking, frozenset[Booking]] = {
    Booking.HELD: frozenset({Booking.CONFIRMED, Booking.CANCELLED, Booking.LAPSED}),
    Booking.CONFIRMED: frozenset({Booking.CAME, Booking.MOVED, Booking.CANCELLED, Booking.MISSED}),
    Booking.CAME: frozenset(),
    Booking.MOVED: frozenset(),
    Booking.CANCELLED: frozenset(),
    Booking.LAPSED: frozenset(),
    Booking.MISSED: frozenset(),
}

# Without what looks or sounds alike: 0 O, 1 I L, 2 Z, 5 S, 8 B, and V that is heard as F.
CODE_LETTERS = "ACDEFGHJKMNPQRTUWXY34679"
CODE_LENGTH = 6


def new_code() -> str:
    """Six letters and digits; with the office and the day they are somebody's."""
    return "".join(secrets.choice(CODE_LETTERS) for _place in range(CODE_LENGTH))


def read_code(text: str) -> str:
    """What somebody typed, as a code: small letters, spaces and hyphens do not matter."""
    return "".join(sign for sign in text.upper() if sign in CODE_LETTERS)[: CODE_LENGTH + 1]
