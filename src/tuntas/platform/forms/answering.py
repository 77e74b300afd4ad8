"""What did the reader answer, and what is wrong with it? Problems, cleaned values, and the context types need."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from .conditions import Answers


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"  # worth a second look, never a reason to refuse


@dataclass(frozen=True)
class Problem:
    """One sentence about one field: its name in the page (`child.nik`), its label, and the page to mend it on."""

    name: str
    message: Any  # a lazily translated sentence
    label: Any = ""
    severity: Severity = Severity.ERROR
    page: str = ""

    @property
    def anchor(self) -> str:
        return anchor_of(self.name)


def anchor_of(name: str) -> str:
    """The id of the field's element; dots would have to be escaped in selectors."""
    return "q-" + name.replace(".", "-")


@dataclass(frozen=True)
class Context:
    """What a type may know besides the answer: the day, all answers, and the composite or row it stands in."""

    today: dt.date
    answers: Answers = field(default_factory=dict)
    row: Answers | None = None


@dataclass
class Cleaned:
    """A value as it is kept (None for none) with what was found on the way."""

    value: Any = None
    problems: list[Problem] = field(default_factory=list)


class Post:
    """Posted fields, from a QueryDict or a plain mapping."""

    def __init__(self, fields: Mapping[str, Any]) -> None:
        self._fields = fields

    def one(self, name: str) -> str:
        values = self.every(name)
        return values[-1] if values else ""

    def every(self, name: str) -> list[str]:
        getlist = getattr(self._fields, "getlist", None)
        found = getlist(name) if getlist else self._fields.get(name, [])
        if isinstance(found, str):
            return [found]
        if isinstance(found, Sequence):
            return [str(one) for one in found]
        return [str(found)]

    def names(self) -> list[str]:
        return list(self._fields.keys())

    def __contains__(self, name: str) -> bool:
        return name in self._fields
