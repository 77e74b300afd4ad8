"""A number is given once, none is skipped, and sent twice it is the same ticket."""

import threading
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from tests import world as w

from tuntas.domains.counters import actions
from tuntas.domains.counters.models import Day, Ticket
from tuntas.domains.counters.rules import Channel, printed
from tuntas.domains.offices.demonstration import OFFICE, OTHER_OFFICE
from tuntas.platform.actors import PUBLIC
from tuntas.platform.decisions import Refused
from tuntas.platform.journal import queries as journal

from . import crowd


def test_the_first_ticket_of_a_day_is_number_one_and_the_office_counts_it(db):
    there = crowd.room()

    issued = crowd.issue(there.at, service="akta-kelahiran", letter="")

    assert issued.printed == "A 001"
    assert Day.objects.get(office_code=OFFICE).waiting == 1
    (told,) = journal.history(f"ticket:{issued.id}")
    assert told.content == {
        "letter": "A",
        "number": 1,
        "channel": "kiosk",
        "rank": "ordinary",
        "service": "akta-kelahiran",
    }


def test_each_letter_counts_for_itself_and_begins_anew_on_the_next_business_day(db):
    there = crowd.room(w.NOON)

    crowd.issue(there.at, "A")
    second, other = crowd.issue(there.at, "A"), crowd.issue(there.at, "B")
    tomorrow = crowd.issue(there.at + timedelta(days=1), "A")

    assert (second.printed, other.printed, tomorrow.printed) == ("A 002", "B 001", "A 001")


def test_the_business_day_is_the_offices_own(db):
    crowd.room(w.NOON)
    half_past_midnight_in_jakarta = datetime(2026, 11, 23, 17, 30, tzinfo=UTC)

    issued = crowd.issue(half_past_midnight_in_jakarta)

    assert issued.business_day.isoformat() == "2026-11-24"


def test_sent_twice_is_one_ticket_and_costs_no_number(db):
    there, key = crowd.room(), uuid.uuid4()

    first, again = crowd.issue(there.at, key=key), crowd.issue(there.at, key=key)
    after = crowd.issue(there.at)

    assert first == again
    assert after.number == 2
    assert Ticket.objects.count() == 2


def test_the_key_of_another_office_is_no_ticket_here(db):
    there, key = crowd.room(w.NOON), uuid.uuid4()
    crowd.issue(there.at, key=key)

    with pytest.raises(Refused, match="already used"):
        actions.issue(OTHER_OFFICE, letter="A", channel=Channel.KIOSK, key=key, by=PUBLIC, at=there.at)


def test_what_the_office_does_not_do_gets_no_number(db):
    there = crowd.room()

    with pytest.raises(actions.Elsewhere):
        crowd.issue(there.at, letter="", service="paspor")

    assert not Ticket.objects.exists()


def test_a_shut_office_has_no_queue(db):
    w.world(w.NOON)
    at_night = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)

    with pytest.raises(actions.Shut, match="not open"):
        actions.issue(OTHER_OFFICE, letter="A", channel=Channel.PHONE, key=uuid.uuid4(), by=PUBLIC, at=at_night)


def test_staff_of_another_office_give_no_tickets_here(db):
    there = crowd.room()

    with pytest.raises(Refused):
        crowd.issue(there.at, by=there.there.cast.officer_elsewhere, channel=Channel.OFFICER)


def _issue_many(at, letters, how_many, barrier, faults, issue):
    barrier.wait()
    try:
        for number in range(how_many):
            issue(at, letters[number % len(letters)])
    except Exception as fault:
        faults.append(fault)
    finally:
        connection.close()


def _all_at_once(at, *, clients, each, issue=crowd.issue, letters=("A", "B")):
    barrier, faults = threading.Barrier(clients), []
    threads = [
        threading.Thread(target=_issue_many, args=(at, letters, each, barrier, faults, issue))
        for _ in range(clients)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return faults


def test_forty_clients_at_once_get_every_number_once_and_none_is_skipped(own_db):
    with transaction.atomic():
        there = crowd.room()

    faults = _all_at_once(there.at, clients=40, each=5)

    assert faults == []
    assert Ticket.objects.count() == 200
    assert (crowd.duplicates(), crowd.gaps()) == (0, 0)
    assert Day.objects.get(office_code=OFFICE).waiting == 200


def test_the_checker_sees_a_number_that_was_counted_and_not_kept(own_db):
    """The planted fault: the number is taken in a transaction of its own, and one in four tickets fails after it."""
    with transaction.atomic():
        there = crowd.room()

    def fails_after_the_number(at, letter):
        issued = crowd.issue(at, letter)
        if issued.number % 4 == 0:
            Ticket.objects.filter(pk=issued.id).delete()

    faults = _all_at_once(there.at, clients=4, each=8, issue=fails_after_the_number, letters=("A",))
    crowd.issue(there.at, "A")

    assert faults == []
    assert crowd.gaps() > 0


def test_the_checker_sees_a_number_that_is_given_twice(own_db, owner):
    """The planted fault: who comes reads the highest number and adds one, and the database does not mind."""
    with transaction.atomic():
        there = crowd.room()
    owner.execute("alter table counters_ticket drop constraint ticket_number_is_given_once")
    meeting = threading.Barrier(4)

    def reads_and_adds_one(at, letter):
        highest = Ticket.objects.filter(letter=letter).count()
        meeting.wait()
        Ticket.objects.create(
            key=uuid.uuid4(),
            office_code=OFFICE,
            business_day=at.date(),
            letter=letter,
            series=letter,
            number=highest + 1,
            channel=Channel.KIOSK,
            rank=3,
            placed_at=at,
            issued_at=at,
        )

    faults = _all_at_once(there.at, clients=4, each=1, issue=reads_and_adds_one, letters=("A",))

    assert faults == []
    assert crowd.duplicates() == 3


def test_a_number_is_printed_with_its_letter_and_its_block():
    assert printed("A", "", 7) == "A 007"
    assert printed("B", "2", 1234) == "B2 1234"
