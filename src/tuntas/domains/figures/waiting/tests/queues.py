"""Random tickets, told to the journal as counters tell them, and what they must add up to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from hypothesis import strategies as st

from tuntas.domains.counters import facts as f
from tuntas.platform import journal
from tuntas.platform.actors import SYSTEM

# Monday, 2 November 2026, in Jakarta.
BORDER = datetime.fromisoformat("2026-11-02T00:00:00+07:00")
# Served in two stretches, and what is told between them.
TWICE = {"parked": f.TICKET_PARKED, "sent_on": f.TICKET_SENT_ON, "sent_back": f.TICKET_SENT_BACK}
ENDS = ("waiting", "left", "stayed_after_all", "absent", "came_late", "served", "open", *TWICE)
NEVER_CALLED = ("waiting", "left", "stayed_after_all")


@dataclass(frozen=True)
class Life:
    """One ticket: who took it how, and what became of it after how many seconds each."""

    office: str
    letter: str
    service: str
    channel: str
    taken_at: datetime
    waited: int
    served: int
    away: int
    end: str
    out_of_order: bool = False
    says_it_begins: bool = True
    rank: str = ""  # as in facts of before ranks were told

    def moments(self) -> list[tuple[str, datetime, dict[str, Any]]]:
        """Its facts in order: name, moment, content."""
        issued = {"letter": self.letter, "number": 1, "channel": self.channel, "service": self.service or None}
        issued |= {"rank": self.rank} if self.rank else {}
        called = self.taken_at + timedelta(seconds=self.waited)
        told = [(f.TICKET_ISSUED, self.taken_at, issued)]
        if self.end == "waiting":
            return told
        if self.end in ("left", "stayed_after_all"):
            told += [(f.TICKET_LEFT, called, {})]
            return told if self.end == "left" else [*told, (f.TICKET_TAKEN_BACK, called, {})]
        call = f.TICKET_CALLED_OUT_OF_ORDER if self.out_of_order else f.TICKET_CALLED
        told += [(call, called, {"counter": 1, "call": 1}), (f.TICKET_RECALLED, called, {"call": 2})]
        again = called + timedelta(seconds=self.served + self.away)
        if self.end in ("absent", "came_late"):
            told += [(f.TICKET_ABSENT, called, {})]
            if self.end == "absent":
                return told
            told += [(f.TICKET_CAME_AFTER_ALL, again, {}), (f.TICKET_CALLED, again, {"counter": 1, "call": 3})]
            return [*told, *self._served(again)]
        if self.end in TWICE:
            sent = {"from_letter": self.letter, "to_letter": "Z", "cause": "sign"}
            left = (
                TWICE[self.end],
                called + timedelta(seconds=self.served),
                sent if self.end == "sent_on" else {},
            )
            told += [(f.TICKET_BEGUN, called, {}), left]
            return [*told, (f.TICKET_CALLED, again, {"counter": 2, "call": 4}), *self._served(again)]
        return told if self.end == "open" else [*told, *self._served(called)]

    def _served(self, at: datetime) -> list[tuple[str, datetime, dict[str, Any]]]:
        begun = [(f.TICKET_BEGUN, at, {})] if self.says_it_begins else []
        return [*begun, (f.TICKET_FINISHED, at + timedelta(seconds=self.served), {})]


def lives(offices: list[str]) -> st.SearchStrategy[Life]:
    return st.builds(
        Life,
        office=st.sampled_from(offices),
        letter=st.sampled_from("AB"),
        service=st.sampled_from(["", "akta-kelahiran"]),
        channel=st.sampled_from(["kiosk", "phone", "appointment"]),
        taken_at=st.integers(-900, 8 * 86_400).map(lambda seconds: BORDER + timedelta(seconds=seconds)),
        waited=st.integers(0, 5_000),
        served=st.integers(0, 3_000),
        away=st.integers(0, 900),
        end=st.sampled_from(ENDS),
        out_of_order=st.booleans(),
        says_it_begins=st.booleans(),
        rank=st.sampled_from(["", "ordinary", "ordinary", "priority", "appointment"]),
    )


def tell(lives: Iterable[Life]) -> None:
    """Record all their facts in the order of their moments, as they would have come in."""
    rows = []
    for life in lives:
        stream = f"ticket:{uuid4()}"
        rows += [(at, stream, place, life, name, told) for place, (name, at, told) in enumerate(life.moments())]
    for at, stream, _place, life, name, told in sorted(rows, key=lambda row: row[:3]):
        journal.record(stream, name, by=SYSTEM, at=at, office=life.office, content=told or None)


Oracle = dict[tuple[str, str, str, str], tuple[Counter[str], dict[str, list[int]]]]


def oracle(lives: list[Life]) -> Oracle:
    """Counts and sorted whole times by office, week, heading and value: made from the lives, not from any fact."""
    found: Oracle = {}
    for life in lives:
        headings = {"all": "", "group": life.letter, "channel": life.channel}
        headings |= {"hour": f"{_there(life):%H}", "day": f"{_there(life):%Y-%m-%d}"}
        headings |= {"service": life.service} if life.service else {}
        headings |= {"held": "both" if _has_both(life) else life.rank} if life.rank else {}
        headings["crossed"] = f"{life.service}|{life.channel}|{_there(life):%H}"
        for facet, value in headings.items():
            _put(found, facet, value, life)
    for (office, week), those in _told_by_rank(lives).items():
        called = [(rank, life) for rank, life in those if life.end not in NEVER_CALLED]
        together = sum(_begun(life.waited) for _rank, life in called)
        for rank, life in those:
            _put(found, "rank", rank, life)
        for rank in {rank for rank, _life in those}:
            part = sum(one == rank for one, _life in called)
            counts, _times = found[office, week, "rank", rank]
            counts["even_minutes"] = round(together * part / len(called)) if called else 0
    return {
        key: (+counts, {name: sorted(some) for name, some in times.items()})
        for key, (counts, times) in found.items()
    }


def _told_by_rank(lives: list[Life]) -> dict[tuple[str, str], list[tuple[str, Life]]]:
    """Those of a week and office that are told by rank: the week is over, and nobody with priority stands out."""
    running = max((_week(life) for life in lives), default="")
    weeks: dict[tuple[str, str], list[Life]] = defaultdict(list)
    for life in lives:
        if life.rank and _week(life) < running:
            weeks[life.office, _week(life)].append(life)
    return {key: _ranked(those) for key, those in weeks.items() if _nobody_stands_out(those)}


def _nobody_stands_out(those: list[Life]) -> bool:
    first = sum(rank == "priority" for rank, _life in _ranked(those))
    alone = sum(life.rank == "priority" and not _has_both(life) for life in those)
    return not first or ((alone == 0 or alone >= 5) and len(those) - first >= 5)


def _ranked(those: list[Life]) -> list[tuple[str, Life]]:
    """Fewer than five with both are told as with an appointment."""
    few = sum(map(_has_both, those)) < 5
    return [("appointment" if few and _has_both(life) else life.rank, life) for life in those]


def _has_both(life: Life) -> bool:
    return life.rank == "priority" and life.channel == "appointment"


def _put(found: Oracle, facet: str, value: str, life: Life) -> None:
    counts, times = found.setdefault((life.office, _week(life), facet, value), (Counter(), defaultdict(list)))
    _add(life, counts, times)


def _week(life: Life) -> str:
    return f"{_there(life):%G-%V}"


def _there(life: Life) -> datetime:
    return life.taken_at + timedelta(hours=7) - life.taken_at.utcoffset()  # type: ignore[operator]


def _add(life: Life, counts: Counter[str], times: dict[str, list[int]]) -> None:
    counts["issued"] += 1
    counts["left"] += life.end == "left"
    counts["absent"] += life.end == "absent"
    counts["sent_on"] += life.end == "sent_on"
    counts["misdirected"] += life.end == "sent_on"
    if life.end in NEVER_CALLED:
        return
    counts["out_of_order"] += life.out_of_order
    times["wait"].append(_begun(life.waited))
    if life.end in ("served", "came_late"):
        times["serve"].append(_begun(life.served))
    if life.end in TWICE:
        times["serve"].append(_begun(2 * life.served))


def _begun(seconds: int) -> int:
    return seconds // 60 + (seconds % 60 > 0)
