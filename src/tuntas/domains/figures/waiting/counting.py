"""What one fact of a ticket or a case adds to the waiting figures, judged by what was told before it in its stream."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from math import ceil

from tuntas.domains.cases import facts as cases
from tuntas.domains.cases.rules import COUNTER
from tuntas.domains.counters import facts as tickets
from tuntas.domains.counters.rules import Channel
from tuntas.domains.promises import facts as promises
from tuntas.domains.promises.rules import Kind

from ..counting import Told
from ..rules.figures import begun_minutes
from ..rules.ranks import BOTH, PRIORITY
from ..rules.waiting import Crossing, Facet, Waited

_CALLS = frozenset({tickets.TICKET_CALLED, tickets.TICKET_CALLED_OUT_OF_ORDER})
# What ends a stretch of service besides finishing; called again, another one begins.
_PAUSES = frozenset(
    {tickets.TICKET_PARKED, tickets.TICKET_SENT_ON, tickets.TICKET_SENT_BACK, tickets.TICKET_PUT_BACK}
)
TOLD_BEFORE = frozenset({tickets.TICKET_ISSUED, tickets.TICKET_BEGUN, cases.CASE_SUBMITTED, *_CALLS, *_PAUSES})
ONLINE, AT_COUNTER = "online", "counter"


@dataclass(frozen=True)
class Came:
    """Who this is about: somebody with a ticket or with an application, by when and how they came."""

    office: str
    at: datetime
    service: str
    channel: str
    group: str = ""
    rank: str = ""  # facts of before say none: nobody is guessed to be ordinary

    def facets(self, zone: tzinfo) -> Iterator[tuple[Facet, str]]:
        """Under which headings they are counted."""
        there = self.at.astimezone(zone)
        yield Facet.ALL, ""
        if self.group:
            yield Facet.GROUP, self.group
        if self.service:
            yield Facet.SERVICE, self.service
        yield Facet.CHANNEL, self.channel
        if self.rank:
            yield Facet.HELD, self.rank
        hour = f"{there.hour:02d}"
        yield Facet.HOUR, hour
        yield Facet.CROSSED, Crossing(self.service, self.channel, hour).value
        yield Facet.DAY, there.date().isoformat()


@dataclass(frozen=True)
class Counted:
    """What a fact adds, and about whom."""

    came: Came
    figures: Waited


def counted(fact: Told, before: Sequence[Told]) -> Counted | None:
    """What this fact adds; None when nothing. All of a ticket counts where and when the ticket was taken.

    Only smaller places in the stream are looked at, so the answer is the same whenever it is asked.
    """
    rule = _RULES.get(fact.name)
    earlier = [one for one in before if one.seq < fact.seq]
    first = next((one for one in (*earlier, fact) if one.name in _FIRST), None)
    if rule is None or first is None or not fact.office:
        return None
    figures = Waited()
    rule(figures, fact, earlier)
    return None if figures.is_empty else Counted(_FIRST[first.name](first, fact.office), figures)


def _taker(first: Told, office: str) -> Came:
    told = first.content
    rank = told.get("rank", "")
    if (rank, told["channel"]) == (PRIORITY, Channel.APPOINTMENT):
        rank = BOTH
    return Came(office, first.at, told.get("service") or "", told["channel"], told["letter"], rank)


def _applicant(first: Told, office: str) -> Came:
    is_of_a_counter = first.content.get("channel") == COUNTER
    return Came(office, first.at, first.content["service"], AT_COUNTER if is_of_a_counter else ONLINE)


_FIRST: dict[str, Callable[[Told, str], Came]] = {
    tickets.TICKET_ISSUED: _taker,
    cases.CASE_SUBMITTED: _applicant,
}


def _once(name: str, number: int = 1) -> Callable[..., None]:
    def rule(figures: Waited, *_: object) -> None:
        figures.counts[name] += number

    return rule


def _called(figures: Waited, fact: Told, earlier: Sequence[Told]) -> None:
    """The first call ends the waiting; a later one is for somebody who was set aside, sent on or absent."""
    figures.counts["out_of_order"] += fact.name == tickets.TICKET_CALLED_OUT_OF_ORDER
    if not any(one.name in _CALLS for one in earlier):
        issued = next(one for one in earlier if one.name == tickets.TICKET_ISSUED)
        figures.times["wait"][_minutes(issued.at, fact.at)] += 1


def _finished(figures: Waited, fact: Told, earlier: Sequence[Told]) -> None:
    """All stretches at counters together; whoever was set aside was not served meanwhile."""
    seconds = 0.0
    called = begun = None
    for one in (*earlier, fact):
        if one.name in _CALLS:
            called, begun = one.at, None
        elif one.name == tickets.TICKET_BEGUN:
            begun = begun or one.at
        elif one is fact or one.name in _PAUSES:
            # Finished without a word that it began, it began with the call; set aside so, nobody had come.
            since = begun or (called if one is fact else None)
            seconds += max(0.0, (one.at - since).total_seconds()) if since else 0
            begun = None
    figures.times["serve"][begun_minutes(ceil(seconds))] += 1


def _sent_on(figures: Waited, fact: Told, _: object) -> None:
    figures.counts["sent_on"] += 1
    figures.counts["misdirected"] += bool(fact.content.get("cause"))


def _kept(figures: Waited, fact: Told, earlier: Sequence[Told]) -> None:
    if _delivers(fact):
        figures.counts["kept"] += 1
        _lasted(figures, fact, earlier)


def _broken(figures: Waited, fact: Told, _: object) -> None:
    figures.counts["broken"] += _delivers(fact)


def _lasted(figures: Waited, fact: Told, _: object) -> None:
    if _delivers(fact):
        figures.times["deliver"][begun_minutes(fact.content["seconds_taken"])] += 1


def _delivers(fact: Told) -> bool:
    return bool(fact.content["kind"] == Kind.DELIVER)


def _minutes(since: datetime, at: datetime) -> int:
    """Begun minutes; a kiosk's own clock may be ahead, and nobody is called before they came."""
    return begun_minutes(max(0, ceil((at - since).total_seconds())))


_RULES: dict[str, Callable[[Waited, Told, Sequence[Told]], None]] = {
    tickets.TICKET_ISSUED: _once("issued"),
    tickets.TICKET_CALLED: _called,
    tickets.TICKET_CALLED_OUT_OF_ORDER: _called,
    tickets.TICKET_FINISHED: _finished,
    tickets.TICKET_ABSENT: _once("absent"),
    tickets.TICKET_CAME_AFTER_ALL: _once("absent", -1),
    tickets.TICKET_LEFT: _once("left"),
    tickets.TICKET_TAKEN_BACK: _once("left", -1),
    tickets.TICKET_SENT_ON: _sent_on,
    promises.KEPT: _kept,
    promises.BROKEN: _broken,
    promises.DELIVERED_LATE: _lasted,
}
COUNTED = frozenset(_RULES)
