"""Leaving: from a day on no entry; what was held goes back; nothing is deleted; undone while it is to come."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connections
from django.test import Client

from tuntas.domains.offices import actions, queries
from tuntas.domains.offices.models import Posting, Staff
from tuntas.domains.offices.rules import Role
from tuntas.domains.offices.tests.people import AT, CITY, TODAY, acting, engaged, posted, town
from tuntas.platform import clock, jobs
from tuntas.platform.actors import SYSTEM
from tuntas.platform.decisions import NotThere, Refused
from tuntas.platform.journal import queries as journal

BACKEND = "tuntas.domains.offices.backend.StaffBackend"
NEXT_WEEK = TODAY + timedelta(days=7)


@pytest.fixture
def there(db: None) -> Any:
    clock.set(AT)
    return town()


def leave(there: Any, on: date, who: Any = None, by: Any = None) -> None:
    actions.let_leave((who or there.officer).pk, leaves_on=on, by=by or there.city, at=AT)


def test_today_is_at_once(there: Any, client: Client) -> None:
    client.force_login(there.officer, backend=BACKEND)
    assert client.get("/staff/posting/").status_code == 200

    leave(there, TODAY)

    assert client.get("/staff/posting/").status_code == 302
    assert not Staff.objects.get(pk=there.officer.pk).is_active
    assert not acting(there.officer).offices


def test_later_day_ends_postings_before_it_and_the_account_on_it(there: Any) -> None:
    leave(there, NEXT_WEEK)

    assert Posting.objects.get(staff=there.officer).to_on == NEXT_WEEK - timedelta(days=1)
    assert Staff.objects.get(pk=there.officer.pk).is_active
    assert actions.carry_out_departures(AT) == 0
    assert actions.carry_out_departures(AT + timedelta(days=7)) == 1
    assert not Staff.objects.get(pk=there.officer.pk).is_active
    assert actions.carry_out_departures(AT + timedelta(days=7)) == 0


def test_undone_in_time_everything_is_as_before(there: Any) -> None:
    posted(there.officer, Role.REGISTRAR, "31.71.01.1002", last=date(2027, 6, 30))
    before = list(Posting.objects.filter(staff=there.officer).order_by("pk").values_list("pk", "to_on"))
    leave(there, NEXT_WEEK)

    actions.undo_leaving(there.officer.pk, by=there.city, at=AT)

    assert list(Posting.objects.filter(staff=there.officer).order_by("pk").values_list("pk", "to_on")) == before
    assert actions.carry_out_departures(AT + timedelta(days=7)) == 0
    with pytest.raises(NotThere):
        actions.undo_leaving(there.officer.pk, by=there.city, at=AT)


def test_what_was_set_stays_until_it_is_undone(there: Any) -> None:
    leave(there, NEXT_WEEK)

    with pytest.raises(Refused, match="sudah ditetapkan"):
        leave(there, TODAY)


def test_past_days_and_other_cities_are_refused(there: Any) -> None:
    with pytest.raises(Refused, match="hari ini atau"):
        leave(there, TODAY - timedelta(days=1))
    with pytest.raises(NotThere):
        leave(there, TODAY, there.stranger)
    with pytest.raises(Refused, match="Hanya administrator"):
        leave(there, TODAY, by=there.cast.head_of_unit)


def test_last_administrator_stays_and_so_does_their_posting(there: Any) -> None:
    cast_admin = Staff.objects.get(username="peragaan.admin")
    with pytest.raises(Refused, match="administrator terakhir"):
        leave(there, TODAY, cast_admin, by=there.admin)
    posting = Posting.objects.get(staff=cast_admin)
    with pytest.raises(Refused, match="administrator terakhir"):
        actions.end_posting(posting.pk, last_on=TODAY, by=there.admin, at=AT)

    engaged("admin.kedua", Role.ADMINISTRATOR, "31")

    actions.end_posting(posting.pk, last_on=TODAY, by=there.admin, at=AT)


def test_city_administrator_may_leave_because_one_above_remains(there: Any) -> None:
    leave(there, TODAY, there.city_admin, by=there.admin)

    assert not Staff.objects.get(pk=there.city_admin.pk).is_active


def test_nobody_takes_their_own_leaving_back(there: Any) -> None:
    leave(there, NEXT_WEEK, there.city_admin, by=there.admin)

    with pytest.raises(Refused, match="dirinya sendiri"):
        actions.undo_leaving(there.city_admin.pk, by=there.city, at=AT)


def test_cases_that_were_held_go_back_to_the_queue(there: Any) -> None:
    from tests import world as w

    from tuntas.domains.cases import actions as cases
    from tuntas.domains.cases.models import Case
    from tuntas.domains.register import demonstration as register

    register.load(AT, region_code=w.OFFICE)
    case = w.submitted(AT)
    cases.take(case.pk, by=acting(there.officer), at=AT)

    leave(there, TODAY)
    jobs.run_pending()

    back = Case.objects.get(pk=case.pk)
    assert (back.status, back.taken_by) == ("submitted", None)
    assert journal.history(case.stream)[-1].name == "case.released"


def test_two_administrators_cannot_end_one_another_at_once(own_db: str) -> None:
    clock.set(AT)
    there = town()
    second = engaged("admin.kedua", Role.ADMINISTRATOR, "31")
    first = Staff.objects.get(username="peragaan.admin")
    pairs = [(first, acting(second)), (second, there.admin)]

    def press(pair: Any) -> bool:
        try:
            actions.let_leave(pair[0].pk, leaves_on=TODAY, by=pair[1], at=AT)
        except Refused:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(press, pairs))

    assert sorted(done) == [False, True]
    assert Staff.objects.filter(pk__in=[first.pk, second.pk], is_active=True).count() == 1


def test_facts_say_what_happened(there: Any) -> None:
    leave(there, TODAY)

    names = [fact.name for fact in journal.history(f"staff:{there.officer.pk}")]

    assert names[-2:] == ["staff.leaving_planned", "staff.left"]
    assert queries.staff_name(there.officer.pk)  # nothing is deleted
    assert SYSTEM.id != there.city.id
    assert CITY in there.city.offices
