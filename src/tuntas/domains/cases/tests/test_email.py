"""An address is given by consent: confirmed by a code first, and removed as easily."""

import pytest
from tests import world as w

from tuntas.domains.cases import actions
from tuntas.domains.cases.models import Case
from tuntas.domains.messaging.models import Message
from tuntas.platform import jobs
from tuntas.platform.decisions import Refused

pytestmark = pytest.mark.django_db
ADDRESS = "ibu.contoh@example.invalid"


def _confirmed(there):
    case = w.taken(there)
    resident = w.resident(case)
    actions.give_email(case.pk, ADDRESS, by=resident, at=there.at)
    code = Message.objects.get(template="confirm_email").parameters["code"]
    assert actions.confirm_email(case.pk, code, by=resident, at=there.at)
    return case


def _return(there, case):
    actions.return_to_applicant(case.pk, requirement="kk", by=there.officer, at=there.at)
    jobs.run_pending()


def test_nothing_but_the_code_is_sent_to_an_address_that_was_not_confirmed():
    there = w.world()
    case = w.taken(there)
    actions.give_email(case.pk, ADDRESS, by=w.resident(case), at=there.at)

    _return(there, case)

    assert [message.template for message in Message.objects.all()] == ["confirm_email"]


def test_a_confirmed_address_is_told_of_a_return_once():
    there = w.world()

    _return(there, _confirmed(there))

    assert Message.objects.filter(template="case_returned").count() == 1


def test_a_removed_address_is_told_nothing_more_and_is_forgotten():
    there = w.world()
    case = _confirmed(there)

    actions.remove_email(case.pk, by=w.resident(case), at=there.at)
    _return(there, case)

    assert not Message.objects.filter(template="case_returned").exists()
    assert Case.objects.get(pk=case.pk).email is None


def test_a_removed_address_gets_one_last_letter():
    there = w.world()
    case = _confirmed(there)

    for _press in range(2):
        actions.remove_email(case.pk, by=w.resident(case), at=there.at)

    [last] = Message.objects.filter(template="case_contact_removed")
    assert last.recipient == ADDRESS
    assert last.parameters["reference"] == case.reference


def test_nobody_takes_a_confirmed_address_away_unseen_by_giving_another():
    there = w.world()
    case = _confirmed(there)

    actions.give_email(case.pk, "lain@example.invalid", by=w.resident(case), at=there.at)

    [last] = Message.objects.filter(template="case_contact_removed")
    assert last.recipient == ADDRESS
    assert Case.objects.get(pk=case.pk).email_confirmed_at is None


def test_an_address_that_is_confirmed_already_gets_no_code():
    there = w.world()
    case = _confirmed(there)

    with pytest.raises(Refused):
        actions.give_email(case.pk, ADDRESS.upper(), by=w.resident(case), at=there.at)

    assert Message.objects.count() == 1
