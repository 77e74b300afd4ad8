"""A new hash key takes the place of the old one while people work: no value twice, nobody who can't be found."""

from __future__ import annotations

import shutil
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from tests import world as w

from tuntas.domains.register.embedded import finding, persons
from tuntas.domains.register.models import CivilEvent, Person
from tuntas.domains.register.models.people import NIK
from tuntas.platform import secrets
from tuntas.platform.secrets import keys, ring
from tuntas.platform.secrets.rotation import filling, hashing
from tuntas.platform.secrets.rotation.faults import StillUsed
from tuntas.platform.secrets.rotation.pace import Pace

FAST = Pace(grace=0.05, rest=0)


@pytest.fixture(autouse=True)
def _own_keys(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own_db: str) -> Iterator[None]:
    """A copy of the run's keys, looked at so often that a test need not wait."""
    shutil.copytree(settings.TUNTAS_KEYS_DIR, tmp_path / "keys")
    settings.TUNTAS_KEYS_DIR = tmp_path / "keys"
    monkeypatch.setattr(ring, "LOOKED_AT_EVERY_SECONDS", 0.01)
    secrets.forget()
    yield
    secrets.forget()


def test_everybody_is_found_after_two_rotations() -> None:
    there = w.world()
    case = w.ready(there)
    before = {person.nik: person.pk for person in Person.objects.all()}

    for number in (2, 3):
        assert hashing.rotate(at=there.at, report=_quiet, pace=FAST) == number
        secrets.forget()
        assert {nik: _key(persons.find(nik)) for nik in before} == before
        assert {found.nik for found in finding.by_name(w.FAMILY.mother)[0]} == {w.FAMILY.mother_nik}
        filled = Person.objects.filter(**{f"{NIK.column_of(number)}__isnull": False})
        assert filled.count() == len(before)
        assert not Person.objects.filter(**{f"{NIK.column_of(number + 1)}__isnull": False}).exists()

    # The next birth of that family meets its brother or sister, and the replaced card its number.
    again = w.ready(there)
    from tuntas.domains.register.models import DuplicateHint

    assert DuplicateHint.objects.count() == 1
    assert [output.status for output in w.documents_of(case) if output.kind == "family_card"] == ["replaced"]
    assert [output.status for output in w.documents_of(again) if output.kind == "family_card"] == ["valid"]


def test_a_pin_of_before_is_known_and_kept_anew() -> None:
    from tuntas.domains.cases import actions as cases
    from tuntas.domains.cases.models import Case

    there = w.world()
    draft = w.draft(there.at)
    sent = cases.submit(draft.pk, office_code=w.OFFICE, by=w.resident(draft), at=there.at)

    hashing.rotate(at=there.at, report=_quiet, pace=FAST)

    assert cases.prove(reference=sent.case.reference, pin="000000", at=there.at) is None
    assert cases.prove(reference=sent.case.reference, pin=sent.pin, at=there.at) is not None
    assert secrets.proof_number(bytes(Case.objects.get(pk=sent.case.pk).pin_hash)) == 2
    assert cases.prove(reference=sent.case.reference, pin=sent.pin, at=there.at) is not None


def test_the_old_key_stays_until_nothing_wants_it() -> None:
    from datetime import timedelta

    from tuntas.config import rotating
    from tuntas.domains.cases import actions as cases

    there = w.world()
    draft = w.draft(there.at)
    sent = cases.submit(draft.pk, office_code=w.OFFICE, by=w.resident(draft), at=there.at)
    hashing.rotate(at=there.at, report=_quiet, pace=FAST)
    later = there.at + timedelta(days=2)

    with pytest.raises(StillUsed, match="tomorrow"):
        rotating.retire_hash(1, end_pins=False, at=there.at, report=_quiet)
    with pytest.raises(StillUsed, match="no hash key 2"):
        rotating.retire_hash(2, end_pins=False, at=later, report=_quiet)
    with pytest.raises(StillUsed, match="wanted by 1 PINs"):
        rotating.retire_hash(1, end_pins=False, at=later, report=_quiet)
    rotating.retire_hash(1, end_pins=True, at=later, report=_quiet)

    assert [key["number"] for key in keys.load("data")["hash_keys"]] == [2]
    assert cases.prove(reference=sent.case.reference, pin=sent.pin, at=later) is None
    pin = cases.renew_pin(sent.case.pk, proof="ktp_el", by=there.officer, at=later)
    assert cases.prove(reference=sent.case.reference, pin=pin, at=later) is not None


def test_a_survey_link_of_before_still_opens() -> None:
    from tuntas.domains.satisfaction import actions, queries
    from tuntas.platform.actors import SYSTEM

    there = w.world()
    token = actions.invite(w.OFFICE, w.SERVICE, "counter", by=SYSTEM, at=there.at)

    hashing.rotate(at=there.at, report=_quiet, pace=FAST)

    assert queries.open_invitations(token, there.at).exists()


