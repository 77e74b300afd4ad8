"""What a sign-in at an outside provider is here, and how it can end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True)
class Begun:
    """One sign-in on its way: where the browser goes, and what only we know until it comes back."""

    address: str
    state: str
    nonce: str
    verifier: str


class Unreachable(Exception):
    """The provider did not answer, or not as it should: nobody was judged."""


class Untrusted(Exception):
    """What came back proves nothing. The text names the kind of fault, never the token."""


class SignIn(Protocol):
    """Whoever can say who sits before the browser."""

    def begin(self, *, return_to: str) -> Begun:
        """Raises `Unreachable`."""

    def finish(self, begun: Begun, *, code: str, return_to: str, at: datetime) -> str:
        """The claim that the provider signed for this very sign-in; raises `Unreachable` or `Untrusted`."""
