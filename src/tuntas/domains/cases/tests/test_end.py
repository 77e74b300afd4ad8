"""How a case ends: handed over on proof, refused with the article, withdrawn, or deleted as an old draft."""

from datetime import timedelta

import pytest
from tests import world as w

from tuntas.domains.cases import actions, schedule
from tuntas.domains.cases.models import Case
from tuntas.domains.cases.workflow import Status
from tuntas.domains.promises.models import Promise
from tuntas.platform import clock
from tuntas.platform.decisions import Refused

pytestmark = pytest.mark.django_db


def test_is_handed_over_only_on_a_named_proof_of_identity():
    there = w.world()
    case = w.ready(there)

    with pytest.raises(Refused, match="bukti identitas"):
        actions.hand_over(case.pk, proof="", collector="mother", by=there.officer, at=there.at)

    assert not any(output.is_released for output in w.documents_of(case))


def test_is_not_ready_before_the_card_is_printed():
    there = w.world()
    case = w.approved(there)

    w.jobs.run_pending()

    assert Case.objects.get(pk=case.pk).status == Status.APPROVED
    assert Promise.objects.get(kind="deliver").state == "running"


def test_a_refusal_names_the_article_and_its_promise_is_not_kept():
    there = w.world()
    case = w.accepted(there)

    with pytest.raises(Refused):
        actions.refuse(case.pk, article="", reason="Bukan penduduk.", by=there.registrar, at=there.at)
    case = actions.refuse(
        case.pk, article="Pasal 27 UU 23/2006", reason="Bukan penduduk.", by=there.registrar, at=there.at
    )

    assert case.status == Status.REFUSED
    assert Promise.objects.get(kind="deliver").state == "void"


def test_a_resident_withdraws_until_it_is_approved():
    there = w.world()
    case, later = w.submitted(there.at), w.approved(there)

    assert actions.withdraw(case.pk, by=w.resident(case), at=there.at).status == Status.WITHDRAWN
    with pytest.raises(Refused):
        actions.withdraw(later.pk, by=w.resident(later), at=there.at)


def test_a_draft_lives_thirty_days_and_not_one_more():
    there = w.world()
    young, old = w.draft(there.at), w.draft(there.at)
    Case.objects.filter(pk=old.pk).update(started_at=there.at - timedelta(days=30))

    with clock.at(there.at):
        assert schedule.end_old_drafts(there.at) == 1

    assert list(Case.objects.all()) == [young]
