"""One birth, verb by verb, to the documents in the applicant's hands."""

import pytest
from tests import world as w

from tuntas.domains.cases.workflow import Status
from tuntas.domains.promises.models import Promise
from tuntas.platform.journal import queries as journal

pytestmark = pytest.mark.django_db


def test_a_birth_goes_from_draft_to_handed_over():
    there = w.world()

    case = w.handed_over(there)

    assert case.status == Status.HANDED_OVER
    outputs = {output.kind: output for output in w.documents_of(case)}
    assert set(outputs) == {"birth_certificate", "family_card", "child_card"}
    assert outputs["birth_certificate"].is_released
    assert outputs["family_card"].is_released
    assert not outputs["child_card"].is_released
    assert {promise.kind: promise.state for promise in Promise.objects.all()} == {
        "accept": "kept",
        "deliver": "kept",
    }


def test_every_step_is_a_fact_in_the_cases_stream():
    there = w.world()

    case = w.handed_over(there)

    names = [row.name for row in journal.history(case.stream) if row.name.startswith("case.")]
    assert names == [
        "case.draft_started", "case.submitted", "case.taken", "case.paper_seen", "case.paper_seen",
        "case.paper_seen", "case.accepted", "case.approved", "case.ready", "case.handed_over",
    ]  # fmt: skip
