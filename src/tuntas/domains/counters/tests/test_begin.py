"""The person is here: waiting ends, and what is sent twice happens once."""

from datetime import timedelta

import pytest

from tuntas.domains.counters import actions
from tuntas.domains.counters.models import Call

from . import crowd


def test_waiting_ends_when_the_person_is_there(called):
    room, session, ticket = called
    later = room.at + timedelta(minutes=2)

    actions.begin(session.pk, by=room.officer(0), at=later)
    actions.begin(session.pk, by=room.officer(0), at=later + timedelta(minutes=5))

    assert crowd.again(ticket).began_at == later
    assert ticket.called_at == room.at


@pytest.mark.parametrize("verb", [actions.begin, actions.recall])
def test_sent_twice_after_the_person_went_says_nothing_wrong(called, verb):
    room, session, _ticket = called
    how = {"by": room.officer(0), "at": room.at}
    verb(session.pk, key="00000000-0000-4000-8000-000000000001", **how)
    actions.finish(session.pk, **how)

    assert verb(session.pk, key="00000000-0000-4000-8000-000000000001", **how) is None
    assert Call.objects.count() <= 2
