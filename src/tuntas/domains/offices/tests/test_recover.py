"""Recovery: two different persons in charge, within a day, and neither is the person."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.db import connections
from django.test import Client

from tuntas.domains.offices import actions
from tuntas.domains.offices.models import EntryLink, Staff
from tuntas.domains.offices.rules import Employment, Role
from tuntas.domains.offices.tests.people import AT, CITY, PASSWORD, TODAY, acting, engaged, posted, town
from tuntas.platform import clock
from tuntas.platform.decisions import NotThere, Refused
from tuntas.platform.journal import queries as journal

LATER = AT + timedelta(hours=1)


@pytest.fixture
def there(db: None) -> Any:
    return _there()


def _there() -> Any:
    clock.set(AT)
    opened = town()
    actions.enter(
        actions.invite(opened.officer.pk, by_email=False, by=opened.admin, at=AT) or "", PASSWORD, at=AT
    )
    Authenticator.objects.create(user=opened.officer, type="totp", data={"secret": "x"})
    return opened


def ask(there: Any, by: Any = None) -> None:
    actions.ask_recovery(there.officer.pk, reason="Ponsel hilang", by=by or there.city, at=AT)


def confirm(there: Any, by: Any, at: Any = LATER) -> str | None:
    return actions.confirm_recovery(there.officer.pk, by_email=False, by=by, at=at)


def test_second_person_opens_a_link_and_ends_what_was(there: Any, client: Client) -> None:
    before = Staff.objects.get(pk=there.officer.pk)
    client.force_login(before, backend="tuntas.domains.offices.backend.StaffBackend")
    assert client.get("/staff/account/").status_code == 200
    ask(there)

    token = confirm(there, there.admin)

    assert token
    assert not Authenticator.objects.filter(user=there.officer).exists()
    assert not Staff.objects.get(pk=there.officer.pk).has_usable_password()
    assert client.get("/staff/account/").status_code == 302
    actions.enter(token, "kopi-hitam-sungai-utara", at=LATER)
    assert Staff.objects.get(pk=there.officer.pk).check_password("kopi-hitam-sungai-utara")


def test_head_of_unit_and_administrator_are_two_persons(there: Any) -> None:
    ask(there, by=there.cast.head_of_unit)

    assert confirm(there, there.city)


def test_who_asked_does_not_confirm(there: Any) -> None:
    ask(there)

    with pytest.raises(Refused, match="Anda sendiri yang meminta"):
        confirm(there, there.city)

    assert Authenticator.objects.filter(user=there.officer).exists()


def test_nobody_makes_themselves_a_second_person(there: Any) -> None:
    second = actions.add_staff("orang-kedua", name="Orang Kedua", by=there.admin, at=AT)
    actions.post_staff(
        second.pk,
        office_code="31",
        role=Role.ADMINISTRATOR,
        employment=Employment.PNS,
        from_on=TODAY.replace(month=1),
        by=there.admin,
        at=AT,
    )
    ask(there, by=there.admin)

    with pytest.raises(Refused, match="kurang dari 30 hari"):
        confirm(there, acting(second))

    assert Authenticator.objects.filter(user=there.officer).exists()
    assert confirm(there, there.city)


def test_nobody_asks_or_confirms_for_themselves(there: Any) -> None:
    with pytest.raises(Refused, match="akunnya sendiri"):
        actions.ask_recovery(there.city_admin.pk, reason="x", by=there.city, at=AT)
    actions.ask_recovery(there.city_admin.pk, reason="x", by=there.admin, at=AT)

    with pytest.raises(Refused, match="akunnya sendiri"):
        actions.confirm_recovery(there.city_admin.pk, by_email=False, by=there.city, at=AT)


def test_ends_after_a_day_and_can_be_asked_for_again(there: Any) -> None:
    ask(there)
    with pytest.raises(Refused, match="lebih dari sehari"):
        confirm(there, there.admin, at=AT + timedelta(hours=24))

    actions.ask_recovery(there.officer.pk, reason="Lagi", by=there.city, at=AT + timedelta(hours=25))

    assert confirm(there, there.admin, at=AT + timedelta(hours=26))


def test_is_asked_for_once_at_a_time_and_can_be_ended(there: Any) -> None:
    ask(there)
    with pytest.raises(Refused, match="sudah diminta"):
        ask(there, by=there.admin)

    actions.refuse_recovery(there.officer.pk, by=there.admin, at=LATER)

    with pytest.raises(NotThere):
        confirm(there, there.admin)


def test_wants_a_reason(there: Any) -> None:
    with pytest.raises(Refused, match="apa yang hilang"):
        actions.ask_recovery(there.officer.pk, reason="  ", by=there.city, at=AT)


def test_officers_and_others_cannot(there: Any) -> None:
    other_city = acting(engaged("admin.selatan", Role.ADMINISTRATOR, "31.74"))
    for by in (there.cast.second_officer, there.cast.registrar, there.cast.officer_elsewhere, other_city):
        with pytest.raises(NotThere):
            ask(there, by=by)


def test_not_by_who_is_in_charge_of_only_one_of_two_postings(there: Any) -> None:
    """Else whoever gives somebody above a small role could open that person's account."""
    posted(there.officer, Role.AGENCY_HEAD, "31")

    with pytest.raises(Refused, match="juga bekerja di kantor"):
        ask(there)


def test_person_reads_each_step(there: Any, client: Client) -> None:
    ask(there)
    confirm(there, there.admin)

    names = [fact.name for fact in journal.history(f"staff:{there.officer.pk}")]

    assert names[-3:] == ["staff.recovery_asked", "staff.recovery_confirmed", "staff.invited"]
    client.force_login(
        Staff.objects.get(pk=there.officer.pk), backend="tuntas.domains.offices.backend.StaffBackend"
    )
    assert "Pemulihan dikonfirmasi" in client.get("/staff/account/").content.decode()


def test_one_administrator_alone_makes_no_further_link(there: Any) -> None:
    """Also for an account that was made on the command line and never used a link."""
    made = engaged("dari.perintah", password=PASSWORD)
    actions.ask_recovery(made.pk, reason="x", by=there.city, at=AT)
    actions.confirm_recovery(made.pk, by_email=False, by=there.admin, at=AT)

    with pytest.raises(Refused, match="sudah pernah masuk"):
        actions.invite(made.pk, by_email=False, by=there.admin, at=AT)


def test_two_confirmations_at_once_are_one(own_db: str) -> None:
    there = _there()
    third = acting(engaged("admin.kedua", Role.ADMINISTRATOR, CITY))
    ask(there, by=there.cast.head_of_unit)

    def press(by: Any) -> str | None:
        try:
            return confirm(there, by)
        except (NotThere, Refused):
            return None
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        tokens = list(pool.map(press, [there.admin, there.city, third, there.cast.agency_head]))

    assert sum(token is not None for token in tokens) == 1
    assert EntryLink.objects.filter(purpose="recovery").count() == 1
