"""From our counter to another agency's in the same room: from the page to the row, with each refusal."""

import pytest
from django.test import Client
from tests import world as w

from tuntas.domains.counters import actions
from tuntas.domains.counters.models import Referral, Ticket
from tuntas.domains.counters.queries.groups import Group
from tuntas.domains.counters.tests import crowd
from tuntas.domains.offices.demonstration import OFFICE
from tuntas.domains.offices.models import Staff
from tuntas.platform.actors import SYSTEM

PAGE = "/desk/calling/"
HEADS_PAGE = f"/monitor/{OFFICE}/counters/"


@pytest.fixture
def room(db):
    """Counters 1 and 3 are ours and call A; counter 2 is Bapenda's and calls S."""
    room = crowd.room(letters=("A",), counters=1)
    group = Group("S", "Samsat", "Vehicle tax", (), "Bapenda", 5)
    actions.set_up_group(OFFICE, group, by=SYSTEM, at=room.at)
    theirs = actions.set_up_counter(OFFICE, 2, letters=["S"], agency="Bapenda", by=SYSTEM, at=room.at)
    room.counters.append(theirs)
    return room


class Desk(Client):
    """Somebody who has a counter open."""

    def __init__(self, who, session):
        super().__init__()
        self.cookies["tuntas_language"] = "en"
        w.sign_in(self, who)
        self.session_id = session.pk if session else ""

    def act(self, verb, **fields):
        answer = self.post(f"{PAGE}{verb}/", {"session": self.session_id, **fields}, follow=True)
        assert answer.status_code == 200
        return answer.content.decode()


@pytest.fixture
def ours(room):
    """With somebody at the counter who needs Bapenda."""
    desk = Desk("petugas1", room.sit(0))
    crowd.issue(room.at)
    desk.act("next")
    desk.act("begin")
    return desk


@pytest.fixture
def theirs(room):
    return Desk("petugas2", room.sit(1))


def test_sent_called_there_and_accepted_by_serving(ours, theirs):
    ours.act("send-on", letter="S")
    shown = theirs.act("next")
    before = Referral.objects.get()
    theirs.act("begin")

    row = Referral.objects.get()
    assert (row.agency, row.from_letter, row.to_letter, row.counter_number) == ("Bapenda", "A", "S", 1)
    assert "Sent to you from letter A" in shown
    assert before.accepted_at is None
    assert row.accepted_at is not None
    assert row.accepted_by == Staff.objects.get(username="peragaan.petugas2").pk
    assert Ticket.objects.get().state == "serving"


def test_sent_back_with_a_reason_that_the_head_reads(ours, theirs):
    ours.act("send-on", letter="S")
    theirs.act("next")
    theirs.act("send-back", reason="not_ours")

    assert (Referral.objects.get().reason, Ticket.objects.get().letter) == ("not_ours", "A")
    assert "We do not do this" in Desk("kasatpel", None).get(HEADS_PAGE).content.decode()


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({}, "Choose where the person is served."),
        ({"letter": "Z"}, "No counter of this office has this letter."),
        ({"letter": "A"}, "This person already waits for this letter."),
        ({"letter": "S", "cause": "weather"}, "Choose one of the causes."),
    ],
)
def test_what_is_no_place_to_send_to_is_refused(ours, fields, says):
    assert says in ours.act("send-on", **fields)
    assert not Referral.objects.exists()
    assert Ticket.objects.get().state == "serving"


def test_a_reason_is_needed_and_only_their_own_counter_sends_back(ours, theirs):
    ours.act("send-on", letter="S")
    nobody = theirs.act("send-back", reason="papers")
    theirs.act("next")
    for reason in ("", "weather", "sent_on"):
        assert "Choose one of the reasons." in theirs.act("send-back", reason=reason)
    by_others = ours.post(f"{PAGE}send-back/", {"session": theirs.session_id, "reason": "papers"}, follow=True)

    assert "Nobody is at your counter." in nobody
    assert "Somebody else is serving at this counter." in by_others.content.decode()
    assert Referral.objects.get().reason == ""


def test_who_was_not_sent_by_another_agency_is_not_sent_back(ours):
    assert "No other agency sent this person to you." in ours.act("send-back", reason="papers")


def test_our_counter_takes_nobody_back_from_that_agency_and_the_head_sees_who_waits(ours, theirs):
    ours.act("send-on", letter="S")

    refused = ours.act("call", ticket=str(Ticket.objects.get().pk), reason="other")

    row = Referral.objects.get()
    assert "Your counter does not call letter S." in refused
    assert (Ticket.objects.get().state, row.accepted_at, row.sent_back_at) == ("waiting", None, None)
    assert "Bapenda" in Desk("kasatpel", None).get(HEADS_PAGE).content.decode()