@pytest.mark.parametrize("views", [({1}, {1, 2}), ({1, 2}, {1, 2}), ({1, 2}, {2})], ids=str)
def test_two_neighbouring_views_let_no_value_in_twice(
    views: tuple[set[int], set[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every pair of views that exist at once, in threads that write the same numbers at the same time."""
    w.world()
    event = CivilEvent.objects.first()
    _with_both_keys()
    niks = [f"99{number:014d}" for number in range(60)]
    entered: list[str] = []

    _at_once(
        [lambda view=view: _enter(niks, view, event, entered) for view in (*views, *views)],  # type: ignore[misc]
        monkeypatch,
    )

    assert sorted(entered) == niks
    for view in views:
        _see(monkeypatch, view)
        assert all(persons.find(nik) for nik in niks)


def test_views_that_share_no_column_would_let_a_value_in_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: without the steps between, old and new writers would not see each other."""
    w.world()
    event = CivilEvent.objects.first()
    _with_both_keys()
    entered: list[str] = []

    for view in ({1}, {2}):
        _see(monkeypatch, view)
        _enter(["9971010101999999"], view, event, entered)

    assert len(entered) == 2


def test_the_database_refuses_who_missed_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that stood still since before the rotation, and writes with the old key once all was filled."""
    w.world()
    event = CivilEvent.objects.first()
    _with_both_keys()
    filling.want(2)
    _see(monkeypatch, {1})

    with pytest.raises(IntegrityError, match="lacks its even hash"), transaction.atomic():
        Person.objects.create(
            nik="9971010101999999", **NIK.columns("9971010101999999"), name="LAMA", details={}, entered_by=event
        )


def test_a_writer_who_fills_one_column_wrongly_is_caught() -> None:
    """The planted fault: somebody writes another value's hash; nothing is switched, and the row is named."""
    w.world()
    wrong = Person.objects.first()
    assert wrong
    fill_all = hashing._fill_all

    def fill_and_plant(number: int, *rest: Any) -> None:
        fill_all(number, *rest)
        Person.objects.filter(pk=wrong.pk).update(**{NIK.column_of(number): NIK.under(number, "another")})

    with pytest.MonkeyPatch.context() as planted:
        planted.setattr(hashing, "_fill_all", fill_and_plant)
        with pytest.raises(StillUsed, match=str(wrong.pk)):
            hashing.rotate(at=w.NOON, report=_quiet, pace=FAST)

    assert ring.look().in_columns == (1, 2)


def test_people_who_work_meanwhile_lose_nothing_and_find_everything() -> None:
    """Births are entered and looked up by several at once while the key changes twice."""
    there = w.world()
    niks: list[str] = []
    faults: list[Exception] = []
    stop = threading.Event()
    workers = [threading.Thread(target=_work, args=(there, niks, faults, stop)) for _ in range(3)]
    for worker in workers:
        worker.start()
    try:
        for number in (2, 3):
            step = _when_more_is(niks, faults)
            assert hashing.rotate(at=there.at, report=step, pace=Pace(grace=0.3, rest=0)) == number
    finally:
        stop.set()
        for worker in workers:
            worker.join()

    assert not faults
    assert len(niks) > 3
    assert len(set(niks)) == len(niks)
    assert all(persons.find(nik) for nik in niks)


def _when_more_is(niks: list[str], faults: list[Exception]) -> Callable[[str], None]:
    """Somebody works between any two steps, however slow the machine is."""

    def report(_line: str) -> None:
        before, limit = len(niks), time.monotonic() + 60
        while len(niks) == before and not faults and time.monotonic() < limit:
            time.sleep(0.01)

    return report


def _work(there: w.World, niks: list[str], faults: list[Exception], stop: threading.Event) -> None:
    try:
        while not stop.is_set():
            case = w.approved(there)
            event = CivilEvent.objects.get(case_id=case.pk)
            nik = event.outcome["child_nik"]
            if persons.find(nik) is None:
                raise AssertionError("Just entered, and not found.")
            niks.append(nik)
    except Exception as fault:
        faults.append(fault)
    finally:
        connection.close()


def _with_both_keys() -> None:
    content = keys.load("data")
    there = ring.hash_keys_of(content)
    keys.replace("data", {**content, "hash_keys": [*there, {"number": 2, "key": "ab" * 32}]})
    secrets.forget()
    # As after the filling: everybody holds both.
    for person in Person.objects.all():
        Person.objects.filter(pk=person.pk).update(**NIK.columns(person.nik))


_view = threading.local()


def _see(monkeypatch: pytest.MonkeyPatch, view: set[int]) -> None:
    """Let this thread know these hash keys only."""
    _view.numbers = tuple(sorted(view))
    whole = ring.look()

    def current() -> ring.Ring:
        from dataclasses import replace

        return replace(whole, in_columns=_view.numbers)

    monkeypatch.setattr(ring, "current", current)


def _enter(niks: list[str], view: set[int], event: Any, entered: list[str]) -> None:
    _view.numbers = tuple(sorted(view))
    for nik in niks:
        try:
            with transaction.atomic():
                Person.objects.create(
                    id=uuid.uuid4(), nik=nik, **NIK.columns(nik), name="SAMA", details={}, entered_by=event
                )
            entered.append(nik)
        except IntegrityError:
            pass


def _at_once(works: list[Callable[[], None]], monkeypatch: pytest.MonkeyPatch) -> None:
    _see(monkeypatch, {1})

    def closing(work: Callable[[], None]) -> None:
        try:
            work()
        finally:
            connection.close()

    threads = [threading.Thread(target=closing, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _key(person: Person | None) -> Any:
    return person.pk if person else None


def _quiet(text: str) -> None:
    return None
