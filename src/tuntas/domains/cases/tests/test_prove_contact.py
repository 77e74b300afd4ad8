"""An address is proved at a counter: an officer saw who it is, and the code came back from there …"""

from __future__ import annotations

import pytest
from django.utils import translation
from tests import world as w

from tuntas.domains.cases import actions as cases
from tuntas.domains.cases import queries
from tuntas.domains.cases.models import Case
from tuntas.domains.messaging.models import Message
from tuntas.platform.decisions import Refused
from tuntas.platform.journal import queries as journal

pytestmark = pytest.mark.django_db
ADDRESS = "ibu.contoh@example.invalid"


def code_to(address: str) -> str:
    """The newest code that went there."""
    letters = Message.objects.filter(template__in=("confirm_email", "open_documents")).order_by("pk")
    return str([one for one in letters if one.recipient == address][-1].parameters["code"])


def vouched(there: w.World, case: Case, address: str = ADDRESS) -> Case:
    return cases.vouch_for_contact(case.pk, address, proof="ktp_el", by=there.officer, at=there.at)


def proved(there: w.World, case: Case) -> Case:
    vouched(there, case)
    assert cases.confirm_contact(case.pk, code_to(ADDRESS), by=there.officer, at=there.at)
    return Case.objects.get(pk=case.pk)


def is_proved(case: Case) -> bool:
    contact = queries.contact_of(Case.objects.get(pk=case.pk))
    return contact is not None and contact.is_proved


def facts(case: Case) -> list[str]:
    return [row.name for row in journal.history(case.stream)]


def test_by_the_code_that_the_applicant_reads_out() -> None:
    there = w.world(w.NOON)
    case = proved(there, w.submitted(there.at))

    assert is_proved(case)
    row = next(row for row in journal.history(case.stream) if row.name == "case.contact_proved")
    assert row.content == {"proof": "ktp_el"}
    assert case.email_confirmed_at == there.at


def test_by_the_code_that_the_applicant_types_on_their_own_phone() -> None:
    there = w.world(w.NOON)
    case = w.submitted(there.at)
    vouched(there, case)

    cases.confirm_email(case.pk, code_to(ADDRESS), by=w.resident(case), at=there.at)

    assert is_proved(case)


def test_not_before_the_code_came_back() -> None:
    there = w.world(w.NOON)
    case = w.submitted(there.at)
    vouched(there, case)

    decision = cases.confirm_contact(case.pk, "000000x", by=there.officer, at=there.at)

    assert not decision
    assert not is_proved(case)


def test_not_by_a_code_that_was_confirmed_at_home_alone() -> None:
    there = w.world(w.NOON)
    case = w.submitted(there.at)
    cases.give_email(case.pk, ADDRESS, by=w.resident(case), at=there.at)
    cases.confirm_email(case.pk, code_to(ADDRESS), by=w.resident(case), at=there.at)

    assert not is_proved(case)
    with pytest.raises(Refused):
        cases.send_download_code(case.pk, by=w.resident(case), at=there.at)


def test_an_address_that_was_confirmed_at_home_needs_a_fresh_code() -> None:
    there = w.world(w.NOON)
    case = w.submitted(there.at)
    cases.give_email(case.pk, ADDRESS, by=w.resident(case), at=there.at)
    at_home = code_to(ADDRESS)
    cases.confirm_email(case.pk, at_home, by=w.resident(case), at=there.at)
    vouched(there, case)

    assert not is_proved(case)
    assert cases.confirm_contact(case.pk, code_to(ADDRESS), by=there.officer, at=there.at)
    assert is_proved(case)


@pytest.mark.parametrize("proof", ["", "library_card"])
def test_wants_a_named_proof_of_identity(proof: str) -> None:
    there = w.world(w.NOON)
    case = w.submitted(there.at)

    with translation.override("en"), pytest.raises(Refused, match="which proof"):
        cases.vouch_for_contact(case.pk, ADDRESS, proof=proof, by=there.officer, at=there.at)


def test_is_for_the_cases_office_alone() -> None:
    there = w.world(w.NOON)
    case = w.submitted(there.at)

    with pytest.raises(cases.NotThere):
        cases.vouch_for_contact(case.pk, ADDRESS, proof="ktp_el", by=there.cast.officer_elsewhere, at=there.at)
    with pytest.raises(Refused):
        cases.vouch_for_contact(case.pk, ADDRESS, proof="ktp_el", by=w.resident(case), at=there.at)


def test_a_thief_of_the_pin_who_gives_another_address_loses_the_proof() -> None:
    there = w.world(w.NOON)
    case = proved(there, w.submitted(there.at))

    cases.give_email(case.pk, "lain@example.invalid", by=w.resident(case), at=there.at)
    cases.confirm_email(case.pk, code_to("lain@example.invalid"), by=w.resident(case), at=there.at)

    assert not is_proved(case)
    assert "case.contact_revoked" in facts(case)


def test_a_thief_cannot_slip_an_address_in_before_the_code_came_back() -> None:
    there = w.world(w.NOON)
    case = w.submitted(there.at)
    vouched(there, case)

    cases.give_email(case.pk, "lain@example.invalid", by=w.resident(case), at=there.at)
    cases.confirm_email(case.pk, code_to("lain@example.invalid"), by=w.resident(case), at=there.at)

    assert not is_proved(case)


def test_a_removed_address_proves_nobody() -> None:
    there = w.world(w.NOON)
    case = proved(there, w.submitted(there.at))

    cases.remove_email(case.pk, by=w.resident(case), at=there.at)

    assert not is_proved(case)
    assert "case.contact_revoked" in facts(case)


def test_a_download_code_opens_once() -> None:
    there = w.world(w.NOON)
    case = proved(there, w.submitted(there.at))
    cases.send_download_code(case.pk, by=w.resident(case), at=there.at)
    code = code_to(ADDRESS)

    assert cases.prove_by_contact(case.pk, code, by=w.resident(case), at=there.at)
    assert not cases.prove_by_contact(case.pk, code, by=w.resident(case), at=there.at)
    assert facts(case).count("case.identity_proved") == 1


def test_the_code_of_the_counter_opens_nothing_later() -> None:
    there = w.world(w.NOON)
    case = proved(there, w.submitted(there.at))

    assert not cases.prove_by_contact(case.pk, code_to(ADDRESS), by=w.resident(case), at=there.at)
