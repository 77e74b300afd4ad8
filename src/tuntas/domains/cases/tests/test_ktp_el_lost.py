"""A lost KTP-el: accepted goes straight on, the card is printed from the register, the lost one is void at once."""

import pytest
from tests import other_services as o
from tests import world as w

from tuntas.domains.cases import actions, queries
from tuntas.domains.cases.models import Case
from tuntas.domains.cases.workflow import Status
from tuntas.domains.documents import access as document_access
from tuntas.domains.documents import queries as documents
from tuntas.domains.documents.models import Document
from tuntas.domains.documents.queries import Answer
from tuntas.domains.register import queries as register
from tuntas.domains.register.models import Person
from tuntas.platform import jobs
from tuntas.platform.decisions import Refused
from tuntas.platform.journal import queries as journal

pytestmark = pytest.mark.django_db


@pytest.fixture
def there():
    return w.world()


def test_what_an_officer_accepts_goes_straight_to_the_printer(there):
    case = o.accepted(there, o.KTP, o.lost())

    assert case.status == Status.APPROVED
    assert case.approved_by is None
    [card] = w.documents_of(case)
    assert (card.kind, card.is_card) == ("ktp_el", True)


def test_fifteen_minutes_are_promised_and_kept_when_the_card_is_printed(there):
    case = o.printed(there)

    clock = queries.case_page(case.pk, there.officer, there.at).deliver_clock
    assert case.status == Status.READY
    assert clock.state == "kept"
    assert clock.minutes_total == 15
    assert not clock.confirmed


def test_the_card_prints_what_the_register_says_and_not_what_was_typed(there):
    typed = {**o.FATHER, "name": "CONTOH SALAH KETIK"}

    case = o.accepted(there, o.KTP, o.lost(applicant=typed))

    content = Document.objects.get(case_id=case.pk).content
    assert content["name"] == w.FAMILY.father
    assert content["marital_status"] == "Kawin"
    assert content["village"] == "Gambir"
    assert "signature" not in content
    assert "photo" not in content


def test_it_is_handed_over_on_proof_and_never_a_file(there):
    case = o.printed(there)
    [card] = Document.objects.filter(case_id=case.pk)

    done = actions.hand_over(case.pk, proof="passport", collector="applicant", by=there.officer, at=there.at)

    card.refresh_from_db()
    assert done.status == Status.HANDED_OVER
    assert card.state == "handed_over"
    assert not document_access.can_download(w.resident(case), card)


def test_only_its_holder_collects_it(there):
    case = o.printed(there)

    with pytest.raises(Refused, match=r"[Ss]iapa"):
        actions.hand_over(case.pk, proof="passport", collector="mother", by=there.officer, at=there.at)


def test_the_lost_card_is_void_as_soon_as_the_file_is_complete(there):
    lost = Document.objects.get(case_id=o.printed(there).pk)
    assert documents.verify_token(lost.token, at=there.at).answer is Answer.VALID

    case = o.accepted(there, o.KTP, o.lost())

    assert documents.verify_token(lost.token, at=there.at).answer is Answer.REPLACED
    lost.refresh_from_db()
    assert lost.replaced_by.case_id == case.pk


def test_another_persons_card_stays_valid(there):
    hers = Document.objects.get(case_id=o.printed(there, applicant=o.MOTHER).pk)

    o.printed(there)

    assert documents.verify_token(hers.token, at=there.at).answer is Answer.VALID


def test_a_nik_that_the_register_does_not_know_cannot_be_accepted(there):
    case = o.ticked(there, o.KTP, o.lost(applicant={**o.FATHER, "nik": "9971011402889999"}))
    known = Person.objects.count()

    with pytest.raises(Refused, match="tidak ada orang dengan NIK ini"):
        actions.accept(case.pk, by=there.officer, at=there.at)

    assert Case.objects.get(pk=case.pk).status == Status.TAKEN
    assert not w.documents_of(case)
    assert Person.objects.count() == known


def test_who_is_too_young_and_not_married_has_no_card(there):
    birth = w.approved(there)
    child = Document.objects.get(case_id=birth.pk, kind="birth_certificate").content["nik"]
    case = o.ticked(there, o.KTP, o.lost(applicant={**o.FATHER, "nik": child}))

    with pytest.raises(Refused, match="belum 17 tahun"):
        actions.accept(case.pk, by=there.officer, at=there.at)


def test_sending_says_the_same_of_a_known_and_an_unknown_nik(there):
    """Whether a person exists is for the officer alone: both are taken with the same words."""
    known = o.submitted(there, o.KTP, o.lost())
    unknown = o.submitted(there, o.KTP, o.lost(applicant={**o.FATHER, "nik": "9971011402889999"}))

    assert known.status == unknown.status == Status.SUBMITTED
    assert register.identity_card("9971011402889999", by=there.officer) is None


def test_two_open_cases_of_one_card_end_with_one_valid(there):
    first = o.accepted(there, o.KTP, o.lost())
    second = o.accepted(there, o.KTP, o.lost())
    jobs.run_pending()
    for number, case in enumerate((first, second)):
        [card] = w.documents_of(case)
        actions.record_card_printed(
            case.pk, card.id, blank_number=f"KTP-{number}", by=there.officer, at=there.at
        )
    jobs.run_pending()

    status = dict(Document.objects.values_list("case_id", "status"))
    assert (status[first.pk], status[second.pk]) == ("replaced", "valid")
    assert Case.objects.get(pk=first.pk).status == Status.READY


def test_every_step_is_a_fact_without_personal_data(there):
    case = o.printed(there)

    names = [row.name for row in journal.history(case.stream)]
    told = str([row.content for row in journal.history(case.stream)])
    assert "case.approved" in names
    assert "document.printed" in names
    assert w.FAMILY.father not in told
    assert w.FAMILY.father_nik not in told
