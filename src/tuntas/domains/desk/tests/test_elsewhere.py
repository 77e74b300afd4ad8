"""What this office does not do: the officer says where it is done."""

import pytest
from tests import world as w

from tuntas.domains.counters import actions
from tuntas.domains.counters.queries.groups import Group
from tuntas.domains.counters.tests import crowd
from tuntas.domains.offices.demonstration import OFFICE
from tuntas.platform.actors import SYSTEM


@pytest.fixture
def room(db):
    room = crowd.room()
    group = Group("B", "Lain", "Other", (), "", 5)
    actions.set_up_group(OFFICE, group, by=SYSTEM, at=room.at)
    return room


@pytest.fixture
def desk(client, room):
    client.cookies["tuntas_language"] = "en"
    return w.sign_in(client, "petugas2")


def test_the_nearest_places_and_their_queues_stand_there_at_once(desk, room):
    page = desk.get("/desk/elsewhere/?service=ktp-el-hilang").content.decode()

    assert "This office does not do it" in page
    assert "Cideng" in page
    assert "Nobody has taken a ticket today" in page or "Shut now" in page


def test_without_a_service_or_with_an_unknown_one_it_asks(desk):
    for query in ("", "?service=sulap"):
        assert "Service" in desk.get(f"/desk/elsewhere/{query}").content.decode()
