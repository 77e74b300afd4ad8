"""What a table would change, line by line, before anything is written."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.functional import Promise as LazyText

Words = str | LazyText


class Kind(StrEnum):
    """What becomes of one line."""

    ADD = "add"
    CHANGE = "change"
    LEAVE = "leave"


@dataclass(frozen=True)
class Change:
    """One sound line: what it names, and for a change what was and what will be."""

    line: int
    kind: Kind
    name: Words
    details: tuple[Words, ...] = ()


@dataclass(frozen=True)
class Fault:
    """Why a line cannot be taken in; line 0 is the file as a whole."""

    line: int
    column: str
    reason: Words


@dataclass(frozen=True)
class Plan:
    """Everything that a table would do; `write` does it, in the caller's transaction.

    `follows` says what else it would bring about, beside the lines themselves: a sentence, or nothing.
    """

    changes: tuple[Change, ...] = ()
    faults: tuple[Fault, ...] = ()
    write: Callable[[], None] = field(default=lambda: None, compare=False)
    follows: Callable[[], Words] = field(default=lambda: "", compare=False)

    @property
    def is_sound(self) -> bool:
        return not self.faults

    def count(self, kind: Kind) -> int:
        return sum(change.kind is kind for change in self.changes)

    @property
    def counts(self) -> dict[str, int]:
        return {kind.value: self.count(kind) for kind in Kind}

    @property
    def told(self) -> tuple[Change, ...]:
        """The lines that do something; see `left` for the others."""
        return tuple(change for change in self.changes if change.kind is not Kind.LEAVE)

    @property
    def left(self) -> tuple[Change, ...]:
        """The lines that leave things as they are."""
        return tuple(change for change in self.changes if change.kind is Kind.LEAVE)

    @property
    def digest(self) -> str:
        """Names what would happen, so that nothing else happens than what somebody saw and confirmed."""
        lines = [
            [one.line, one.kind.value, str(one.name), *(str(part) for part in one.details)]
            for one in self.changes
        ]
        return hashlib.sha256(json.dumps(lines).encode()).hexdigest()
