"""What one fact adds to the figures, judged by what was told before it in its stream."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from tuntas.domains.cases import facts as cases
from tuntas.domains.cases.rules import COUNTER
from tuntas.domains.offices.rules import Calendar
from tuntas.domains.promises import facts as promises
from tuntas.domains.promises.rules import Kind

from .rules.figures import Figures, begun_minutes

# What has to be known of a stream before a later fact of it can be counted.
TOLD_BEFORE = (cases.CASE_SUBMITTED, cases.CASE_TAKEN, promises.BROKEN)


class Told(Protocol):
    """A fact, as far as counting looks at it."""

    stream: str
    seq: int
    name: str
    office: str | None
    at: datetime
    content: Any


@dataclass(frozen=True)
class Counted:
    """What a fact adds, to whose figures and when."""

    office: str
    service: str
    at: datetime
    figures: Figures


def counted(fact: Told, before: Sequence[Told], calendar_of: Callable[[str], Calendar]) -> Counted | None:
    """What this fact adds; None when it adds nothing. `before` holds its stream's facts of the names in `TOLD_BEFORE`.

    Only smaller places in the stream are looked at, so the answer is the same whenever it is asked.
    """
    rule = _RULES.get(fact.name)
    earlier = [one for one in before if one.seq <= fact.seq]
    submitted = next((one for one in earlier if one.name == cases.CASE_SUBMITTED), None)
    if rule is None or submitted is None or not fact.office:
        return None
    figures = Figures()
    rule(figures, fact, [one for one in earlier if one.seq < fact.seq], calendar_of)
    return None if figures.is_empty else Counted(fact.office, submitted.content["service"], fact.at, figures)


Rule = Callable[[Figures, Told, Sequence[Told], Callable[[str], Calendar]], None]


def _once(name: str) -> Rule:
    def rule(figures: Figures, *_: object) -> None:
        figures.counts[name] += 1

    return rule


def _submitted(figures: Figures, fact: Told, *_: object) -> None:
    figures.counts["submitted"] += 1
    figures.counts["at_counter"] += _is_of_a_counter(fact)


def _taken(
    figures: Figures, fact: Told, earlier: Sequence[Told], calendar_of: Callable[[str], Calendar]
) -> None:
    """From the sending to the first taking: a case that was given back and taken again is not counted twice.

    Opened at a counter a case is taken in the moment in which it is sent: that says nothing about waiting.
    """
    submitted = next(one for one in earlier if one.name == cases.CASE_SUBMITTED)
    if _is_of_a_counter(submitted) or any(one.name == cases.CASE_TAKEN for one in earlier):
        return
    seconds = calendar_of(str(fact.office)).open_seconds_between(submitted.at, fact.at)
    figures.times["take"][begun_minutes(seconds)] += 1


def _kept(figures: Figures, fact: Told, *_: object) -> None:
    figures.counts["kept" if _delivers(fact) else "accept_kept"] += 1
    _lasted(figures, fact)


def _broken(figures: Figures, fact: Told, *_: object) -> None:
    """Counted at once, when it breaks: an office can not improve its share by leaving late cases lying."""
    figures.counts["broken" if _delivers(fact) else "accept_broken"] += 1


def _lasted(figures: Figures, fact: Told, *_: object) -> None:
    figures.times["deliver" if _delivers(fact) else "accept"][begun_minutes(fact.content["seconds_taken"])] += 1


def _voided(figures: Figures, fact: Told, earlier: Sequence[Told], *_: object) -> None:
    """Refused or withdrawn after the start: apart. What was late by then was counted as broken, and stays so."""
    promise = fact.content["promise"]
    if any(one.name == promises.BROKEN and one.content["promise"] == promise for one in earlier):
        return
    figures.counts["void" if _delivers(fact) else "accept_void"] += 1


def _is_of_a_counter(submitted: Told) -> bool:
    return bool(submitted.content.get("channel") == COUNTER)


def _delivers(fact: Told) -> bool:
    return bool(fact.content["kind"] == Kind.DELIVER)


_RULES: dict[str, Rule] = {
    cases.CASE_SUBMITTED: _submitted,
    cases.CASE_TAKEN: _taken,
    cases.CASE_REFUSED: _once("refused"),
    cases.CASE_WITHDRAWN: _once("withdrawn"),
    promises.KEPT: _kept,
    promises.BROKEN: _broken,
    promises.DELIVERED_LATE: _lasted,
    promises.VOIDED: _voided,
}
COUNTED = frozenset(_RULES)
