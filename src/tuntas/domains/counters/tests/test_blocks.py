"""A kiosk without network: its numbers are its own, each ticket is told once, and what was not given is known."""

import threading
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from tests import world as w

from tuntas.domains.counters import actions, facts
from tuntas.domains.counters.models import Block, Day, Kiosk, Ticket
from tuntas.domains.offices.demonstration import OFFICE
from tuntas.platform.decisions import Refused
from tuntas.platform.journal.models import Fact
from tuntas.platform.journal.queries import history

from . import crowd

# Noon in Jakarta on a day that is over: what a device tells lies in the past, and the day after it as well.
NOON = (datetime.now(UTC) - timedelta(days=2)).replace(hour=5, minute=0, second=0, microsecond=0)


def kiosk(there: w.World, digit: int = 2) -> Kiosk:
    made, _secret = actions.set_up_kiosk(
        OFFICE, name="Pintu masuk", digit=digit, by=there.cast.officer, at=there.at
    )
    return made


def reserve(device: Kiosk, at, known=(), short_of=()) -> list[Block]:
    return actions.reserve_blocks(device, known=known, short_of=short_of, by=actions.actor_of(device), at=at)


def of(letter: str, blocks: list[Block]) -> Block:
    return next(one for one in blocks if one.letter == letter)


def taken(block: Block, number: int, at, **more) -> actions.Taken:
    return actions.Taken(
        key=more.pop("key", None) or uuid.uuid4(), block=block.pk, number=number, at=at, **more
    )


def unused(block: Block) -> list[int]:
    """Which numbers of a block nobody got, as the journal alone tells it."""
    told: set[int] = set()
    for fact in history(f"kiosk:{block.kiosk_id}"):
        if fact.content.get("letter") != block.letter:
            continue
        told.update(fact.content.get("unused", ()))
        if fact.name == facts.NUMBER_GIVEN_AFTER_ALL:
            told.remove(fact.content["number"])
    return sorted(told)


def tell(device: Kiosk, told: actions.Taken, at) -> Ticket:
    return actions.record_taken(device, told, by=actions.actor_of(device), at=at)


def test_numbers_of_a_block_are_printed_with_the_kiosks_digit_and_nobody_else_gets_them(db):
    there = crowd.room(NOON).there
    device, other = kiosk(there, 2), kiosk(there, 3)

    mine, theirs = of("A", reserve(device, there.at)), of("A", reserve(other, there.at))
    ticket = tell(device, taken(mine, 1, there.at, has_priority=True), there.at)

    assert str(ticket) == "A2 1"
    assert [fact.content["rank"] for fact in history(ticket.stream)] == ["priority"]
    assert (list(mine.numbers), theirs.digit) == (list(range(1, 31)), 3)
    assert crowd.issue(there.at, "A").printed == "A 001"
    with pytest.raises(Refused):
        tell(device, taken(theirs, 1, there.at), there.at)


def test_what_a_device_says_of_a_service_counts_only_where_its_letter_is_called_for_it(db):
    there = crowd.room(NOON).there
    device = kiosk(there)
    mine = of("A", reserve(device, there.at))

    told = [
        tell(device, taken(mine, number, there.at, service=service), there.at)
        for number, service in enumerate(("akta-kelahiran", "ktp-el-hilang", "Siti, the neighbour"), 1)
    ]

    assert [ticket.service_code for ticket in told] == ["akta-kelahiran", "", ""]
    assert [history(one.stream)[0].content["service"] for one in told] == ["akta-kelahiran", None, None]


def test_a_ticket_of_a_block_is_called_by_the_time_it_was_taken(db):
    room = crowd.room(NOON)
    there, device = room.there, kiosk(room.there)
    block = of("A", reserve(device, there.at))
    before = crowd.issue(there.at + timedelta(minutes=1), "A")
    after = crowd.issue(there.at + timedelta(minutes=5), "A")

    offline = tell(device, taken(block, 1, there.at + timedelta(minutes=3)), there.at + timedelta(minutes=20))

    session = room.sit(0)
    called = [
        actions.call_next(session.pk, by=room.officer(0), at=there.at + timedelta(minutes=21 + turn))
        for turn in range(1)
    ]
    for minute in (22, 23):
        actions.begin(session.pk, by=room.officer(0), at=there.at + timedelta(minutes=minute))
        called.append(
            actions.call_next(session.pk, by=room.officer(0), at=there.at + timedelta(minutes=minute))
        )
    assert [one.pk for one in called] == [before.id, offline.pk, after.id]
    (told, *_rest) = history(f"ticket:{offline.pk}")
    assert told.at_source == "offline"
    assert told.at == there.at + timedelta(minutes=3)


def test_a_device_whose_clock_jumps_puts_nobody_before_a_lower_number(db):
    there = crowd.room(NOON).there
    device = kiosk(there)
    block = of("A", reserve(device, there.at))
    later = there.at + timedelta(hours=1)

    # Told in a mixed order, by a clock that went back, and was ahead before.
    third = tell(device, taken(block, 3, there.at - timedelta(days=30)), later)
    first = tell(device, taken(block, 1, there.at + timedelta(minutes=9)), later)
    second = tell(device, taken(block, 2, there.at + timedelta(days=400)), later)

    assert first.placed_at <= second.placed_at <= third.placed_at
    assert block.reserved_at <= first.placed_at


