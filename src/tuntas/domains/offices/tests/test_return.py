"""Somebody who left comes back: the same account and its history, entered anew by an invitation."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from tuntas.domains.offices import actions, queries
from tuntas.domains.offices.models import Office, Posting, Recovery, Staff
from tuntas.domains.offices.queries import roster
from tuntas.domains.offices.rules import Employment, Role
from tuntas.domains.offices.tests.people import AT, OFFICE, OFFICE_ELSEWHERE, PASSWORD, TODAY, posted, town
from tuntas.platform import clock, jobs
from tuntas.platform.decisions import NotThere, Refused
from tuntas.platform.ids import new_id
from tuntas.platform.journal import queries as journal

TOMORROW = TODAY + timedelta(days=1)
LATER = AT + timedelta(days=1)


@pytest.fixture
def there(db: None) -> Any:
    """Somebody with a password and an app, who left yesterday and was to be an administrator later."""
    clock.set(AT)
    there = town()
    token = actions.invite(there.officer.pk, by_email=False, by=there.city, at=AT)
    actions.enter(token or "", PASSWORD, at=AT)
    Authenticator.objects.create(user=there.officer, type="totp", data={})
    posted(there.officer, Role.ADMINISTRATOR, OFFICE, first=TODAY + timedelta(days=30))
    actions.ask_recovery(there.officer.pk, reason="Ponsel hilang", by=there.cast.head_of_unit, at=AT)
    actions.let_leave(there.officer.pk, leaves_on=TODAY, by=there.city, at=AT)
    clock.set(LATER)
    return there


def take_on(
    there: Any, *, office: str = OFFICE, by: Any = None, first: date = TOMORROW, **more: Any
) -> str | None:
    return actions.take_on_again(
        there.officer.pk,
        email=more.pop("email", ""),
        office_code=office,
        role=Role.OFFICER,
        employment=Employment.PPPK,
        from_on=first,
        to_on=None,
        by=by or there.city,
        at=LATER,
        **more,
    )


def now(there: Any) -> Staff:
    return Staff.objects.get(pk=there.officer.pk)


def standing(there: Any) -> str:
    shown = roster.person(there.officer.pk, there.city, LATER)
    assert shown
    return shown.line.standing


def test_same_account_is_entered_anew(there: Any) -> None:
    token = take_on(there)

    assert (now(there).is_active, now(there).check_password(PASSWORD)) == (True, False)
    assert not Authenticator.objects.filter(user=there.officer).exists()
    assert standing(there) == "invited"
    actions.enter(token or "", "dua-belas-layang-layang", at=LATER)
    assert standing(there) == "active"
    assert queries.actor_for(now(there), TOMORROW).serves(OFFICE)


def test_history_is_kept_and_says_who_took_them_on(there: Any) -> None:
    take_on(there)

    told = [row.name for row in journal.history(f"staff:{there.officer.pk}")]
    assert told.index("staff.added") < told.index("staff.left") < told.index("staff.returned")
    assert told[-2:] == ["staff.posted", "staff.invited"]
    gone = there.officer.departures.get()
    assert (gone.returned_by, gone.returned_at) == (there.city.id, LATER)


def test_invitation_goes_to_the_address_of_today(there: Any) -> None:
    assert take_on(there, email="baru@example.org") is None
    jobs.run_pending()

    from tuntas.domains.messaging.models import Message

    letter = Message.objects.get(template="staff_invitation")
    assert letter.recipient == "baru@example.org"


def test_link_that_ended_is_made_anew(there: Any) -> None:
    first = take_on(there)

    second = actions.invite(there.officer.pk, by_email=False, by=there.city, at=LATER)

    with pytest.raises(Refused):
        actions.enter(first or "", PASSWORD, at=LATER)
    actions.enter(second or "", PASSWORD, at=LATER)


def test_what_was_to_come_and_asked_for_before_is_gone(there: Any) -> None:
    take_on(there)

    assert not Posting.objects.filter(staff=there.officer, role=Role.ADMINISTRATOR).exists()
    assert Recovery.objects.get(staff=there.officer).closed_at == LATER


def test_second_leaving_and_return_are_as_the_first(there: Any) -> None:
    take_on(there)
    actions.let_leave(there.officer.pk, leaves_on=TOMORROW, by=there.city, at=LATER)
    assert standing(there) == "left"

    take_on(there, first=TOMORROW + timedelta(days=1))

    assert standing(there) == "invited"


def test_refuses_who_did_not_leave_who_is_not_in_charge_and_closed_offices(there: Any) -> None:
    with pytest.raises(Refused, match="Hanya administrator"):
        take_on(there, by=there.cast.head_of_unit)
    with pytest.raises(NotThere):
        take_on(there, by=there.cast.officer_elsewhere)
    with pytest.raises(Refused, match="bukan penanggung jawab"):
        take_on(there, office=OFFICE_ELSEWHERE)
    Office.objects.filter(pk="31.71.01.1002").update(active_to=TODAY)
    with pytest.raises(Refused, match="sudah tutup"):
        take_on(there, office="31.71.01.1002")
    assert not now(there).is_active

    take_on(there)

    with pytest.raises(Refused, match="tidak berhenti"):
        take_on(there)


def test_sent_twice_it_is_one_return_with_one_link(there: Any) -> None:
    key = str(new_id())

    assert take_on(there, key=key) == take_on(there, key=key)

    assert Posting.objects.filter(staff=there.officer, from_on=TOMORROW).count() == 1


def test_page_asks_for_the_posting_and_shows_the_link_once(there: Any, client: Client) -> None:
    client.force_login(Staff.objects.get(pk=there.city_admin.pk))
    page = f"/staff/people/{there.officer.pk}/"
    assert f"{page}return/" in client.get(page).content.decode()

    wrong = client.post(f"{page}return/", {"email": "bukan alamat"})
    given = {
        "email": "",
        "role": "officer",
        "office_code": OFFICE,
        "employment": "PNS",
        "from_on": "2026-11-24",
    }
    answer = client.post(f"{page}return/", {**given, "key": str(new_id())})

    assert wrong.status_code == 422
    assert re.search(r"/staff/enter/[a-z0-9]+/", answer.content.decode())
    assert f"{page}return/" not in client.get(page).content.decode()
