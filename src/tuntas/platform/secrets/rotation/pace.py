"""How gently a rotation works."""

from __future__ import annotations

from dataclasses import dataclass

from . import waiting, walking


@dataclass(frozen=True)
class Pace:
    """Seconds until everybody has heard, and the rest after each batch in shares of the time that it took."""

    grace: float = waiting.GRACE_SECONDS
    rest: float = walking.REST
