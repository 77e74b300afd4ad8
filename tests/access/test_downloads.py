"""Every paper that leaves as a file says on each page that it is a demonstration's."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests import world as w
from tests.access.demonstrations import DEMONSTRATION, says_that_it_is_a_demonstration
from tuntas.domains.desk.tests.test_counter import LOST_CARD, form
from tuntas.domains.offices.models import Staff
from tuntas.domains.portal.tests import visiting

pytestmark = pytest.mark.django_db
SOURCES = Path(__file__).resolve().parents[2] / "src" / "tuntas"
# Who answers with a PDF; the interface's document is the portal's.
KNOWN = {
    "domains/cases/receipts.py",
    "domains/desk/views/papers.py",
    "domains/documents/views.py",
    "domains/partners/api/application.py",
    "domains/portal/views/tracking.py",
}


def test_the_receipt_of_the_portal(client: Client) -> None:
    case = visiting.filled(client, w.world())
    sending = {"key": "4c1f5a0e-57a2-4a53-8a4e-2f1de4c0a9b1", "office": w.OFFICE}
    client.post(f"/apply/{case.link}/check/", sending)

    assert is_said_on(client.post(f"/apply/{case.link}/check/", {**sending, "as": "pdf"}))


def test_the_receipt_of_the_counter(client: Client) -> None:
    at_the_desk(client, w.world())
    sending = form()
    client.post(LOST_CARD, sending)

    assert is_said_on(client.post(LOST_CARD, {"key": sending["key"], "as": "pdf"}))


def test_the_filled_form(client: Client) -> None:
    there = w.world()
    at_the_desk(client, there)
    case = w.submitted(there.at)

    assert is_said_on(client.get(reverse("desk:filled_form", args=[case.pk, "f-2.01"])))


def test_the_card_and_the_documents(client: Client) -> None:
    there = w.world()
    case, pin = visiting.sent(client, there)
    w.cases.take(case.pk, by=there.officer, at=there.at)
    w.ticked(there, case)
    w.cases.accept(case.pk, by=there.officer, at=there.at)
    w.cases.approve(case.pk, by=there.registrar, at=there.at)
    w.jobs.run_pending()
    signed = [one for one in w.documents_of(case) if not one.is_card]
    [card] = [one for one in w.documents_of(case) if one.is_card]
    officer = Client()
    at_the_desk(officer, there)

    assert is_said_on(officer.get(reverse("documents:card", args=[card.token])))
    w.cases.record_card_printed(case.pk, card.id, blank_number="X-1", by=there.officer, at=there.at)
    w.jobs.run_pending()
    w.cases.hand_over(case.pk, proof="ktp_el", collector="mother", by=there.officer, at=there.at)
    visiting.prove(client, case, pin)
    assert len(signed) == 2
    for document in signed:
        assert is_said_on(client.get(reverse("portal:document", args=[case.pk, document.token])))


def test_no_other_module_makes_papers() -> None:
    def answers_with_a_paper(file: Path) -> bool:
        return 'content_type="application/pdf"' in file.read_text()

    found = {str(file.relative_to(SOURCES)) for file in SOURCES.rglob("*.py") if answers_with_a_paper(file)}

    assert found == KNOWN


@pytest.mark.parametrize(
    ("kind", "content"),
    [("text/html", "<p>bare"), ("text/csv", "a,b\r\n1,2"), ("application/json", "{}")],
)
def test_a_format_that_does_not_say_it_is_found(kind: str, content: str) -> None:
    assert not says_that_it_is_a_demonstration(HttpResponse(content, content_type=kind))
    assert DEMONSTRATION not in content


def at_the_desk(client: Client, there: w.World) -> None:
    client.force_login(Staff.objects.get(pk=there.cast.officer.id))


def is_said_on(answer: HttpResponse) -> bool:
    assert answer.content.startswith(b"%PDF"), answer.status_code
    return says_that_it_is_a_demonstration(answer)
