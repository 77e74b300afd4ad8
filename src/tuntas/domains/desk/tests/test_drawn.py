"""What Python draws on a case's page is escaped, and what holds a case up stays until it is ended."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from tests import world as w

from tuntas.domains.cases import actions as cases
from tuntas.domains.desk import typed_parts
from tuntas.domains.desk.compared import Typed
from tuntas.domains.desk.option_parts import options
from tuntas.domains.promises.rules import Cause
from tuntas.domains.register.port import PersonMatch

LASTS = "Penyebab keterlambatan yang masih berlangsung:"


def test_an_option_says_its_words_and_nothing_else() -> None:
    drawn = options({'"a"': "<b>Ibu</b>", "f": "Ayah"}, "f")

    assert drawn == (
        '<option value="&quot;a&quot;">&lt;b&gt;Ibu&lt;/b&gt;</option><option value="f" selected>Ayah</option>'
    )


def test_a_typed_person_is_compared_in_words() -> None:
    fields = {"name": "equal", "born_on": "different"}
    known = Typed("Ibu <1>", PersonMatch(is_known=True, masked_name="C*", fields=fields))
    unknown = Typed("Ayah", PersonMatch(is_known=False, fields={"name": "unknown"}))

    drawn = typed_parts.rows([known, unknown], births=True)

    assert "Ibu &lt;1&gt;" in drawn
    assert 'cocok <span class="soft">C*</span>' in drawn
    assert '<span class="badge warn">berbeda</span>' in drawn
    assert '<span class="badge warn">tidak ada di register</span></td><td>–</td><td>–</td>' in drawn


@pytest.mark.django_db
def test_a_lasting_cause_can_be_ended_while_the_clock_runs_and_after(client: Client) -> None:
    there = w.world()
    w.sign_in(client, there.officer)
    case = w.accepted(there)

    def page() -> str:
        return client.get(reverse("desk:case", args=[case.pk])).content.decode()

    assert LASTS not in page()
    cases.report_cause(case.pk, Cause.PAPERS, by=there.officer, at=there.at)
    assert LASTS in page()
    cases.refuse(case.pk, article="Pasal 1", reason="Tidak terbukti.", by=there.registrar, at=there.at)
    assert LASTS in page()
