"""What a form of the regulation is filled with: the answers of a case, and the words that stand around them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class StatedChange:
    """One element on F-1.06, in the words of the card: what it says, what it is to say, and by which proof."""

    element: str
    old: str
    new: str
    proof: str


@dataclass(frozen=True)
class Filling:
    """The moments are printed as they are ("Jakarta, 3 November 2026")."""

    answers: dict[str, Any]
    reference: str
    office: str
    submitted_at: str
    signed_at: str
    # The box of F-1.02 that is ticked.
    request: str = ""
    attachments: tuple[str, ...] = ()
    changes: tuple[StatedChange, ...] = ()
