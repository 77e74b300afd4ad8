"""Cards are printed and handed over; files leave only after a proof of identity."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponse
from django.test import Client, RequestFactory

from tuntas.domains.documents import access, actions, jobs, queries, views
from tuntas.domains.documents.models import Document
from tuntas.domains.documents.workflow import State
from tuntas.platform.actors import PUBLIC, SYSTEM, Actor, Kind
from tuntas.platform.decisions import YES, Decision, Refused
from tuntas.platform.journal.models import Fact

pytestmark = pytest.mark.django_db


@pytest.fixture
def resident_reads() -> Iterator[None]:
    """What the domain of cases registers: the resident reads the files of the own case."""
    before = list(access._reading)
    access.register_access(
        lambda actor, document: YES if actor.id == str(document.case_id) else Decision("not yours")
    )
    yield
    access._reading[:] = before


def resident_of(document: Document) -> Actor:
    return Actor(Kind.RESIDENT, str(document.case_id))


def made(document: Document) -> Document:
    jobs.make(document.pk)
    document.refresh_from_db()
    return document


def fetch_card(document: Document, actor: Actor) -> HttpResponse:
    request = RequestFactory().get(f"/documents/{document.token}/card")
    request.actor = actor
    return views.card(request, document.token)


def test_card_goes_from_rendered_to_printed_to_handed_over(
    freeze: Callable[..., Document], officer: Actor, moment: datetime
) -> None:
    card = made(freeze("child_card"))

    actions.record_printed(card.pk, by=officer, at=moment, blank_number="KIA-000001")
    actions.record_handed_over(card.pk, by=officer, at=moment)

    card.refresh_from_db()
    names = Fact.objects.filter(stream=f"case:{card.case_id}").order_by("seq").values_list("name", flat=True)
    assert card.state == State.HANDED_OVER
    assert queries.outputs(card.case_id)[0].is_ready
    assert list(names) == [
        "document.frozen",
        "document.rendered",
        "document.printed",
        "document.ready",
        "document.handed_over",
    ]


def test_card_is_printed_only_by_its_office_and_handed_over_only_when_printed(
    freeze: Callable[..., Document], officer: Actor, moment: datetime
) -> None:
    card = made(freeze("child_card"))
    stranger = Actor(Kind.STAFF, "other", offices=frozenset({"99.71.01.1002"}))

    with pytest.raises(Refused):
        actions.record_printed(card.pk, by=stranger, at=moment, blank_number="KIA-000001")
    with pytest.raises(Refused):
        actions.record_handed_over(card.pk, by=officer, at=moment)


def test_blank_is_used_once(freeze: Callable[..., Document], officer: Actor, moment: datetime) -> None:
    first, second = made(freeze("child_card")), made(freeze("child_card"))
    actions.record_printed(first.pk, by=officer, at=moment, blank_number="KIA-000001")

    with pytest.raises(Refused, match="Blangko ini sudah dipakai"):
        actions.record_printed(second.pk, by=officer, at=moment, blank_number="KIA-000001")
    with pytest.raises(IntegrityError, match="document_blank_is_used_once"), transaction.atomic():
        Document.objects.filter(pk=second.pk).update(blank_number="KIA-000001")


def test_card_that_is_void_is_not_printed(
    freeze: Callable[..., Document], officer: Actor, moment: datetime
) -> None:
    card = made(freeze("child_card"))
    actions.withdraw(card.pk, "court_order", by=SYSTEM, at=moment)

    with pytest.raises(Refused, match="tidak berlaku"):
        actions.record_printed(card.pk, by=officer, at=moment, blank_number="KIA-000001")


def test_database_itself_refuses_a_signed_card(freeze: Callable[..., Document], moment: datetime) -> None:
    card = freeze("child_card")

    with pytest.raises(IntegrityError, match="document_card_is_never_signed"), transaction.atomic():
        Document.objects.filter(pk=card.pk).update(state=State.SIGNED, issued_at=moment, certificate="1")


def test_file_opens_after_release_and_says_who_took_it(
    freeze: Callable[..., Document], officer: Actor, moment: datetime, resident_reads: None
) -> None:
    document = made(freeze())
    assert not access.can_download(resident_of(document), document)

    actions.release(document.case_id, by=officer, at=moment)
    document.refresh_from_db()
    actions.record_opened(document, by=resident_of(document), at=moment)

    assert access.can_download(resident_of(document), document)
    assert not access.can_download(PUBLIC, document)
    assert Fact.objects.filter(stream=f"case:{document.case_id}", name="document.opened").count() == 1


def test_card_is_shown_to_its_office_which_is_noted(freeze: Callable[..., Document], officer: Actor) -> None:
    card = made(freeze("child_card"))

    answer = fetch_card(card, officer)
    fetch_card(card, officer)

    assert answer.content == queries.rendered(card)
    assert answer["Content-Disposition"] == 'attachment; filename="child_card.pdf"'
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    seen = Fact.objects.filter(stream=f"case:{card.case_id}", name="case.seen")
    assert [fact.actor_id for fact in seen] == [officer.id]  # once in ten minutes


def test_card_is_shown_to_nobody_else_and_no_file_is_a_card(
    freeze: Callable[..., Document], officer: Actor
) -> None:
    card, certificate = made(freeze("child_card")), made(freeze())
    elsewhere = Actor(Kind.STAFF, "other", role="officer", offices=frozenset({"99.71.01.1002"}))

    for document, actor in (
        (card, elsewhere),
        (card, resident_of(card)),
        (card, PUBLIC),
        (certificate, officer),
    ):
        with pytest.raises(Http404):
            fetch_card(document, actor)


def test_release_twice_releases_once(freeze: Callable[..., Document], officer: Actor, moment: datetime) -> None:
    document = made(freeze())

    assert actions.release(document.case_id, by=officer, at=moment) == 1
    assert actions.release(document.case_id, by=officer, at=moment) == 0


def test_strangers_get_the_same_answer_as_for_nothing(freeze: Callable[..., Document], client: Client) -> None:
    card = made(freeze("child_card"))

    theirs, nothing = client.get(f"/documents/{card.token}/card"), client.get(f"/documents/{'a' * 32}/card")

    assert theirs.status_code == nothing.status_code == 404
    # The language switch leads back to the same address; all else is equal.
    assert theirs.content.replace(card.token.encode(), b"") == nothing.content.replace(b"a" * 32, b"")


def test_nobody_reads_before_the_owner_of_cases_has_registered(
    freeze: Callable[..., Document], officer: Actor, moment: datetime
) -> None:
    document = made(freeze())
    actions.release(document.case_id, by=officer, at=moment)
    document.refresh_from_db()
    before, access._reading[:] = list(access._reading), []

    decision = access.can_download(resident_of(document), document)

    access._reading[:] = before
    assert not decision


def test_card_is_never_a_file(freeze: Callable[..., Document], resident_reads: None) -> None:
    card = made(freeze("child_card"))

    assert not access.can_download(resident_of(card), card)


def test_withdrawn_file_does_not_open(
    freeze: Callable[..., Document], officer: Actor, moment: datetime, resident_reads: None
) -> None:
    document = made(freeze())
    actions.release(document.case_id, by=officer, at=moment)
    actions.withdraw(document.pk, "court_order", by=SYSTEM, at=moment)
    document.refresh_from_db()

    assert not access.can_download(resident_of(document), document)


def test_document_is_replaced_by_one_of_its_kind_only(
    freeze: Callable[..., Document], moment: datetime
) -> None:
    document, other = made(freeze()), made(freeze("family_card"))

    with pytest.raises(Refused):
        actions.replace(document.pk, other.pk, by=SYSTEM, at=moment)
    with pytest.raises(Refused):
        actions.replace(document.pk, document.pk, by=SYSTEM, at=moment)
