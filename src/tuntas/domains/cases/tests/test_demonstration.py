"""The demonstration's older documents are there once, and a new application replaces them."""

import pytest
from tests import other_services as o
from tests import world as w

from tuntas.domains.cases import demonstration
from tuntas.domains.cases.models import Case
from tuntas.domains.documents import queries as documents
from tuntas.domains.documents.queries import Answer
from tuntas.platform import jobs

pytestmark = pytest.mark.django_db


def test_an_older_card_and_an_older_family_card_can_be_checked_and_replaced():
    there = w.world()
    father = {
        "name": demonstration.FAMILY.father,
        "nik": demonstration.FAMILY.father_nik,
        "kk_number": demonstration.FAMILY.family_number,
    }
    card, family = demonstration.load(there.cast, there.at)
    jobs.run_pending()
    for one in (card, family):
        assert documents.verify_token(one.token, at=there.at).answer is Answer.VALID

    o.accepted(there, o.KTP, o.lost(applicant=father))
    o.changed(there, o.change(applicant=father, old_education=o.MASTER, new_education=o.DOCTOR))

    for one in (card, family):
        assert documents.verify_token(one.token, at=there.at).answer is Answer.REPLACED


def test_loaded_again_it_changes_nothing():
    there = w.world()
    first = demonstration.load(there.cast, there.at)

    again = demonstration.load(there.cast, there.at)

    assert [one.token for one in again] == [one.token for one in first]
    assert Case.objects.count() == 2
