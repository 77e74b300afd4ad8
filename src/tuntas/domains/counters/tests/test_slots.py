"""Which times can be booked follows from hours, counters and durations, and never takes more than the share."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tuntas.domains.counters.queries.appointments import everyones_policy
from tuntas.domains.counters.rules.booking import CODE_LETTERS, new_code, read_code
from tuntas.domains.counters.rules.slots import Slot, Taken, free_lanes, lanes_each, slots_of

POLICY = everyones_policy()
MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def session(hours):
    return MORNING, MORNING + timedelta(hours=hours)


def test_a_slot_takes_the_offices_share_of_what_its_counters_serve():
    counters = [("A",), ("A",), ("B",)]

    each = lanes_each(counters, "A", minutes=6, policy=POLICY)
    slots = slots_of([session(2)], each, POLICY)

    assert each == 4
    assert [(slot.starts_at - MORNING, slot.lanes) for slot in slots] == [
        (timedelta(minutes=minute), 4) for minute in (0, 30, 60, 90)
    ]


def test_half_a_person_every_slot_is_one_person_every_second_slot():
    slots = slots_of([session(3)], Fraction(1, 2), POLICY)

    assert [slot.starts_at - MORNING for slot in slots] == [timedelta(minutes=m) for m in (30, 90, 150)]


def test_no_slot_reaches_into_the_break_or_past_closing():
    sessions = [
        (MORNING, MORNING + timedelta(minutes=70)),
        (MORNING + timedelta(hours=2), MORNING + timedelta(hours=3)),
    ]

    slots = slots_of(sessions, Fraction(1), POLICY)

    assert [slot.ends_at - MORNING for slot in slots] == [timedelta(minutes=m) for m in (30, 60, 150, 180)]


def test_an_office_without_a_counter_for_the_letter_has_no_slot():
    assert slots_of([session(8)], lanes_each([("B",)], "A", minutes=5, policy=POLICY), POLICY) == []


@given(
    st.lists(st.lists(st.sampled_from("ABC"), min_size=1, unique=True), max_size=6),
    st.integers(1, 100),
    st.integers(1, 60),
    st.integers(5, 120),
)
def test_all_letters_together_never_take_more_minutes_than_the_share(counters, share, minutes, length):
    policy = replace(POLICY, share_percent=share, slot_minutes=length)

    booked = sum(
        slot.lanes * minutes
        for letter in "ABC"
        for slot in slots_of([session(8)], lanes_each(counters, letter, minutes=minutes, policy=policy), policy)
    )

    assert booked <= len(counters) * 8 * 60 * share / 100


def test_what_overlaps_takes_the_lane_and_what_only_touches_does_not():
    slot = Slot(MORNING, MORNING + timedelta(minutes=30), 3)
    before = Taken(MORNING - timedelta(minutes=30), MORNING, 0)
    across = Taken(MORNING + timedelta(minutes=20), MORNING + timedelta(minutes=50), 1)

    assert free_lanes(slot, [before, across]) == [0, 2]


def test_where_counters_became_fewer_nobody_more_is_booked():
    slot = Slot(MORNING, MORNING + timedelta(minutes=30), 1)

    assert free_lanes(slot, [Taken(slot.starts_at, slot.ends_at, 2)]) == []


def test_a_code_is_read_however_it_is_typed():
    code = new_code()

    assert len(code) == 6
    assert set(code) <= set(CODE_LETTERS)
    assert read_code(f" {code[:3].lower()}-{code[3:]} ") == code
    assert read_code("x" * 1000) == "X" * 7, "too long stays too long"
