"""One turn at a counter is one call of a real action of counters, at the plan's moment."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from tuntas.domains.cases.models import Case
from tuntas.domains.counters import actions as counters
from tuntas.domains.counters import queries
from tuntas.domains.counters.actions import Issued
from tuntas.domains.counters.models import Counter, Ticket
from tuntas.domains.counters.queries import Place
from tuntas.domains.counters.rules import Channel, State, WrongPlace
from tuntas.domains.offices.queries import office_day
from tuntas.platform import ids
from tuntas.platform.actors import PUBLIC, Actor

from .people import Crew
from .queues import Coming, Do, Turn

# Where somebody at the wrong counter is sent on to.
_NEXT = {"A": "C", "B": "A", "C": "A", "D": "E", "E": "B"}


def take(turn: Turn, crew: Crew | None) -> None:
    """Do the turn; raises what the action raises. Whoever calls holds the clock."""
    if turn.coming is not None:
        come(turn.office, turn.coming, _giver(turn.coming, crew))
    elif turn.what is Do.LEAVE:
        _leave(turn)
    elif crew is not None:
        officer = crew.officers[turn.counter - 1]
        if turn.what is Do.OPEN:
            _open(turn, officer)
        else:
            place = queries.place_of(officer.id)
            if place is None:
                raise LookupError("Nobody sits at this counter.")
            _AT_A_COUNTER[turn.what](turn, place, officer)


def _giver(one: Coming, crew: Crew | None) -> Actor:
    return crew.officers[0] if crew and one.channel == Channel.OFFICER else PUBLIC


def come(office: str, one: Coming, by: Actor = PUBLIC) -> Issued:
    """Somebody takes a ticket; only an officer gives one out as an officer."""
    group = next(group for group in queries.groups_of(office) if group.letter == one.letter)
    return counters.issue(
        office,
        key=ids.new_id(),
        channel=Channel(one.channel),
        service=group.services[0] if group.services else "",
        letter=group.letter,
        has_priority=one.has_priority,
        by=by,
        at=one.at,
    )


def _leave(turn: Turn) -> None:
    """The one who came last has the least to lose."""
    today = Ticket.objects.filter(
        office_code=turn.office, business_day=office_day(turn.at), state=State.WAITING, session=None
    )
    counters.give_up(today.order_by("-placed_at")[0].pk, by=PUBLIC, at=turn.at)


def _open(turn: Turn, officer: Actor) -> None:
    counter = Counter.objects.filter(office_code=turn.office, number=turn.counter)[0]
    counters.open_counter(counter.pk, by=officer, at=turn.at)


def _call_back(turn: Turn, place: Place, officer: Actor) -> None:
    parked = Ticket.objects.filter(
        office_code=turn.office, business_day=place.business_day, state=State.PARKED, letter__in=place.letters
    ).order_by("called_at")
    counters.call_ticket(place.session, parked[0].pk, by=officer, at=turn.at)


def _begin(turn: Turn, place: Place, officer: Actor) -> None:
    """Whoever asks for a service that somebody here applied for is, as far as a play goes, that applicant."""
    ticket = counters.begin(place.session, by=officer, at=turn.at)
    if ticket and ticket.service_code and ticket.case_id is None:
        case = _case_of(turn.office, ticket.service_code)
        if case:
            counters.tie(ticket.pk, case, by=officer, at=turn.at)


def _case_of(office: str, service: str) -> UUID | None:
    tied = Ticket.objects.filter(case_id__isnull=False).values("case_id")
    open_here = Case.objects.filter(office_code=office, service_code=service, status__in=["taken", "ready"])
    found: UUID | None = open_here.exclude(pk__in=tied).values_list("pk", flat=True).order_by("pk").first()
    return found


def _send_on(turn: Turn, place: Place, officer: Actor) -> None:
    letter = _NEXT[place.ticket.letter] if place.ticket else "A"
    counters.send_on(place.session, letter, cause=WrongPlace(turn.cause), by=officer, at=turn.at)


def _verb(action: Callable[..., object]) -> Callable[[Turn, Place, Actor], object]:
    """A turn that is one verb at the officer's counter and nothing else."""
    return lambda turn, place, officer: action(place.session, by=officer, at=turn.at)


_AT_A_COUNTER: dict[Do, Callable[[Turn, Place, Actor], object]] = {
    Do.CALL: _verb(counters.call_next),
    Do.CALL_BACK: _call_back,
    Do.BEGIN: _begin,
    Do.RECALL: _verb(counters.recall),
    Do.ABSENT: _verb(counters.absent),
    Do.PARK: _verb(counters.park),
    Do.SEND_ON: _send_on,
    Do.FINISH: _verb(counters.finish),
    Do.PAUSE: _verb(counters.begin_break),
    Do.RESUME: _verb(counters.end_break),
    Do.CLOSE: _verb(counters.close_counter),
}
