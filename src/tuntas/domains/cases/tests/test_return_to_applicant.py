"""A case is returned for exactly one paper of the list; the resident adds it or contests."""

from datetime import timedelta

import pytest
from tests import world as w

from tuntas.domains.cases import actions
from tuntas.domains.cases.models import Case
from tuntas.domains.cases.workflow import Status
from tuntas.domains.promises.models import Promise
from tuntas.platform import ids
from tuntas.platform.decisions import Refused

pytestmark = pytest.mark.django_db

PAPER = "marriage_certificate"
QUESTION = "marriage_certificate_file"


def _returned(there, at=None):
    case = w.taken(there, **{QUESTION: [str(ids.new_id())]})
    return actions.return_to_applicant(case.pk, requirement=PAPER, by=there.officer, at=at or there.at)


def _clock(case, kind):
    return Promise.objects.get(subject=case.stream, kind=kind)


def test_asks_for_nothing_that_is_not_on_the_list():
    there = w.world()
    case = w.taken(there)

    with pytest.raises(Refused, match="daftar syarat"):
        actions.return_to_applicant(case.pk, requirement="rt_rw_letter", by=there.officer, at=there.at)


def test_asks_for_no_paper_that_was_ticked_nor_for_another_that_meets_the_same_requirement():
    there = w.world()
    case = w.taken(there)
    actions.tick_papers(case.pk, ["birth_letter"], by=there.officer, at=there.at)

    for paper in ("birth_letter", "f_2_03"):
        with pytest.raises(Refused, match="sudah ditandai"):
            actions.return_to_applicant(case.pk, requirement=paper, by=there.officer, at=there.at)


def test_stops_the_clock_until_the_resident_adds_the_paper():
    there = w.world()
    case = _returned(there)
    assert _clock(case, "accept").state == "paused"
    resident = w.resident(case)

    actions.add_file(case.pk, QUESTION, ids.new_id(), by=resident, at=there.at)
    case = actions.complete(case.pk, by=resident, at=there.at)

    assert case.status == Status.TAKEN
    assert _clock(case, "accept").state == "running"


def test_is_not_answered_by_the_photo_that_was_there_before():
    there = w.world()
    case = _returned(there)

    with pytest.raises(Refused, match="Tambahkan"):
        actions.complete(case.pk, by=w.resident(case), at=there.at)


def test_takes_no_other_file_while_one_is_missing():
    there = w.world()
    case = _returned(there)

    with pytest.raises(Refused):
        actions.add_file(case.pk, "kk_file", ids.new_id(), by=w.resident(case), at=there.at)


def test_an_accepted_case_goes_back_to_accepted():
    there = w.world()
    case = w.taken(there)
    for paper in ("birth_letter", "kk", "f_2_04"):
        actions.tick_papers(case.pk, [paper], by=there.officer, at=there.at)
    case = actions.accept(case.pk, by=there.officer, at=there.at)
    case.seen_papers.filter(requirement="f_2_04").delete()

    case = actions.return_to_applicant(case.pk, requirement=PAPER, by=there.registrar, at=there.at)
    assert _clock(case, "deliver").state == "paused"
    actions.add_file(case.pk, QUESTION, ids.new_id(), by=w.resident(case), at=there.at)
    case = actions.complete(case.pk, by=w.resident(case), at=there.at)

    assert case.status == Status.ACCEPTED


def test_while_contested_the_clock_runs_and_an_upheld_return_stops_it_again():
    there = w.world()
    case = _returned(there)

    actions.contest_return(case.pk, by=w.resident(case), at=there.at)
    assert _clock(case, "accept").state == "running"
    with pytest.raises(Refused):
        actions.decide_contest(case.pk, overturn=False, reason="Perlu", by=there.officer, at=there.at)
    actions.decide_contest(case.pk, overturn=False, reason="Foto tidak terbaca.", by=there.head, at=there.at)

    assert _clock(case, "accept").state == "paused"
    assert Case.objects.get(pk=case.pk).status == Status.RETURNED


def test_an_overturned_return_counts_as_if_it_had_never_been():
    there = w.world()
    due = _clock(w.taken(there), "accept").due_at - there.at
    case = _returned(there)
    later = there.at + timedelta(minutes=10)

    actions.contest_return(case.pk, by=w.resident(case), at=later)
    case = actions.decide_contest(case.pk, overturn=True, reason="Dokumen sudah ada.", by=there.head, at=later)

    assert case.status == Status.TAKEN
    assert _clock(case, "accept").due_at - there.at == due


def test_a_contest_needs_a_written_reason_and_is_made_once():
    there = w.world()
    case = _returned(there)
    actions.contest_return(case.pk, by=w.resident(case), at=there.at)

    with pytest.raises(Refused):
        actions.contest_return(case.pk, by=w.resident(case), at=there.at)
    with pytest.raises(Refused):
        actions.decide_contest(case.pk, overturn=True, reason=" ", by=there.head, at=there.at)


def test_refuses_who_only_watches_over_the_office():
    there = w.world()
    case = w.accepted(there)
    head = there.head
    agency_head = type(head)(head.kind, str(ids.new_id()), "agency_head", head.offices)

    with pytest.raises(Refused, match="melayani warga"):
        actions.return_to_applicant(case.pk, requirement=PAPER, by=agency_head, at=there.at)
