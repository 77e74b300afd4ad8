"""Ending a posting: not in the past, not twice, and what was held goes back to the office's queue."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from tests import world as w

from tuntas.domains.cases import actions as cases
from tuntas.domains.cases.models import Case
from tuntas.domains.offices import actions
from tuntas.domains.offices.models import Office, Posting, Staff
from tuntas.domains.offices.rules import Employment, Role
from tuntas.domains.offices.tests.people import AT, OFFICE, TODAY, acting, posted, town
from tuntas.domains.register import demonstration as register
from tuntas.platform import clock, jobs
from tuntas.platform.actors import SYSTEM
from tuntas.platform.decisions import NotThere, Refused
from tuntas.platform.journal import queries as journal

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
OTHER = "31.71.01.1002"


@pytest.fixture
def there(db: None) -> Any:
    clock.set(AT)
    return town()


def end(there: Any, last_on: date, posting: Posting | None = None, by: Any = None) -> None:
    posting = posting or Posting.objects.get(staff=there.officer)
    actions.end_posting(posting.pk, last_on=last_on, by=by or there.city, at=AT)


def held(there: Any) -> Case:
    register.load(AT, region_code=w.OFFICE)
    return cases.take(w.submitted(AT).pk, by=acting(there.officer), at=AT)


def state(case: Case) -> tuple[str, object]:
    now = Case.objects.get(pk=case.pk)
    return now.status, now.taken_by


def test_ended_at_once_gives_the_cases_back_by_a_reaction(there: Any) -> None:
    case = held(there)

    end(there, YESTERDAY)
    jobs.run_pending()

    assert state(case) == ("submitted", None)
    told = journal.history(case.stream)[-1]
    assert (told.name, told.content["held_by"]) == ("case.released", str(there.officer.pk))


def test_until_the_last_day_is_over_the_cases_stay(there: Any) -> None:
    case = held(there)
    end(there, TODAY)
    jobs.run_pending()

    assert cases.release_stranded(by=SYSTEM, at=AT) == 0
    assert state(case) == ("taken", there.officer.pk)
    assert cases.release_stranded(by=SYSTEM, at=AT + timedelta(days=1)) == 1
    assert state(case) == ("submitted", None)
    assert cases.release_stranded(by=SYSTEM, at=AT + timedelta(days=1)) == 0


def test_moved_to_another_office_leaves_the_cases_behind(there: Any) -> None:
    case, here = held(there), Posting.objects.get(staff=there.officer)
    posted(there.officer, Role.OFFICER, OTHER, first=TODAY)

    end(there, YESTERDAY, here)
    jobs.run_pending()

    assert state(case) == ("submitted", None)


def test_officer_by_another_posting_at_the_same_office_goes_on(there: Any) -> None:
    case, first = held(there), Posting.objects.get(staff=there.officer)
    end(there, TODAY, first)
    posted(there.officer, Role.OFFICER, OFFICE, first=TOMORROW)

    assert cases.release_stranded(by=SYSTEM, at=AT + timedelta(days=1)) == 0
    assert state(case) == ("taken", there.officer.pk)


def test_paper_that_comes_for_somebody_gone_is_stuck_with_nobody(there: Any) -> None:
    case = held(there)
    cases.return_to_applicant(case.pk, requirement="kk", by=acting(there.officer), at=AT)
    end(there, YESTERDAY)
    jobs.run_pending()
    assert state(case)[0] == "returned"

    Case.objects.filter(pk=case.pk).update(status="taken")  # as `complete` leaves it
    cases.release_stranded(by=SYSTEM, at=AT)

    assert state(case) == ("submitted", None)


def test_page_says_before_how_many_cases_go_back(there: Any, client: Client) -> None:
    held(there)
    client.force_login(Staff.objects.get(pk=there.city_admin.pk))
    posting = Posting.objects.get(staff=there.officer)
    person = f"/staff/people/{there.officer.pk}/"

    for page in (f"{person}postings/{posting.pk}/end/", f"{person}leaving/"):
        shown = client.get(page).content.decode()
        assert shown.count("memegang 1 permohonan") == 1  # in the notice, and not on the button
    elsewhere = posted(there.officer, Role.OFFICER, OTHER)
    assert "memegang" not in client.get(f"{person}postings/{elsewhere.pk}/end/").content.decode()


def test_days_that_are_over_stay_as_they_were(there: Any) -> None:
    with pytest.raises(Refused, match="paling awal kemarin"):
        end(there, YESTERDAY - timedelta(days=1))

    end(there, YESTERDAY)

    with pytest.raises(Refused, match="sudah berakhir"):
        end(there, TOMORROW)


def test_nobody_is_posted_to_an_office_that_has_closed_by_then(there: Any) -> None:
    Office.objects.filter(pk=OTHER).update(active_to=TODAY)
    posted(there.officer, Role.OFFICER, OTHER, first=TODAY)

    with pytest.raises(Refused, match="sudah tutup"):
        give(there, OTHER, TOMORROW)


def test_no_posting_outlasts_a_day_of_leaving(there: Any) -> None:
    actions.let_leave(there.officer.pk, leaves_on=TODAY + timedelta(days=7), by=there.city, at=AT)

    with pytest.raises(Refused, match="Hari berhenti"):
        give(there, OTHER, TOMORROW)
    give(there, OTHER, TOMORROW, last=TODAY + timedelta(days=6))


def test_somebody_of_another_city_is_not_posted_here(there: Any) -> None:
    with pytest.raises(NotThere):
        actions.post_staff(
            there.stranger.pk,
            office_code=OTHER,
            role=Role.OFFICER,
            employment=Employment.PNS,
            from_on=TODAY,
            by=there.city,
            at=AT,
        )


def give(there: Any, office: str, first: date, last: date | None = None) -> Posting:
    return actions.post_staff(
        there.officer.pk,
        office_code=office,
        role=Role.OFFICER,
        employment=Employment.PNS,
        from_on=first,
        to_on=last,
        by=there.city,
        at=AT,
    )
