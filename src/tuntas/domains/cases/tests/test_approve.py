"""Another person approves; the register numbers the child; the documents are ordered."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from tests import world as w

from tuntas.domains.cases import actions, effects, queries
from tuntas.domains.cases.models import Case
from tuntas.domains.cases.workflow import Status
from tuntas.domains.documents.models import Document
from tuntas.platform.actors import SYSTEM, Actor, Kind
from tuntas.platform.decisions import Refused

pytestmark = pytest.mark.django_db


def test_refuses_who_accepted_even_as_a_registrar():
    there = w.world()
    case = w.accepted(there)
    turned_registrar = Actor(Kind.STAFF, there.officer.id, there.registrar.role, there.officer.offices)

    with pytest.raises(Refused, match="Anda sendiri"):
        actions.approve(case.pk, by=turned_registrar, at=there.at)


def test_the_database_itself_refuses_who_accepted():
    there = w.world()
    case = w.accepted(there)

    with pytest.raises(IntegrityError, match="approved_by_another"), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(approved_by=case.accepted_by)


def test_refuses_an_officer():
    there = w.world()
    case = w.accepted(there)

    with pytest.raises(Refused):
        actions.approve(case.pk, by=there.cast.second_officer, at=there.at)


def test_the_child_gets_a_number_of_the_impossible_province():
    there = w.world()
    case = w.approved(there)

    certificate = Document.objects.get(case_id=case.pk, kind="birth_certificate")
    assert certificate.content["nik"].startswith("99")
    assert certificate.is_specimen
    card = Document.objects.get(case_id=case.pk, kind="family_card")
    assert [member["name"] for member in card.content["members"]][-1] == "ANAK CONTOH PERTAMA"


@pytest.mark.parametrize(("days", "gets_a_card"), [(1, True), (0, False), (-9000, False)])
def test_who_is_five_or_older_gets_no_card_that_has_ended(days, gets_a_card):
    there = w.world()
    today = timezone.localdate(there.at)
    fifth_birthday_today = date(
        today.year - 5, today.month, today.day if today.month != 2 else min(today.day, 28)
    )
    born_on = fifth_birthday_today + timedelta(days=days)

    case = w.approved(there, birth_date=born_on.isoformat())

    ordered = set(Document.objects.filter(case_id=case.pk).values_list("kind", flat=True))
    assert {"birth_certificate", "family_card"} <= ordered
    assert ("child_card" in ordered) is gets_a_card


def test_a_child_of_a_mother_names_no_father():
    there = w.world()
    case = w.approved(there, parents_marriage="mother_only", father=None, marriage_certificate_file=None)

    certificate = Document.objects.get(case_id=case.pk, kind="birth_certificate")
    assert certificate.content["father"] is None


def test_the_days_until_the_report_are_those_of_the_city():
    # Half past midnight in Jakarta, where it is the sixty-first day; in Greenwich it is still the sixtieth.
    there = replace(w.world(), at=datetime(2026, 11, 1, 17, 30, tzinfo=UTC))

    case = w.accepted(there, birth_date="2026-09-02")
    actions.approve(case.pk, by=there.registrar, at=there.at)

    certificate = next(
        one for one in Document.objects.filter(case_id=case.pk) if one.kind == "birth_certificate"
    )
    assert "-LT-02112026-" in certificate.number


def test_an_unknown_family_keeps_the_case_where_it_was():
    there = w.world()
    case = w.accepted(there, kk_number="9971060101200009")

    with pytest.raises(Refused), transaction.atomic():
        actions.approve(case.pk, by=there.registrar, at=there.at)

    assert Case.objects.get(pk=case.pk).status == Status.ACCEPTED


def test_nothing_is_accepted_before_every_requirement_was_seen():
    there = w.world()
    case = w.taken(there)

    with pytest.raises(Refused, match="Tandai dahulu"):
        actions.accept(case.pk, by=there.officer, at=there.at)


def test_a_second_birth_replaces_the_familys_card_of_the_first():
    there = w.world()
    first = w.ready(there)
    second = w.ready(there, child_name="ANAK CONTOH KEDUA", birth_date="2026-10-02", birth_order=2)

    status = {
        (case.pk, output.kind.value): output.status.value
        for case in (first, second)
        for output in w.documents_of(case)
    }
    assert status[first.pk, "family_card"] == "replaced"
    assert status[second.pk, "family_card"] == "valid"
    assert status[first.pk, "birth_certificate"] == "valid"


def test_a_service_without_an_approver_goes_straight_on(monkeypatch):
    there = w.world()
    without = replace(queries.service_of(w.submitted(there.at)), approver=None)
    monkeypatch.setattr(queries, "service_of", lambda case: without)
    applied = []
    monkeypatch.setitem(effects.EFFECTS, "birth", effects.Effect(lambda case, *, by, at: applied.append(by)))

    case = w.accepted(there)

    assert case.status == Status.APPROVED
    assert applied == [SYSTEM]
