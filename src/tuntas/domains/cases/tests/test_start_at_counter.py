"""An officer starts a case for the person before them: sent, taken and ticked in one moment, or not at all …"""

from __future__ import annotations

import threading
import uuid
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import translation
from tests import world as w

from tuntas.domains.cases import actions as cases
from tuntas.domains.cases import schedule
from tuntas.domains.cases.actions.opening import Started
from tuntas.domains.cases.models import Case, PhoneLink
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Refused
from tuntas.platform.journal import queries as journal

PAPERS = ("birth_letter", "marriage_certificate", "kk")


def start(there: w.World, *, by: Actor | None = None, **more: Any) -> Started:
    given = {"answers": typed(), "seen": PAPERS, "office_code": w.OFFICE, **more}
    answers, seen = given.pop("answers"), given.pop("seen")
    return cases.start_at_counter(w.SERVICE, answers, seen, by=by or there.officer, at=there.at, **given)


def typed(**changes: Any) -> dict[str, Any]:
    """A whole form without a single photo."""
    return {key: value for key, value in w.answers(**changes).items() if not key.endswith("_file")}


@pytest.mark.django_db
def test_takes_the_case_and_ticks_its_papers_in_one_moment() -> None:
    there = w.world(w.NOON)

    started = start(there)

    case = Case.objects.get(pk=started.case.pk)
    assert (case.status, str(case.taken_by), case.taken_at) == ("taken", there.officer.id, there.at)
    assert {row.requirement for row in case.seen_papers.all()} == set(PAPERS)
    assert cases.prove(reference=started.reference, pin=started.pin, at=there.at) == case


@pytest.mark.django_db
def test_says_in_the_journal_that_it_began_at_the_counter_and_nothing_about_the_person() -> None:
    there = w.world(w.NOON)

    started = start(there)

    rows = journal.history(started.case.stream)
    submitted = next(row for row in rows if row.name == "case.submitted")
    assert submitted.content["channel"] == "counter"
    assert [row.name for row in rows].count("case.paper_seen") == 3
    assert w.FAMILY.mother_nik not in str([row.content for row in rows])


@pytest.mark.django_db
def test_goes_on_to_the_promise_without_any_photo() -> None:
    there = w.world(w.NOON)

    accepted = cases.accept(start(there).case.pk, by=there.officer, at=there.at)

    assert accepted.status == "accepted"


@pytest.mark.django_db
def test_refuses_a_paper_that_was_not_seen_and_leaves_nothing_behind() -> None:
    there = w.world(w.NOON)

    with pytest.raises(cases.Incomplete) as fault:
        start(there, seen=("birth_letter", "kk"))

    assert [problem.name for problem in fault.value.problems] == ["marriage_certificate_file"]
    assert not Case.objects.exists()


@pytest.mark.django_db
def test_refuses_a_paper_that_nobody_may_ask_for() -> None:
    there = w.world(w.NOON)

    with translation.override("en"), pytest.raises(Refused, match="not on the list"):
        start(there, seen=(*PAPERS, "letter_of_the_neighbour"))

    assert not Case.objects.exists()


@pytest.mark.django_db
def test_takes_no_file_from_what_was_posted() -> None:
    there = w.world(w.NOON)

    started = start(there, answers=w.answers())

    assert not [key for key in Case.objects.get(pk=started.case.pk).answers if key.endswith("_file")]


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["registrar", "head_of_unit", "officer_elsewhere"])
def test_is_for_officers_of_the_office_alone(who: str) -> None:
    there = w.world(w.NOON)

    with translation.override("en"), pytest.raises(Refused, match="Only an officer"):
        start(there, by=getattr(there.cast, who))


@pytest.mark.django_db
def test_refuses_what_this_office_does_not_serve() -> None:
    there = w.world(w.NOON)
    officer = replace(there.officer, offices=frozenset({"31"}))

    with translation.override("en"), pytest.raises(Refused, match="not asked for at the counter"):
        start(there, by=officer, office_code="31")


@pytest.mark.django_db
def test_refuses_an_officers_own_family() -> None:
    there = w.world(w.NOON)
    relative = replace(there.officer, kin=frozenset({w.FAMILY.mother_nik}))

    with translation.override("en"), pytest.raises(Refused, match="your own family"):
        start(there, by=relative)

    assert not Case.objects.exists()


def test_eight_sendings_of_one_page_are_one_case_with_one_pin_and_one_link(own_db: str) -> None:
    with transaction.atomic():
        there = w.world(w.NOON)
    key, outcomes, barrier = str(uuid.uuid4()), [], threading.Barrier(8)

    def send() -> None:
        barrier.wait()
        done = start(there, key=key)
        outcomes.append((done.reference, done.pin, done.token))
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(outcomes) == 8
    assert len(set(outcomes)) == 1
    assert Case.objects.count() == 1


@pytest.mark.django_db
def test_its_link_opens_once() -> None:
    there = w.world(w.NOON)
    started = start(there)

    opened = cases.open_on_phone(started.token, at=there.at)

    assert (opened.case.pk, opened.reference, opened.pin) == (started.case.pk, started.reference, started.pin)
    with translation.override("en"), pytest.raises(Refused, match="has ended"):
        cases.open_on_phone(started.token, at=there.at)
    assert "case.on_phone" in [row.name for row in journal.history(started.case.stream)]


@pytest.mark.django_db
def test_its_link_ends_after_half_an_hour_and_the_pin_in_it_is_forgotten() -> None:
    there = w.world(w.NOON)
    started = start(there)
    later = there.at + timedelta(minutes=30)

    with pytest.raises(Refused):
        cases.open_on_phone(started.token, at=later)
    schedule.end_phone_links(later)

    assert not PhoneLink.objects.exists()


@pytest.mark.django_db
def test_its_link_is_no_way_around_a_pin_that_was_locked_or_renewed() -> None:
    there = w.world(w.NOON)
    started = start(there)
    cases.renew_pin(started.case.pk, proof="ktp_el", by=there.officer, at=there.at)

    with pytest.raises(Refused):
        cases.open_on_phone(started.token, at=there.at)


def test_of_two_phones_at_once_one_opens_it(own_db: str) -> None:
    with transaction.atomic():
        there = w.world(w.NOON)
        started = start(there)
    outcomes: list[str] = []
    barrier = threading.Barrier(2)

    def scan() -> None:
        barrier.wait()
        try:
            cases.open_on_phone(started.token, at=there.at)
            outcomes.append("open")
        except Refused:
            outcomes.append("ended")
        connection.close()

    threads = [threading.Thread(target=scan) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["ended", "open"]


@pytest.mark.django_db
def test_nothing_of_the_link_can_be_read_in_the_database() -> None:
    there = w.world(w.NOON)
    started = start(there)

    with connection.cursor() as cursor:
        cursor.execute("select token_hash, pin from cases_phonelink")
        [(kept, pin)] = cursor.fetchall()

    assert started.token.encode() not in bytes(kept)
    assert started.pin.encode() not in bytes(pin)
