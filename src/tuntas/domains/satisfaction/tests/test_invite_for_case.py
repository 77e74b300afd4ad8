"""A handed-over case is invited once, by e-mail or from its page, and nothing leads back to it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from tests import other_services as o
from tests import world as w

from tuntas.adapters.smtp import FakeMail
from tuntas.domains.cases import actions as cases
from tuntas.domains.messaging import jobs as messaging_jobs
from tuntas.domains.messaging.models import Message
from tuntas.domains.satisfaction import actions, jobs
from tuntas.domains.satisfaction.models import Answer, Invitation
from tuntas.platform.actors import PUBLIC, SYSTEM, Actor, Kind
from tuntas.platform.decisions import Refused
from tuntas.platform.jobs import run_pending
from tuntas.platform.journal.models import Fact

from .conftest import BEST

pytestmark = pytest.mark.django_db


@pytest.fixture
def postman(monkeypatch: pytest.MonkeyPatch) -> FakeMail:
    fake = FakeMail()
    monkeypatch.setattr(messaging_jobs, "postman", lambda: fake)
    return fake


@pytest.fixture
def there() -> w.World:
    return w.world()


@pytest.fixture
def case(there: w.World) -> Any:
    """Handed over, without an e-mail address."""
    return w.handed_over(there)


@pytest.fixture
def case_with_address(there: w.World, case: Any, postman: FakeMail) -> Any:
    resident = w.resident(case)
    cases.give_email(case.pk, "warga@example.org", by=resident, at=there.at)
    run_pending()
    code = re.search(r"\b\d{6}\b", postman.kept[-1].body).group()
    assert cases.confirm_email(case.pk, code, by=resident, at=there.at)
    return case


def hand_over_fact(case: Any) -> int:
    return Fact.objects.get(stream=case.stream, name="case.handed_over").pk


def invite(case: Any, there: w.World, by: Actor | None = None) -> str | None:
    return actions.invite_for_case(case.pk, channel="portal", by=by or w.resident(case), at=there.at)


def test_the_page_of_a_case_opens_its_survey_once(there: w.World, case: Any) -> None:
    token = invite(case, there)

    assert token
    assert invite(case, there) is None
    assert Invitation.objects.get().office_code == w.OFFICE


def test_a_confirmed_address_gets_a_link_that_works(
    there: w.World, case_with_address: Any, postman: FakeMail, client: Any
) -> None:
    jobs.invite_after_hand_over(fact_id=hand_over_fact(case_with_address))
    run_pending()

    link = re.search(r"https?://\S+(/survey/\S+/)", postman.kept[-1].body).group(1)
    page = client.get(link).content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    client.post("/survey/", {**hidden, **BEST})
    assert Answer.objects.get().scores == BEST


def test_the_reaction_run_twice_invites_once(there: w.World, case_with_address: Any) -> None:
    fact = hand_over_fact(case_with_address)

    jobs.invite_after_hand_over(fact_id=fact)
    jobs.invite_after_hand_over(fact_id=fact)

    assert Invitation.objects.count() == 1
    assert Message.objects.filter(template="survey_invitation").count() == 1
    assert invite(case_with_address, there) is None


def test_without_an_address_nobody_is_written_to(there: w.World, case: Any) -> None:
    jobs.invite_after_hand_over(fact_id=hand_over_fact(case))

    assert not Message.objects.filter(template="survey_invitation").exists()
    assert invite(case, there)


def test_a_case_that_is_not_handed_over_is_not_invited(there: w.World) -> None:
    case = w.ready(there)

    assert invite(case, there) is None


@pytest.mark.parametrize("by", [PUBLIC, Actor(Kind.RESIDENT, "0195a0a0-0000-7000-8000-000000000009")])
def test_only_who_applied_opens_it(there: w.World, case: Any, by: Actor) -> None:
    with pytest.raises(Refused):
        invite(case, there, by)


def test_staff_of_the_office_cannot(there: w.World, case: Any) -> None:
    for by in (there.officer, there.registrar, there.head):
        with pytest.raises(Refused):
            invite(case, there, by)


def test_no_fact_and_no_row_holds_both_case_and_token(there: w.World, case: Any) -> None:
    token = actions.invite_for_case(case.pk, channel="portal", by=SYSTEM, at=there.at)

    assert token
    facts = Fact.objects.filter(name__in=["survey.invited", "case.survey_offered"])
    assert {fact.stream: token in str(fact.content) for fact in facts} == {
        f"office:{w.OFFICE}": False,
        case.stream: False,
    }
    assert str(case.pk) not in str(Fact.objects.get(name="survey.invited").content)


def test_an_answer_counts_for_the_service_that_was_asked_for(there: w.World) -> None:
    case = o.printed(there)
    cases.hand_over(case.pk, proof="passport", collector="applicant", by=there.officer, at=there.at)

    token = invite(case, there)
    assert token
    actions.answer(token, scores=BEST, profile={}, at=there.at)

    assert Answer.objects.get().service_code == o.KTP
