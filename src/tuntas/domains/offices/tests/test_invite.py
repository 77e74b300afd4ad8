"""An invitation: one link, used once, for 72 hours, and nowhere in clear but in the letter or on one page."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from tuntas.domains.offices import actions
from tuntas.domains.offices.models import EntryLink, Staff
from tuntas.domains.offices.tests.people import AT, PASSWORD, acting, town
from tuntas.platform import clock, jobs
from tuntas.platform.decisions import NotThere, Refused
from tuntas.platform.journal import queries as journal


@pytest.fixture
def there(db: None) -> Any:
    clock.set(AT)
    return town()


def on_paper(there: Any, by: Any = None) -> str:
    token = actions.invite(there.officer.pk, by_email=False, by=by or there.admin, at=AT)
    assert token
    return token


def test_link_sets_the_password_once(there: Any) -> None:
    token = on_paper(there)

    actions.enter(token, PASSWORD, at=AT)

    assert Staff.objects.get(pk=there.officer.pk).check_password(PASSWORD)
    with pytest.raises(Refused, match="sudah berakhir"):
        actions.enter(token, "lain-lagi-kata-sandi", at=AT)


def test_link_ends_after_72_hours(there: Any) -> None:
    token = on_paper(there)

    with pytest.raises(Refused, match="sudah berakhir"):
        actions.enter(token, PASSWORD, at=AT + timedelta(hours=72))


def test_newer_link_replaces_the_one_before_and_a_withdrawn_one_is_none(there: Any) -> None:
    first, second = on_paper(there), on_paper(there)
    with pytest.raises(Refused, match="sudah berakhir"):
        actions.enter(first, PASSWORD, at=AT)

    actions.withdraw_link(there.officer.pk, by=there.admin, at=AT)

    with pytest.raises(Refused, match="sudah berakhir"):
        actions.enter(second, PASSWORD, at=AT)


@pytest.mark.parametrize("weak", ["pendek", "petugas.baru", "1q2w3e4r5t6y", "Pegawai Petugas.Baru"])
def test_weak_password_is_refused_and_uses_nothing_up(there: Any, weak: str) -> None:
    token = on_paper(there)

    with pytest.raises(ValidationError):
        actions.enter(token, weak, at=AT)

    assert actions.enter(token, PASSWORD, at=AT).pk == there.officer.pk


def test_link_by_e_mail_stands_in_its_letter_alone(there: Any) -> None:
    from tuntas.domains.messaging.models import Message

    assert actions.invite(there.officer.pk, by_email=True, by=there.admin, at=AT) is None
    assert EntryLink.objects.get().token_hash is None
    jobs.run_pending()

    letter = Message.objects.get(template="staff_invitation")
    token = re.search(r"/staff/enter/([a-z2-7]+)/", letter.parameters["link"])
    assert token
    assert letter.recipient == "petugas.baru@example.org"
    assert token[1] not in str([fact.content for fact in journal.history(f"staff:{there.officer.pk}")])
    assert actions.enter(token[1], PASSWORD, at=AT).pk == there.officer.pk


def test_letter_is_written_once_however_often_its_job_runs(there: Any) -> None:
    from tuntas.domains.messaging.jobs import send_entry_link
    from tuntas.domains.messaging.models import Message

    actions.invite(there.officer.pk, by_email=True, by=there.admin, at=AT)
    fact = journal.history(f"staff:{there.officer.pk}")[-1]
    send_entry_link(fact_id=fact.fact_id)
    before = bytes(EntryLink.objects.get().token_hash or b"")

    send_entry_link(fact_id=fact.fact_id)

    assert Message.objects.count() == 1
    assert bytes(EntryLink.objects.get().token_hash or b"") == before


def test_without_an_address_there_is_no_letter(there: Any) -> None:
    with pytest.raises(Refused, match="Alamat email tidak diketahui"):
        actions.invite(there.stranger.pk, by_email=True, by=there.admin, at=AT)


def test_sent_twice_it_is_one_link(there: Any) -> None:
    key = "6f1a3c5e-0000-4000-8000-000000000001"

    tokens = {
        actions.invite(there.officer.pk, by_email=False, by=there.admin, at=AT, key=key) for _time in range(2)
    }

    assert len(tokens) == 1
    assert EntryLink.objects.count() == 1


def test_city_administrator_invites_in_the_city_only(there: Any) -> None:
    on_paper(there, by=there.city)

    with pytest.raises(NotThere):
        actions.invite(there.stranger.pk, by_email=False, by=there.city, at=AT)


@pytest.mark.parametrize("who", ["officer", "head_of_unit", "agency_head", "registrar"])
def test_nobody_else_invites(there: Any, who: str) -> None:
    by = getattr(there.cast, who)

    with pytest.raises((NotThere, Refused)):
        actions.invite(there.officer.pk, by_email=False, by=by, at=AT)


def test_who_has_entered_is_not_invited_again(there: Any) -> None:
    actions.enter(on_paper(there), PASSWORD, at=AT)

    with pytest.raises(Refused, match="sudah pernah masuk"):
        on_paper(there)


def test_page_leads_from_the_link_to_the_second_step_and_no_further(there: Any, client: Client) -> None:
    address = f"/staff/enter/{on_paper(there)}/"
    assert "petugas.baru" in client.get(address).content.decode()

    typed = client.post(address, {"password": PASSWORD, "again": "lain"})
    assert typed.status_code == 422
    assert "Keduanya tidak sama" in typed.content.decode()
    weak = client.post(address, {"password": "petugas.baru", "again": "petugas.baru"})
    assert weak.status_code == 422

    assert client.post(address, {"password": PASSWORD, "again": PASSWORD}).url == "/staff/protect/"
    assert client.get("/desk/").url == "/staff/protect/"
    assert client.get("/staff/protect/").status_code == 200
    assert client.get("/staff/second-step/").status_code == 200  # without the password once more


def test_unknown_and_ended_links_answer_the_same(there: Any, client: Client) -> None:
    token = on_paper(there)
    actions.withdraw_link(there.officer.pk, by=there.admin, at=AT)

    answers = {one: client.get(f"/staff/enter/{one}/") for one in (token, "a" * 32)}

    assert {answer.status_code for answer in answers.values()} == {404}
    assert len({answer.content.decode().replace(one, "…") for one, answer in answers.items()}) == 1


def test_facts_name_nobody(there: Any) -> None:
    actions.enter(on_paper(there), PASSWORD, at=AT)

    told = journal.history(f"staff:{there.officer.pk}")

    assert [fact.name for fact in told][-2:] == ["staff.invited", "staff.entered"]
    assert told[-1].actor_id == acting(there.officer).id
    assert "example.org" not in str([fact.content for fact in told])