def test_told_twice_it_is_one_ticket_and_a_second_key_gets_no_second_one(db):
    there = crowd.room(NOON).there
    device = kiosk(there)
    block = of("A", reserve(device, there.at))
    told = taken(block, 1, there.at)

    first, again = tell(device, told, there.at), tell(device, told, there.at)
    with pytest.raises(Refused):
        tell(device, taken(block, 1, there.at), there.at)

    assert first.pk == again.pk
    assert (Ticket.objects.count(), Day.objects.get(office_code=OFFICE).waiting) == (1, 1)


def test_a_number_whose_answer_never_came_does_not_wait_for_nobody(db):
    there = crowd.room(NOON).there
    device = kiosk(there)
    block = of("A", reserve(device, there.at))
    lost = crowd.issue(there.at, "A")

    tell(device, taken(block, 1, there.at, instead_of=Ticket.objects.get(pk=lost.id).key), there.at)

    assert Ticket.objects.get(pk=lost.id).state == "left"
    assert Day.objects.get(office_code=OFFICE).waiting == 1


def test_a_request_that_comes_after_its_ticket_was_told_gets_no_second_one(db):
    there = crowd.room(NOON).there
    device, key = kiosk(there), uuid.uuid4()
    told = taken(of("A", reserve(device, there.at)), 1, there.at, instead_of=key)
    first = tell(device, told, there.at)

    late = crowd.issue(there.at, "A", key=key)
    again = tell(device, told, there.at)

    assert (late.id, late.printed, again.pk) == (first.pk, "A2 001", first.pk)
    assert Day.objects.get(office_code=OFFICE).waiting == 1
    assert crowd.issue(there.at, "A").number == 1


def test_a_device_that_forgot_its_numbers_gets_others(db):
    there = crowd.room(NOON).there
    device = kiosk(there)
    first = reserve(device, there.at)

    same = reserve(device, there.at, known={one.pk for one in first})
    others = reserve(device, there.at, known=set())

    assert same == first
    assert list(of("A", others).numbers) == list(range(31, 61))
    assert Fact.objects.filter(name=facts.BLOCK_CLOSED).count() == len(first)


def test_a_device_that_runs_short_gets_more(db):
    there = crowd.room(NOON).there
    device = kiosk(there)
    first = reserve(device, there.at)

    more = reserve(device, there.at, known={one.pk for one in first}, short_of={"A"})

    assert [one.letter for one in more].count("A") == 2
    assert [one.letter for one in more].count("B") == 1


def test_when_the_day_is_over_the_numbers_that_nobody_got_are_known(db):
    there = crowd.room(NOON).there
    device = kiosk(there)
    block = of("A", reserve(device, there.at))
    for number in (1, 2):
        tell(device, taken(block, number, there.at), there.at)
    tomorrow = there.at + timedelta(days=1)

    closed, again = actions.close_past_blocks(tomorrow), actions.close_past_blocks(tomorrow)

    assert (closed, again) == (5, 0)
    told = Fact.objects.get(name=facts.BLOCK_CLOSED, content__letter="A")
    assert told.content["unused"] == list(range(3, 31))


def test_told_on_the_next_day_the_ticket_is_kept_and_nobody_is_called(db):
    there = crowd.room(NOON).there
    device = kiosk(there)
    block = of("A", reserve(device, there.at))
    tomorrow = there.at + timedelta(days=1)
    actions.close_past_blocks(tomorrow)

    late = tell(device, taken(block, 1, there.at), tomorrow)
    tell(device, taken(block, 1, there.at, key=late.key), tomorrow)

    assert unused(block) == list(range(2, 31))
    assert (late.state, late.business_day) == ("expired", block.business_day)
    assert Day.objects.get(office_code=OFFICE, business_day=block.business_day).waiting == 0


def test_told_after_the_block_was_closed_it_waits_and_the_journal_takes_back_that_nobody_got_it(db):
    there = crowd.room(NOON).there
    device = kiosk(there)
    block = of("A", reserve(device, there.at))
    tell(device, taken(block, 1, there.at), there.at)
    actions.end_kiosk(device.pk, by=there.cast.head_of_unit, at=there.at + timedelta(minutes=3))
    device.refresh_from_db()
    assert unused(block) == list(range(2, 31))

    late = tell(device, taken(block, 2, there.at), there.at + timedelta(minutes=9))

    assert late.state == "waiting"
    assert unused(block) == list(range(3, 31))


def test_several_senders_at_once_tell_each_ticket_once(own_db):
    """Two windows of one kiosk send the same forty tickets, in different orders, while others take numbers."""
    with transaction.atomic():
        there = crowd.room(NOON).there
        device = kiosk(there)
        blocks = [of(letter, reserve(device, there.at)) for letter in "A"]
        known = {one.pk for one in Block.objects.all()}
        blocks += [of("B", reserve(device, there.at, known=known))]
    told = [taken(block, number, there.at) for block in blocks for number in list(block.numbers)[:20]]
    faults, barrier = [], threading.Barrier(4)

    def send(tickets):
        barrier.wait()
        try:
            for one in tickets:
                tell(device, one, there.at)
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    def issue():
        barrier.wait()
        try:
            for _ in range(20):
                crowd.issue(there.at, "A")
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=send, args=(told,)),
        threading.Thread(target=send, args=(told[::-1],)),
        threading.Thread(target=issue),
        threading.Thread(target=issue),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert faults == []
    assert Ticket.objects.count() == 40 + 40
    assert (crowd.duplicates(), crowd.gaps()) == (0, 0)
    assert Day.objects.get(office_code=OFFICE).waiting == 80
