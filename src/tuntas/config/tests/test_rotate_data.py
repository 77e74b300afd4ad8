"""A new data key takes the place of the old one while people write: nothing is lost, nothing unreadable."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests import world as w

from tuntas.config import encrypted, rotating
from tuntas.domains.cases.models import Case
from tuntas.platform import secrets
from tuntas.platform.secrets import keys, ring
from tuntas.platform.secrets.rotation import data, walking
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


def test_everything_is_written_again_and_the_old_key_is_gone() -> None:
    there = w.world()
    case = w.ready(there)
    old = keys.load("data")["data_keys"]

    data.rotate(encrypted.places(), for_good=dict, report=_quiet, pace=FAST)

    secrets.forget()
    assert [key["number"] for key in keys.load("data")["data_keys"]] == [2]
    assert keys.load("data")["data_keys"][0] not in old
    assert Case.objects.get(pk=case.pk).answers["child_name"] == "ANAK CONTOH PERTAMA"
    assert all(_pdf(output).startswith(b"%PDF") for output in w.documents_of(case) if not output.is_card)


def test_a_key_of_sealed_facts_stays_for_them_alone() -> None:
    w.world()
    sealed = secrets.encrypt(b"fact", context="journal.sealed.integrity")
    other = secrets.encrypt(b"other", context="sample")

    data.rotate(encrypted.places(), for_good=lambda: {1: 1}, report=_quiet, pace=FAST)

    assert secrets.decrypt(sealed, context="journal.sealed.integrity") == b"fact"
    with pytest.raises(secrets.Unreadable):
        secrets.decrypt(other, context="sample")


def test_a_fact_that_is_sealed_while_the_key_changes_can_be_opened_afterwards(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Until everybody has heard of the new key they seal with the old one, which had sealed none before."""
    sealed: list[Any] = []
    monkeypatch.setattr(data.waiting, "for_everybody", _then(lambda: sealed.append(_seal()), at_call=1))

    rotating.of("data")(report=_quiet, gently=False)

    secrets.forget()
    assert _unsealed(sealed[0]) == {"number": 17}


def test_a_fact_that_is_sealed_too_late_brings_its_key_back() -> None:
    """A process that stood still since before the rotation seals with the key that was just taken away."""
    counts: Iterator[dict[int, int]] = iter([{}, {1: 1}])

    with pytest.raises(StillUsed, match="facts of data key 1"):
        data.rotate(encrypted.places(), for_good=lambda: next(counts), report=_quiet, pace=FAST)

    assert [key["number"] for key in keys.load("data")["data_keys"]] == [1, 2]


def test_a_rotation_that_was_broken_off_goes_on_with_its_key(monkeypatch: pytest.MonkeyPatch) -> None:
    w.submitted(w.world().at)
    with monkeypatch.context() as broken:
        broken.setattr(walking, "_write", _stop)
        with pytest.raises(KeyboardInterrupt):
            data.rotate(encrypted.places(), for_good=dict, report=_quiet, pace=FAST)

    assert data.rotate(encrypted.places(), for_good=dict, report=_quiet, pace=FAST) == 2


def test_people_who_work_meanwhile_lose_nothing() -> None:
    there = w.world()
    made: list[Case] = []
    faults: list[Exception] = []
    stop = threading.Event()
    workers = [threading.Thread(target=_work, args=(there, made, faults, stop)) for _ in range(3)]
    for worker in workers:
        worker.start()
    try:
        for number in (2, 3):
            step = _when_more_is(made, faults)
            assert (
                data.rotate(encrypted.places(), for_good=dict, report=step, pace=Pace(grace=0.5, rest=0))
                == number
            )
    finally:
        stop.set()
        for worker in workers:
            worker.join()

    assert not faults
    assert len(made) > 5
    rows = {case.pk: case for case in Case.objects.all()}
    assert all(rows[case.pk].answers["child_name"] == "ANAK CONTOH PERTAMA" for case in made)


def test_a_row_of_the_old_key_keeps_it_and_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: a place that is walked past."""
    w.submitted(w.world().at)
    rewrite = walking.rewrite
    monkeypatch.setattr(
        walking,
        "rewrite",
        lambda place, **pace: 0 if place.name == "cases_case.answers" else rewrite(place, **pace),
    )
    monkeypatch.setattr(data, "ROUNDS", 2)

    with pytest.raises(StillUsed, match=r"cases_case\.answers"):
        data.rotate(encrypted.places(), for_good=dict, report=_quiet, pace=FAST)

    assert [key["number"] for key in keys.load("data")["data_keys"]] == [1, 2]


def test_a_row_that_comes_too_late_brings_its_key_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that stood still since before the rotation writes once everything seemed done."""
    there = w.world()
    late = w.submitted(there.at)
    old = bytes(_blob(late))
    monkeypatch.setattr(data.waiting, "for_everybody", _then(lambda: _put_back(late, old), at_call=3))

    with pytest.raises(StillUsed, match="used once more"):
        data.rotate(encrypted.places(), for_good=dict, report=_quiet, pace=FAST)

    assert Case.objects.get(pk=late.pk).answers["child_name"] == "ANAK CONTOH PERTAMA"
    assert data.rotate(encrypted.places(), for_good=dict, report=_quiet, pace=FAST) == 2


def _seal() -> Any:
    from django.db import transaction

    from tuntas.platform import clock, journal
    from tuntas.platform.actors import SYSTEM

    with transaction.atomic():
        return journal.record(
            "sample:1",
            "case.submitted",
            by=SYSTEM,
            at=clock.now(),
            content={"number": 17},
            sealed_for="integrity",
        )


def _unsealed(fact: Any) -> Any:
    from tuntas.platform.journal import sealing

    fact.refresh_from_db()
    content, _salt = sealing.unseal(fact.sealed, fact.sealed_digest, role="integrity")
    return content


def _blob(case: Case) -> Any:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select answers from cases_case where id = %s", [case.pk])
        return cursor.fetchone()[0]


def _put_back(case: Case, blob: bytes) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("update cases_case set answers = %s where id = %s", [blob, case.pk])


def _then(act: Any, *, at_call: int) -> Any:
    calls: list[int] = []

    def wait(*_: Any, **__: Any) -> None:
        calls.append(1)
        if len(calls) == at_call:
            act()

    return wait


def _when_more_is(made: list[Case], faults: list[Exception]) -> Callable[[str], None]:
    """Somebody works between any two steps, however slow the machine is."""

    def report(_line: str) -> None:
        before, limit = len(made), time.monotonic() + 60
        while len(made) == before and not faults and time.monotonic() < limit:
            time.sleep(0.01)

    return report


def _work(there: w.World, made: list[Case], faults: list[Exception], stop: threading.Event) -> None:
    from django.db import connection

    try:
        while not stop.is_set():
            made.append(w.taken(there))
    except Exception as fault:
        faults.append(fault)
    finally:
        connection.close()


def _pdf(output: Any) -> bytes:
    from tuntas.domains.documents import queries
    from tuntas.domains.documents.models import Document

    return queries.file(Document.objects.get(pk=output.id))


def _stop(*_: Any) -> bool:
    raise KeyboardInterrupt


def _quiet(text: str) -> None:
    return None
