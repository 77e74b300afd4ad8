"""A letter that an office does not need any more: removed, unless somebody needs it still."""

import uuid
from datetime import timedelta

import pytest
from tests import world as w

from tuntas.domains.counters import actions, queries
from tuntas.domains.counters.models import Appointment, Block, Counter
from tuntas.domains.counters.queries.needed import can_be_removed
from tuntas.domains.counters.queries.queues import queue_by_letter
from tuntas.domains.counters.tests import crowd
from tuntas.domains.offices.demonstration import OFFICE, OTHER_OFFICE
from tuntas.domains.offices.models import Staff
from tuntas.platform import journal
from tuntas.platform.decisions import NotThere, Refused

HEAD, OFFICER = "peragaan.kasatpel", "peragaan.petugas1"
REMOVAL = f"/staff/offices/{OFFICE}/letters/C/removal/"


@pytest.fixture
def room(db):
    return crowd.room(letters=("A", "B"))


def _remove(room, letter="C", **more):
    by = more.pop("by", room.there.head)
    actions.remove_group(OFFICE, letter, by=by, at=room.at, **more)


def _letters():
    return "".join(one.letter for one in queries.groups_of(OFFICE))


def test_the_common_letters_without_it_become_the_offices_own(room):
    _remove(room)

    assert _letters() == "ABDE"
    assert [one.letter for one in queries.groups_of(OTHER_OFFICE)] == [*"ABCDE"]
    fact = journal.queries.history(f"office:{OFFICE}")[-1]
    assert (fact.name, fact.content["letter"]) == ("counter.group_removed", "C")


def test_pressed_twice_it_is_removed_once(room):
    key = str(uuid.uuid4())

    _remove(room, key=key)
    _remove(room, key=key)

    assert _letters() == "ABDE"
    with pytest.raises(NotThere):
        _remove(room)


def test_not_while_a_counter_has_it(room):
    Counter.objects.filter(number=2).update(is_in_use=False)

    with pytest.raises(Refused, match="Counters 1, 2 have letter B"):
        _remove(room, "B")


def test_not_while_tickets_of_today_have_it(room):
    crowd.issue(room.at, "C")

    with pytest.raises(Refused, match="Tickets of today"):
        _remove(room)

    assert can_be_removed(OFFICE, "C", room.at + timedelta(days=1))


def test_not_while_somebody_has_an_appointment(room):
    Appointment.objects.create(
        office_code=OFFICE, letter="C", code="234567", business_day=room.at.date(), service_code="perubahan-kk",
        lane=1, starts_at=room.at + timedelta(hours=1), ends_at=room.at + timedelta(hours=2), state="confirmed",
        early_at=room.at, latest_at=room.at + timedelta(hours=2), held_until=room.at, made_at=room.at,
    )  # fmt: skip

    with pytest.raises(Refused, match="1 appointment is booked under letter C"):
        _remove(room)

    assert can_be_removed(OFFICE, "C", room.at + timedelta(hours=3))


def test_an_office_keeps_one_letter(room):
    Counter.objects.update(letters=["A"])
    for letter in "BCDE":
        _remove(room, letter)

    with pytest.raises(Refused, match="only letter"):
        _remove(room, "A")


def test_what_a_kiosk_held_of_it_is_closed_and_a_ticket_told_late_is_seen(room, client):
    kiosk, _secret = actions.set_up_kiosk(OFFICE, name="Pintu", digit=2, by=room.there.officer, at=room.at)
    by = actions.actor_of(kiosk)
    blocks = actions.reserve_blocks(kiosk, known=(), by=by, at=room.at)
    held = next(one for one in blocks if one.letter == "C")

    _remove(room)
    taken = actions.Taken(uuid.uuid4(), held.pk, held.first_number, room.at)
    actions.record_taken(kiosk, taken, by=by, at=room.at)

    assert Block.objects.get(pk=held.pk).closed_at == room.at
    client.cookies["tuntas_language"] = "en"
    client.force_login(Staff.objects.get(username=HEAD))
    page = client.get(f"/staff/offices/{OFFICE}/counters/").content.decode()
    assert "No counter calls the letters C, D, E." in page
    waits = {line.letter: line.waiting for line in queue_by_letter(OFFICE, held.business_day)}
    assert waits == {"A": 0, "B": 0, "C": 1, "D": 0, "E": 0}


def test_the_page_removes_it_or_says_why_not(room, client):
    client.cookies["tuntas_language"] = "en"
    client.force_login(Staff.objects.get(username=HEAD))
    letters = f"/staff/offices/{OFFICE}/letters/"

    kept = client.get(f"{letters}A/").content.decode()
    asked = client.get(f"{letters}C/").content.decode()
    refused = client.post(f"{letters}A/removal/", follow=True).content.decode()
    done = client.post(REMOVAL, {"key": str(uuid.uuid4())}, follow=True).content.decode()

    assert "data-refused" in kept
    assert "Counters 1, 2 have letter A" in kept
    assert "Remove letter C" in asked
    assert "Counters 1, 2 have letter A" in refused
    assert "Letter C is removed." in done
    assert _letters() == "ABDE"


def test_for_everybody_else_it_does_not_exist(room, client):
    client.force_login(Staff.objects.get(username=OFFICER))

    assert client.post(REMOVAL).status_code == 404
    with pytest.raises(Refused):
        _remove(room, by=w.world().officer)
    assert _letters() == "ABCDE"
