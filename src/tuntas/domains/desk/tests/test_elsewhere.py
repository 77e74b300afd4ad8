"""What this office does not do: the officer says where it is done, and a shared room sends people back with a reason."""

import pytest

from tuntas.domains.counters import actions
from tuntas.domains.counters.models import Referral
from tuntas.domains.counters.queries.groups import Group
from tuntas.domains.counters.tests import crowd
from tuntas.domains.offices.demonstration import OFFICE
from tuntas.domains.offices.models import Staff
from tuntas.platform.actors import SYSTEM


@pytest.fixture
def room(db):
    room = crowd.room()
    for letter, agency in (("B", ""), ("S", "Bapenda")):
        group = Group(letter, "Lain", "Other", (), agency, 5)
        actions.set_up_group(OFFICE, group, by=SYSTEM, at=room.at)
    actions.set_up_counter(OFFICE, 2, letters=["S"], agency="Bapenda", by=SYSTEM, at=room.at)
    return room


@pytest.fixture
def desk(client, room):
    client.cookies["tuntas_language"] = "en"
    client.force_login(Staff.objects.get(username="peragaan.petugas2"))
    return client


def test_the_nearest_places_and_their_queues_stand_there_at_once(desk, room):
    page = desk.get("/desk/elsewhere/?service=ktp-el-hilang").content.decode()

    assert "This office does not do it" in page
    assert "Cideng" in page
    assert "Nobody has taken a ticket today" in page or "Shut now" in page


def test_without_a_service_or_with_an_unknown_one_it_asks(desk):
    for query in ("", "?service=sulap"):
        assert "Service" in desk.get(f"/desk/elsewhere/{query}").content.decode()


def test_the_other_agency_sends_back_with_a_reason(desk, room):
    ours, theirs = room.sit(0), room.sit(1)
    crowd.issue(room.at)
    actions.call_next(ours.pk, by=room.officer(0), at=room.at)
    actions.send_on(ours.pk, "S", cause=None, by=room.officer(0), at=room.at)
    actions.call_next(theirs.pk, by=room.officer(1), at=room.at)

    page = desk.get("/desk/calling/").content.decode()
    without = desk.post("/desk/calling/send-back/", {"session": theirs.pk}, follow=True).content.decode()
    desk.post("/desk/calling/send-back/", {"session": theirs.pk, "reason": "papers"})

    assert "Sent to you from letter A" in page
    assert "Choose one of the reasons" in without
    assert Referral.objects.get().reason == "papers"
