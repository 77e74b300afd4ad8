"""Freezing orders one document and keeps its content unreadable in the database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.db import connection

from tuntas.domains.documents import actions, queries, signatories
from tuntas.domains.documents.models import Document
from tuntas.domains.documents.workflow import Kind, State
from tuntas.platform.actors import Actor
from tuntas.platform.ids import new_id
from tuntas.platform.journal.models import Fact

pytestmark = pytest.mark.django_db


def test_records_one_fact_without_personal_data(freeze: Callable[..., Document]) -> None:
    document = freeze()

    fact = Fact.objects.get(stream=f"case:{document.case_id}")
    assert fact.name == "document.frozen"
    assert fact.content == {
        "case": str(document.case_id),
        "document": str(document.pk),
        "kind": "birth_certificate",
    }


def test_keeps_name_and_number_unreadable_in_the_row(freeze: Callable[..., Document]) -> None:
    document = freeze(number="9971-LU-03112026-0007")

    with connection.cursor() as cursor:
        cursor.execute("select documents_document::text from documents_document where id = %s", [document.pk])
        row = cursor.fetchone()[0]

    plain = b"CONTOH".hex()
    assert "CONTOH" not in row
    assert "9971-LU" not in row
    assert plain not in row


def test_waits_and_shows_as_an_output_of_the_case(freeze: Callable[..., Document]) -> None:
    case_id = new_id()
    freeze("birth_certificate", case_id=case_id)
    freeze("child_card", case_id=case_id)

    shown = queries.outputs(case_id)

    assert [(output.kind, output.state, output.is_ready) for output in shown] == [
        ("birth_certificate", State.PENDING, False),
        ("child_card", State.PENDING, False),
    ]


def test_names_the_signatory_of_the_day() -> None:
    table = [
        signatories.Signatory("family_card", "Pejabat Lama", date(2019, 1, 1), date(2026, 6, 30), False),
        signatories.Signatory("family_card", "Pejabat Baru", date(2026, 7, 1), None, False),
    ]

    assert signatories.signatory("family_card", date(2026, 6, 30), table).title == "Pejabat Lama"
    assert signatories.signatory("family_card", date(2026, 7, 1), table).title == "Pejabat Baru"
    with pytest.raises(signatories.NobodySigns):
        signatories.signatory("family_card", date(2018, 12, 31), table)


def test_the_day_of_the_signatory_is_the_offices_own(officer: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    table = (
        signatories.Signatory("child_card", "Pejabat Lama", date(2019, 1, 1), date(2026, 6, 30), False),
        signatories.Signatory("child_card", "Pejabat Baru", date(2026, 7, 1), None, False),
    )
    monkeypatch.setattr(signatories, "rows", lambda: table)
    after_midnight = datetime.fromisoformat("2026-06-30T18:30:00+00:00")  # 1 July, 01.30 in Jakarta

    order = actions.Order("child_card", {}, "CONTOH PERTAMA")
    [card] = actions.freeze(new_id(), order, office="99.71.01.1001", by=officer, at=after_midnight)

    assert card.content["signatory_title"] == "Pejabat Baru"


def test_no_row_of_the_signatories_claims_to_be_confirmed() -> None:
    assert {row.kind for row in signatories.rows()} == set(Kind)
    assert not any(row.is_confirmed for row in signatories.rows())


def test_outputs_are_read_in_two_queries_without_any_bytes(
    freeze: Callable[..., Document], django_assert_max_num_queries: Callable[[int], object]
) -> None:
    case_id = new_id()
    for kind in Kind:
        freeze(kind, case_id=case_id)

    with django_assert_max_num_queries(2) as asked:
        shown = queries.outputs(case_id)

    assert len(shown) == len(Kind)
    assert not any(column in query["sql"] for query in asked for column in ('"sealed"', '"content"'))
