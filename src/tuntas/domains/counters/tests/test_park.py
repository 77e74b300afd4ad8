"""Whoever fetches something is set aside, and called again without waiting anew."""

from datetime import timedelta

from tuntas.domains.counters import actions
from tuntas.domains.counters.models import Call
from tuntas.domains.counters.queries import counters_of
from tuntas.domains.counters.queries.arrivals import arrivals_on
from tuntas.domains.counters.queries.estimates import snapshots_of
from tuntas.domains.counters.rules import State
from tuntas.domains.offices.demonstration import OFFICE

from . import crowd


def test_who_is_set_aside_is_called_again_without_a_reason(called):
    room, session, ticket = called
    by = room.officer(0)
    actions.begin(session.pk, by=by, at=room.at)

    actions.park(session.pk, by=by, at=room.at)
    other = actions.call_next(session.pk, by=by, at=room.at)
    actions.begin(session.pk, by=by, at=room.at)
    actions.call_ticket(session.pk, ticket.pk, by=by, at=room.at)

    assert other.pk != ticket.pk
    assert crowd.again(other).state == State.FINISHED
    assert crowd.again(ticket).state == State.CALLED
    assert not Call.objects.exclude(out_of_order="").exists()


def test_the_time_aside_is_not_serving(called):
    room, session, ticket = called
    by, minute = room.officer(0), timedelta(minutes=1)
    actions.begin(session.pk, by=by, at=room.at)
    actions.park(session.pk, by=by, at=room.at + 3 * minute)
    actions.call_ticket(session.pk, ticket.pk, by=by, at=room.at + 43 * minute)
    actions.begin(session.pk, by=by, at=room.at + 44 * minute)

    actions.finish(session.pk, by=by, at=room.at + 46 * minute)

    assert _minutes_lately(room) == [5.0]
    assert arrivals_on(ticket.business_day)[OFFICE, "A"].minutes == 5.0


def test_called_again_they_are_at_the_counter_since_that_call(called):
    room, session, ticket = called
    by, later = room.officer(0), room.at + timedelta(minutes=40)
    actions.begin(session.pk, by=by, at=room.at)
    actions.park(session.pk, by=by, at=room.at)

    actions.call_ticket(session.pk, ticket.pk, by=by, at=later)

    assert counters_of(OFFICE, ticket.business_day)[0].since == later


def _minutes_lately(room):
    snapshot = snapshots_of({OFFICE}, room.at + timedelta(minutes=50))[OFFICE]
    return list(snapshot.recent["A"])
