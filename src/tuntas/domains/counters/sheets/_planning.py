"""What the plans of both tables share: collecting changes and faults."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from tuntas.platform.actors import Actor
from tuntas.platform.tables import Change, Fault, Kind, Line, Plan

from .. import access

BETWEEN = " "  # services and letters of one cell


@dataclass
class Planning:
    """What the lines would do, as far as they were read."""

    by: Actor
    changes: list[Change] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    todo: list[Callable[[], object]] = field(default_factory=list)
    seen: set[tuple[str, str]] = field(default_factory=set)

    def is_refused(self, line: Line, named: str) -> bool:
        """Whether this line says something twice, or about an office that is not this person's."""
        if not (may := access.can_set_up(self.by, line["office"])):
            self.fault(line, "office", str(may.reason))
            return True
        if (line["office"], named) in self.seen:
            self.fault(line, "office", _("An earlier line says something about the same already."))
            return True
        self.seen.add((line["office"], named))
        return False

    def fault(self, line: Line, column: str, reason: str) -> None:
        self.faults.append(Fault(line.number, column, reason))

    def put(self, line: Line, name: str, before: Any, after: Any, do: Callable[[], object]) -> None:
        """`before` and `after` are rows of cells, `before` None for what is not there yet."""
        if before == after:
            self.changes.append(Change(line.number, Kind.LEAVE, name))
            return
        details = tuple(
            f"{was or '–'} → {will or '–'}"
            for was, will in zip(before or (), after, strict=False)
            if was != will
        )
        self.changes.append(Change(line.number, Kind.CHANGE if before else Kind.ADD, name, details))
        self.todo.append(do)

    def done(self) -> Plan:
        def write() -> None:
            for do in self.todo:
                do()

        return Plan(tuple(self.changes), tuple(self.faults), write)
