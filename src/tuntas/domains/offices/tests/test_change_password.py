"""Another password by its owner: the second step first, the old one with it, others signed out, a letter after it."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from django.test import Client

from tuntas.domains.messaging.models import Message
from tuntas.domains.offices import actions
from tuntas.domains.offices.models import Staff
from tuntas.domains.offices.tests.people import AT, PASSWORD, town
from tuntas.platform import clock, jobs
from tuntas.platform.journal import queries as journal

PAGE, CODE = "/staff/password/", "/staff/confirm/code/"
BACKEND = "tuntas.domains.offices.backend.StaffBackend"
NEW = "dua-belas-layang-layang"


@pytest.fixture
def there(db: None) -> Any:
    cache.clear()
    clock.set(AT)
    opened = town()
    opened.officer.set_password(PASSWORD)
    opened.officer.save()
    return opened


def signed_in(there: Any) -> Client:
    client = Client()
    client.force_login(there.officer, backend=BACKEND)
    return client


def with_second_step(there: Any) -> list[str]:
    """An app, and codes on paper that are typed in its place."""
    TOTP.activate(there.officer, "JBSWY3DPEHPK3PXP")
    return RecoveryCodes.activate(there.officer).get_unused_codes()


def send(client: Client, old: str = PASSWORD, new: str = NEW, again: str | None = None) -> Any:
    return client.post(PAGE, {"old": old, "password": new, "again": new if again is None else again})


def has_now(there: Any, password: str) -> bool:
    return Staff.objects.get(pk=there.officer.pk).check_password(password)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_second_step_is_asked_for_first_and_then_it_is_changed(there: Any) -> None:
    codes, client = with_second_step(there), signed_in(there)

    assert client.get(PAGE).url == f"{CODE}?next=%2Fstaff%2Fpassword%2F"
    assert send(client).url == f"{CODE}?next=%2Fstaff%2Fpassword%2F"
    assert has_now(there, PASSWORD)
    back = client.post(f"{CODE}?next={PAGE}", {"code": codes[0], "next": PAGE})
    assert back.url == PAGE

    assert send(client).url == "/staff/account/"
    assert has_now(there, NEW)


def test_password_alone_is_no_second_step(there: Any) -> None:
    with_second_step(there)
    client = signed_in(there)

    client.post("/staff/confirm/", {"password": PASSWORD})

    assert client.get(PAGE).url.startswith(CODE)
    assert send(client).url.startswith(CODE)


def test_other_browsers_are_signed_out_and_this_one_stays(there: Any) -> None:
    here, elsewhere = signed_in(there), signed_in(there)
    assert elsewhere.get("/staff/account/").status_code == 200

    send(here)

    assert here.get("/staff/account/").status_code == 200
    assert elsewhere.get("/staff/account/").status_code == 302


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"old": "bukan-yang-sekarang"}, "bukan kata sandi Anda sekarang"),
        ({"new": PASSWORD}, "kata sandi Anda sekarang. Pilih"),
        ({"new": "pendek"}, "12"),
        ({"again": "lain-sama-sekali"}, "tidak sama"),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field(there: Any, typed: Any, words: str) -> None:
    answer = send(signed_in(there), **typed)

    assert answer.status_code == 422
    assert words in text(answer)
    assert has_now(there, PASSWORD)


def test_guessing_the_old_one_is_slowed_down(there: Any) -> None:
    client = signed_in(there)
    tried = [send(client, old=f"tebakan-ke-{number}").status_code for number in range(6)]

    assert tried == [422] * 5 + [429]
    assert send(client).status_code == 429
    assert has_now(there, PASSWORD)


def test_account_without_a_password_has_none_to_change(there: Any) -> None:
    there.officer.set_unusable_password()
    there.officer.save()

    assert "tidak memiliki kata sandi" in text(signed_in(there).get(PAGE))
    assert PAGE not in text(signed_in(there).get("/staff/account/"))


def test_it_is_told_in_the_story_and_by_a_letter(there: Any) -> None:
    client = signed_in(there)

    send(client)
    jobs.run_pending()

    assert "staff.password_changed" in [row.name for row in journal.history(f"staff:{there.officer.pk}")]
    assert "Kata sandi diganti" in text(client.get("/staff/account/"))
    letter = Message.objects.get(template="staff_account_changed")
    assert letter.recipient == there.officer.email
    assert letter.parameters["what"] == "Kata sandi diganti."
    assert letter.parameters["link"].endswith("/staff/account/")


@pytest.mark.parametrize(("added", "words"), [(True, "ditambahkan"), (False, "dilepas")])
def test_passkey_that_came_or_went_is_told_by_a_letter(there: Any, added: bool, words: str) -> None:
    actions.note_second_step(there.officer, kind="passkey", added=added, at=AT)
    jobs.run_pending()

    assert words in Message.objects.get(template="staff_account_changed").parameters["what"]


def test_recovery_codes_made_anew_are_a_fact_and_a_letter(there: Any) -> None:
    with_second_step(there)
    client = signed_in(there)
    client.post("/staff/confirm/", {"password": PASSWORD})

    client.post("/staff/recovery-codes/new/")
    jobs.run_pending()

    assert "staff.recovery_codes_made" in [row.name for row in journal.history(f"staff:{there.officer.pk}")]
    assert "Kode cadangan" in Message.objects.get(template="staff_account_changed").parameters["what"]


def test_asked_recovery_is_told_to_whom_it_concerns(there: Any) -> None:
    actions.ask_recovery(there.officer.pk, reason="Ponsel hilang", by=there.city, at=AT)
    jobs.run_pending()

    assert "pemulihan" in Message.objects.get(template="staff_account_changed").parameters["what"]


def test_nobody_without_an_address_is_written_to(there: Any) -> None:
    Staff.objects.filter(pk=there.officer.pk).update(email="")

    actions.note_second_step(there.officer, kind="passkey", added=True, at=AT)
    jobs.run_pending()

    assert not Message.objects.filter(template="staff_account_changed").exists()
