"""Random lives of cases, told to the journal as the domains tell them, and what they must add up to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from hypothesis import strategies as st

from tuntas.domains.cases import facts as cases
from tuntas.domains.promises import facts as promises
from tuntas.platform import journal
from tuntas.platform.actors import SYSTEM

# Monday, 2 November 2026, in Jakarta: a quarter of an hour before and the week after.
BORDER = datetime.fromisoformat("2026-11-02T00:00:00+07:00")


@dataclass(frozen=True)
class Life:
    """One case: when it was sent, and what became of it after how many seconds each."""

    office: str
    service: str
    sent_at: datetime
    waited: int
    at_counter: bool
    taken_again: bool
    checked: int
    checked_late: bool
    end: str  # open | refused_early | kept | late | late_open | void | late_void
    lasted: int

    def moments(self) -> list[tuple[str, datetime, dict[str, Any]]]:
        """Its facts in order: name, moment, content."""
        accept, deliver = (
            {"promise": str(uuid4()), "kind": "accept"},
            {"promise": str(uuid4()), "kind": "deliver"},
        )
        taken = self.sent_at + timedelta(seconds=self.waited)
        accepted = taken + timedelta(minutes=20)
        ended = accepted + timedelta(seconds=self.lasted)
        channel = {"channel": "counter"} if self.at_counter else {}
        told = [
            (promises.STARTED, self.sent_at, {**accept, "minutes": 60}),
            (cases.CASE_SUBMITTED, self.sent_at, {"service": self.service, "version": 1, **channel}),
            (cases.CASE_TAKEN, taken, {}),
        ]
        if self.taken_again:
            told += [(cases.CASE_RELEASED, taken, {}), (cases.CASE_TAKEN, taken + timedelta(hours=1), {})]
        if self.checked_late:
            told += [(promises.BROKEN, accepted, {**accept, "due_at": None})]
        if self.end == "refused_early":
            told += [(promises.VOIDED, accepted, {**accept, "reason": "refused"})]
            return [*told, (cases.CASE_REFUSED, accepted, {})]
        checked = promises.DELIVERED_LATE if self.checked_late else promises.KEPT
        told += [
            (checked, accepted, {**accept, "seconds_taken": self.checked}),
            (promises.STARTED, accepted, {**deliver, "minutes": 60}),
            (cases.CASE_ACCEPTED, accepted, {}),
        ]
        if self.end.startswith("late"):
            told += [(promises.BROKEN, ended, {**deliver, "due_at": None})]
        if self.end in ("kept", "late"):
            name = promises.KEPT if self.end == "kept" else promises.DELIVERED_LATE
            told += [(name, ended, {**deliver, "seconds_taken": self.lasted}), (cases.CASE_READY, ended, {})]
        if self.end in ("void", "late_void"):
            told += [(promises.VOIDED, ended, {**deliver, "reason": "withdrawn"})]
            told += [(cases.CASE_WITHDRAWN, ended, {})]
        return told


def lives(offices: list[str], services: list[str]) -> st.SearchStrategy[Life]:
    return st.builds(
        Life,
        office=st.sampled_from(offices),
        service=st.sampled_from(services),
        sent_at=st.integers(-900, 8 * 86_400).map(lambda seconds: BORDER + timedelta(seconds=seconds)),
        waited=st.integers(0, 5_000),
        at_counter=st.booleans(),
        taken_again=st.booleans(),
        checked=st.integers(0, 4_000),
        checked_late=st.booleans(),
        end=st.sampled_from(["open", "refused_early", "kept", "late", "late_open", "void", "late_void"]),
        lasted=st.integers(0, 90_000),
    )


def tell(lives: list[Life]) -> None:
    """Record all their facts in the order of their moments, as they would have come in."""
    rows = []
    for life in lives:
        stream = f"case:{uuid4()}"
        rows += [
            (at, place, stream, life.office, name, content)
            for place, (name, at, content) in enumerate(life.moments())
        ]
    for at, _place, stream, office, name, content in sorted(rows, key=lambda row: (row[0], row[2], row[1])):
        journal.record(stream, name, by=SYSTEM, at=at, office=office, content=content or None)


Oracle = dict[tuple[str, str, str], tuple[Counter[str], dict[str, list[int]]]]


def oracle(lives: list[Life]) -> Oracle:
    """Counts and sorted whole times by office, service and week: made from the lives, not from any fact."""
    found: Oracle = {}
    for life in lives:
        taken = life.sent_at + timedelta(seconds=life.waited)
        accepted = taken + timedelta(minutes=20)
        ended = accepted + timedelta(seconds=life.lasted)
        _add(found, life, life.sent_at, "submitted")
        if life.at_counter:
            _add(found, life, life.sent_at, "at_counter")
        else:
            _add(found, life, taken, "take", life.waited)
        if life.checked_late:
            _add(found, life, accepted, "accept_broken")
        if life.end == "refused_early":
            _add(found, life, accepted, "refused")
            if not life.checked_late:
                _add(found, life, accepted, "accept_void")
            continue
        _add(found, life, accepted, "accept", life.checked)
        if not life.checked_late:
            _add(found, life, accepted, "accept_kept")
        if life.end in ("kept", "late"):
            _add(found, life, ended, "deliver", life.lasted)
        if life.end == "kept":
            _add(found, life, ended, "kept")
        if life.end.startswith("late"):
            _add(found, life, ended, "broken")
        if life.end == "void":
            _add(found, life, ended, "void")
        if life.end in ("void", "late_void"):
            _add(found, life, ended, "withdrawn")
    return found


def _add(found: Oracle, life: Life, at: datetime, what: str, seconds: int | None = None) -> None:
    jakarta = at + timedelta(hours=7) - at.utcoffset()  # type: ignore[operator]
    year, week, _day = jakarta.isocalendar()
    counts, times = found.setdefault((life.office, life.service, f"{year}-{week}"), (Counter(), {}))
    if seconds is None:
        counts[what] += 1
        return
    minutes = seconds // 60 if seconds % 60 == 0 else seconds // 60 + 1
    times.setdefault(what, []).append(minutes)
    times[what].sort()
