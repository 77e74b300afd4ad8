"""What the plans of all tables of offices share: collecting changes and faults, and the words of a change."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tuntas.domains.offices import access, actions
from tuntas.platform.actors import Actor, Kind
from tuntas.platform.decisions import YES, Decision, Refused
from tuntas.platform.tables import Change, Fault, Plan
from tuntas.platform.tables import Kind as What


@dataclass
class Planning:
    """The plan as it grows, line by line."""

    changes: list[Change] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    seen: dict[Hashable, int] = field(default_factory=dict)

    def is_twice(self, line: int, column: str, named: Hashable) -> bool:
        """Whether an earlier line said something about the same thing; then this one is a fault."""
        if named in self.seen:
            self.fault(line, column, _("This stands in line %(line)d already.") % {"line": self.seen[named]})
            return True
        self.seen[named] = line
        return False

    def refused(self, line: int, column: str, *decisions: Decision) -> bool:
        """Whether one of these says no; then its reason is a fault of this line."""
        reason = next((decision.reason for decision in decisions if not decision), None)
        if reason is not None:
            self.fault(line, column, reason)
        return reason is not None

    def fault(self, line: int, column: str, reason: str | LazyText) -> None:
        self.faults.append(Fault(line, column, reason))

    def add(self, line: int, name: str, *details: str) -> None:
        self.changes.append(Change(line, What.ADD, name, details))

    def change(self, line: int, name: str, details: list[str]) -> None:
        self.changes.append(Change(line, What.CHANGE, name, tuple(details)))

    def leave(self, line: int, name: str) -> None:
        self.changes.append(Change(line, What.LEAVE, name))

    def done(self, write: Callable[[], None], *, follows: Callable[[], str] = lambda: "") -> Plan:
        return Plan(tuple(self.changes), tuple(self.faults), write, follows)

    def done_by_clocks(self, write: Callable[[], None]) -> Plan:
        """A plan that changes when offices are open, and so when running promises are due."""
        return self.done(write, follows=lambda: _moving(write))


def differences(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """`telephone: 021 → 022` for everything that would be another."""
    return [
        f"{name}: {_words(before[name])} → {_words(value)}"
        for name, value in after.items()
        if before[name] != value
    ]


def _moving(write: Callable[[], None]) -> str:
    """How many promises would get another due time; what refuses says so here already."""
    try:
        moved = actions.foresee(write, None)
    except Refused as refused:
        return str(refused)
    words = ngettext(
        "%(count)s running promise gets another due time",
        "%(count)s running promises get another due time",
        moved,
    )
    return words % {"count": moved} if moved else ""


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value) if value not in (None, "") else "–"


def may(by: Actor) -> Decision:
    """Tables are for who may change what stands in them."""
    if by.kind is Kind.SYSTEM or (by.is_staff and by.role in access.ABOVE_THE_OFFICES):
        return YES
    return access.can_change_hours(by, office_code=None)


def reach(by: Actor) -> set[str]:
    """The codes of the offices that this person is in charge of."""
    return set(access.visible_offices(by).values_list("code", flat=True))
