"""To another counter without waiting again, with what had sent them to the wrong one."""

from tuntas.domains.counters import actions
from tuntas.domains.counters.models import Misdirection
from tuntas.domains.counters.rules import WrongPlace

from . import crowd


def test_sent_on_is_called_before_all_who_wait_there_and_the_cause_is_kept(called):
    room, session, ticket = called
    crowd.issue(room.at, "B", has_priority=True)
    actions.begin(session.pk, by=room.officer(0), at=room.at)

    actions.send_on(session.pk, "B", cause=WrongPlace.SIGN, by=room.officer(0), at=room.at)
    beside = room.sit(1)
    following = actions.call_next(beside.pk, by=room.officer(1), at=room.at)

    assert following.pk == ticket.pk
    assert (following.letter, following.series) == ("B", "A")
    assert Misdirection.objects.values_list("cause", "from_letter", "to_letter").get() == ("sign", "A", "B")
