"""The job issues exactly one version, however often and however many at once it runs."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from contextlib import suppress

import pytest
from django.db import connection

from tuntas.domains.documents import actions, jobs, queries, signing
from tuntas.domains.documents.actions import issuing
from tuntas.domains.documents.models import Document, Version
from tuntas.domains.documents.workflow import State
from tuntas.platform.journal.models import Fact


def facts_of(document: Document) -> list[str]:
    return list(
        Fact.objects.filter(stream=f"case:{document.case_id}").order_by("seq").values_list("name", flat=True)
    )


def run(document: Document) -> None:
    frozen = Fact.objects.get(stream=f"case:{document.case_id}", name="document.frozen")
    jobs.render_document(fact_id=frozen.pk)


@pytest.mark.django_db
def test_signs_and_says_ready_with_the_hash(freeze: Callable[..., Document]) -> None:
    document = freeze()

    run(document)

    document.refresh_from_db()
    pdf = queries.file(document)
    ready = Fact.objects.get(stream=f"case:{document.case_id}", name="document.ready")
    assert document.state == State.SIGNED
    assert pdf.startswith(b"%PDF")
    assert ready.content["sha256"] == hashlib.sha256(pdf).hexdigest()


@pytest.mark.django_db
def test_keeps_the_file_unreadable_in_the_row(freeze: Callable[..., Document]) -> None:
    document = freeze()

    run(document)

    assert b"%PDF" not in bytes(document.versions.get().sealed)


@pytest.mark.django_db
def test_run_twice_issues_one_version(freeze: Callable[..., Document]) -> None:
    document = freeze()

    run(document)
    run(document)

    assert document.versions.count() == 1
    assert facts_of(document) == ["document.frozen", "document.ready"]


@pytest.mark.django_db
def test_killed_before_recording_stays_pending_and_is_finished_by_the_next_run(
    freeze: Callable[..., Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    document = freeze()
    with monkeypatch.context() as killed:
        killed.setattr(actions, "record_signed", _killed)
        with pytest.raises(KeyboardInterrupt):
            run(document)

    document.refresh_from_db()
    assert document.state == State.PENDING
    assert queries.backlog() == 1

    run(document)

    document.refresh_from_db()
    assert document.state == State.SIGNED
    assert document.versions.count() == 1


def test_two_at_once_issue_one_version(own_db: str, freeze: Callable[..., Document], monkeypatch) -> None:
    document = freeze()
    both_signed = threading.Barrier(2, timeout=120)
    sign = signing.sign

    def sign_then_wait(page: bytes) -> signing.Signed:
        signed = sign(page)
        both_signed.wait()
        return signed

    monkeypatch.setattr(signing, "sign", sign_then_wait)

    faults = _at_once(*[lambda: jobs.make(document.pk)] * 2)

    assert faults == []
    assert Version.objects.filter(document=document).count() == 1
    assert facts_of(document) == ["document.frozen", "document.ready"]


def test_two_cards_of_one_number_issued_at_once_leave_one_valid(
    own_db: str, freeze: Callable[..., Document], monkeypatch
) -> None:
    older, newer = (
        freeze("family_card", number="9971010311260002"),
        freeze("family_card", number="9971010311260002"),
    )
    meeting = threading.Barrier(2)
    supersede = issuing.supersede_older

    def supersede_together(document: Document, **more: object) -> None:
        _wait(meeting)  # both are signed, neither is committed
        supersede(document, **more)
        _wait(meeting)

    monkeypatch.setattr(issuing, "supersede_older", supersede_together)

    faults = _at_once(lambda: jobs.make(older.pk), lambda: jobs.make(newer.pk))

    assert faults == []
    older.refresh_from_db()
    newer.refresh_from_db()
    assert (older.status, older.replaced_by_id, newer.status) == ("replaced", newer.pk, "valid")


@pytest.mark.django_db
def test_card_is_rendered_and_not_signed(freeze: Callable[..., Document]) -> None:
    card = freeze("child_card")

    run(card)

    card.refresh_from_db()
    assert card.state == State.RENDERED
    assert card.versions.count() == 0
    assert facts_of(card) == ["document.frozen", "document.rendered"]


def _killed(*args: object, **named: object) -> None:
    raise KeyboardInterrupt


def _wait(meeting: threading.Barrier) -> None:
    """For the other one, unless that one is held up by a lock."""
    with suppress(threading.BrokenBarrierError):
        meeting.wait(timeout=3)


def _at_once(*works: Callable[[], None]) -> list[Exception]:
    faults: list[Exception] = []

    def guarded(work: Callable[[], None]) -> None:
        try:
            work()
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=guarded, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return faults
