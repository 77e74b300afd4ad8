"""Who was sent on had several letters after one another: when they came to each, and how long they were served there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from .. import facts

_CALLS = {facts.TICKET_CALLED, facts.TICKET_CALLED_OUT_OF_ORDER}
_GOES_ON = {facts.TICKET_SENT_ON, facts.TICKET_SENT_BACK}
_ENDS = {facts.TICKET_PARKED, facts.TICKET_PUT_BACK, facts.TICKET_FINISHED, *_GOES_ON}
TOLD = (facts.TICKET_ISSUED, facts.TICKET_BEGUN, facts.TICKET_TIED, *_CALLS, *_ENDS)


class Told(Protocol):
    """A fact, as far as this looks at it."""

    name: str
    at: datetime
    content: Any


@dataclass
class Stay:
    """One letter of a ticket."""

    letter: str
    came_at: datetime
    seconds: float = 0.0
    is_over: bool = False
    has_case: bool = False


def stays(told: Sequence[Told], *, has_case: bool) -> list[Stay]:
    """From the facts of one ticket, in order. Its application is of the letter where it was tied, else of the first."""
    found: list[Stay] = []
    called = begun = None
    tied = 0
    for one in told:
        if one.name in _CALLS:
            called, begun = one.at, None
        elif one.name == facts.TICKET_BEGUN:
            begun = begun or one.at
        elif one.name == facts.TICKET_TIED:
            tied = len(found) - 1
        elif one.name in _ENDS:
            # Finished without a word that it began, it began with the call.
            since = begun or (called if one.name == facts.TICKET_FINISHED else None)
            found[-1].seconds += max(0.0, (one.at - since).total_seconds()) if since else 0.0
            found[-1].is_over = one.name in {facts.TICKET_FINISHED, *_GOES_ON}
            begun = None
        if one.name == facts.TICKET_ISSUED or one.name in _GOES_ON:
            found.append(Stay(one.content.get("to_letter") or one.content["letter"], one.at))
    if found and has_case:
        found[tied].has_case = True
    return found
