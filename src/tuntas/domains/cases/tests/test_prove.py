"""A PIN proves that a case is one's own; whoever guesses learns nothing, neither from words nor from time …"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import world as w

from tuntas.domains.cases import actions as cases
from tuntas.domains.cases import rules
from tuntas.domains.cases.models import Case, StrangerTry
from tuntas.platform.journal.models import Fact

pytestmark = pytest.mark.django_db


def wrong_pin(pin: str) -> str:
    return "000000" if pin != "000000" else "111111"


def sent(there: w.World) -> tuple[str, str]:
    draft = w.draft(there.at)
    done = cases.submit(draft.pk, office_code=w.OFFICE, by=w.resident(draft), at=there.at)
    return done.reference, done.pin


def statements(**given: str) -> list[str]:
    """What one try asks of the database, by its first words."""
    with CaptureQueriesContext(connection) as asked:
        cases.prove(pin="000000", at=w.NOON, **given)
    return [" ".join(query["sql"].split()[:2]).upper() for query in asked.captured_queries]


def test_right_pin_opens_and_five_wrong_ones_lock() -> None:
    reference, pin = sent(w.world(w.NOON))

    assert cases.prove(reference=reference, pin=pin, at=w.NOON) is not None
    for _ in range(rules.PIN_TRIES):
        assert cases.prove(reference=reference, pin=wrong_pin(pin), at=w.NOON) is None

    assert cases.prove(reference=reference, pin=pin, at=w.NOON) is None


def test_chance_of_a_guesser_is_five_in_a_million() -> None:
    """Six random digits and five tries; a new PIN only against proof of identity."""
    draws = [rules.new_pin() for _ in range(20_000)]

    assert rules.PIN_TRIES / 10**6 == 5e-6
    assert all(len(pin) == 6 and pin.isdecimal() for pin in draws)
    # Ten digits on six places: each about a tenth of the time (over 4 standard deviations off is a broken source).
    for place in range(6):
        for digit in "0123456789":
            assert abs(sum(pin[place] == digit for pin in draws) - 2000) < 4.5 * (20_000 * 0.09) ** 0.5


def test_references_are_too_many_to_guess() -> None:
    """50 random bits: with ten million cases a guess of a well-formed reference hits one in a hundred million times."""
    assert len(rules.ALPHABET) ** 10 == 2**50
    assert 10_000_000 / 2**50 < 1e-8
    assert len({rules.new_reference() for _ in range(5000)}) == 5000


def test_a_number_that_we_never_gave_out_costs_the_same_work() -> None:
    reference, _ = sent(w.world(w.NOON))
    stranger = rules.new_reference()
    statements(reference=stranger)

    known, unknown = statements(reference=reference), statements(reference=stranger)

    writes = [[one for one in asked if one.startswith(("UPDATE", "INSERT"))] for asked in (known, unknown)]
    assert len(known) == len(unknown)
    assert [len(asked) for asked in writes] == [1, 1]


def test_the_fifth_try_leaves_a_fact_for_both() -> None:
    reference, _ = sent(w.world(w.NOON))
    stranger = rules.new_reference()
    for _ in range(rules.PIN_TRIES + 2):
        for one in (reference, stranger):
            cases.prove(reference=one, pin="000000", at=w.NOON)

    locked = Fact.objects.filter(name="case.pin_locked").values_list("stream", flat=True)
    assert sorted(stream.partition(":")[0] for stream in locked) == ["case", "stranger"]
    assert not any(stranger in stream for stream in locked)
    assert StrangerTry.objects.get().tries == rules.PIN_TRIES


def test_counts_of_strangers_are_forgotten_after_a_day() -> None:
    cases.prove(reference=rules.new_reference(), pin="000000", at=w.NOON)

    assert cases.forget_strangers(before=w.NOON) == 0
    assert cases.forget_strangers(before=w.NOON + timedelta(days=1)) == 1


def test_a_draft_link_is_counted_like_a_reference() -> None:
    there = w.world(w.NOON)
    draft = w.draft(there.at)

    for _ in range(rules.PIN_TRIES):
        assert cases.prove(link=str(draft.link), pin="x", at=w.NOON) is None
        assert cases.prove(link="a" * 32, pin="x", at=w.NOON) is None

    assert Case.objects.get(pk=draft.pk).pin_tries == rules.PIN_TRIES
    assert StrangerTry.objects.get().tries == rules.PIN_TRIES
