"""May this be done, and if not, why: the sentence that the page shows and the API returns."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise as LazyText


@dataclass(frozen=True)
class Decision:
    """Yes when there is no reason against it."""

    reason: str | LazyText | None = None

    def __bool__(self) -> bool:
        return self.reason is None


YES = Decision()


class Refused(Exception):
    """A verb that may not be done now, with the sentence that says why."""

    def __init__(self, decision: Decision) -> None:
        super().__init__(decision.reason)
        self.decision = decision

    def __str__(self) -> str:
        return str(self.decision.reason)


class NotThere(Exception):
    """No such row for this actor: what belongs to others and what does not exist are the same. A page answers 404."""


def ensure(decision: Decision) -> None:
    """Go on when the decision is yes; raise `Refused` with its reason otherwise."""
    if not decision:
        raise Refused(decision)
