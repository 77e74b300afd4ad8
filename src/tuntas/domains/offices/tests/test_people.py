"""The list and the page of people: who sees whom, what is found, and what each verb answers on its page."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from tuntas.domains.offices import actions
from tuntas.domains.offices.models import Posting, Staff
from tuntas.domains.offices.rules import Role
from tuntas.domains.offices.tests.people import (
    AT,
    OFFICE,
    OFFICE_ELSEWHERE,
    TODAY,
    acting,
    engaged,
    posted,
    town,
)
from tuntas.platform import clock
from tuntas.platform.decisions import NotThere, Refused
from tuntas.platform.journal import queries as journal

BACKEND = "tuntas.domains.offices.backend.StaffBackend"
LIST = "/staff/people/"


@pytest.fixture
def there(db: None) -> Any:
    clock.set(AT)
    return town()


def signed_in(client: Client, who: Any) -> Client:
    client.force_login(Staff.objects.get(pk=getattr(who, "pk", None) or who.id), backend=BACKEND)
    return client


def text(answer: Any) -> str:
    return str(answer.content.decode())


def new_person(**changes: str) -> dict[str, str]:
    given = {
        "name": "Pegawai Contoh",
        "username": "pegawai.contoh",
        "email": "",
        "role": "officer",
        "office_code": OFFICE,
        "employment": "PJLP",
        "from_on": "2026-12-01",
        "to_on": "",
        "key": "6f1a3c5e-0000-4000-8000-000000000002",
    }
    return {**given, **changes}


def test_list_shows_the_own_region_only(there: Any, client: Client) -> None:
    shown = text(signed_in(client, there.city_admin).get(LIST))

    assert "Pegawai Petugas.Baru" in shown
    assert "Petugas Peragaan Satu" in shown
    assert "Pegawai Petugas.Jauh" not in shown


def test_head_of_unit_reads_the_own_office_and_changes_nothing(there: Any, client: Client) -> None:
    signed_in(client, there.cast.head_of_unit)
    assert "Pegawai Petugas.Baru" in text(client.get(LIST))

    page = text(client.get(f"{LIST}{there.officer.pk}/"))
    assert "Tambah penempatan" not in page
    for verb in ("details", "leaving", "postings/new"):
        assert client.get(f"{LIST}{there.officer.pk}/{verb}/").status_code == 404
    assert client.get(f"{LIST}new/").status_code == 404


@pytest.mark.parametrize("who", ["officer", "registrar", "officer_elsewhere"])
def test_others_find_no_such_pages(there: Any, client: Client, who: str) -> None:
    signed_in(client, getattr(there.cast, who))

    for address in (LIST, f"{LIST}new/", f"{LIST}{there.officer.pk}/"):
        assert client.get(address).status_code == 404


def test_person_elsewhere_and_nobody_are_the_same_answer(there: Any, client: Client) -> None:
    signed_in(client, there.city_admin)
    elsewhere, nobody = there.stranger.pk, "01a202c0-0000-7000-8000-000000000000"

    for verb in ("", "details/", "leaving/", "postings/new/", "recovery/"):
        answers = [client.get(f"{LIST}{one}/{verb}") for one in (elsewhere, nobody)]
        assert [answer.status_code for answer in answers] == [404, 404]
    for verb in ("invitation", "invitation/end", "recovery/confirmation", "recovery/end", "leaving/undoing"):
        assert client.post(f"{LIST}{elsewhere}/{verb}/").status_code == 404


def test_search_by_name_role_and_leaving(there: Any, client: Client) -> None:
    actions.let_leave(there.officer.pk, leaves_on=TODAY, by=there.admin, at=AT)
    signed_in(client, there.cast.administrator)

    assert "Pegawai Petugas.Jauh" in text(client.post(LIST, {"text": "jauh petugas"}))
    assert "Petugas Peragaan Satu" not in text(client.post(LIST, {"text": "jauh petugas"}))
    assert "Petugas Peragaan Satu" not in text(client.get(f"{LIST}?role=registrar"))
    assert "Pegawai Petugas.Baru" not in text(client.get(LIST))
    assert "Pegawai Petugas.Baru" in text(client.get(f"{LIST}?left=1"))
    assert "Tidak ada pegawai di sini" in text(client.post(LIST, {"text": "tidak-ada"}))


def test_list_is_paged_and_asks_the_same_number_of_questions(
    there: Any, client: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(60):
        engaged(f"petugas.{number:03}")
    signed_in(client, there.city_admin)

    with django_assert_max_num_queries(16):
        first = text(client.get(LIST))
    second = text(client.post(LIST, {"page": "2"}))

    assert "Halaman berikutnya" in first
    assert "Halaman sebelumnya" in second
    assert "Pegawai Petugas.059" not in first
    assert "Pegawai Petugas.059" in second


def test_looking_at_a_list_and_at_a_person_are_facts(there: Any, client: Client) -> None:
    signed_in(client, there.city_admin)

    client.get(LIST)
    client.get(LIST)
    client.get(f"{LIST}{there.officer.pk}/")

    listed = [fact for fact in journal.history("office:31.71") if fact.name == "office.people_listed"]
    assert len(listed) == 1
    assert journal.history(f"staff:{there.officer.pk}")[-1].name == "staff.seen"


def test_somebody_new_is_added_posted_and_invited_in_one_step(there: Any, client: Client) -> None:
    signed_in(client, there.city_admin)

    answer = client.post(f"{LIST}new/", new_person())

    assert "/staff/enter/" in text(answer)
    staff = Staff.objects.get(username="pegawai.contoh")
    assert Posting.objects.get(staff=staff).from_on == date(2026, 12, 1)
    assert "Diundang" in text(client.get(f"{LIST}{staff.pk}/"))
    client.post(f"{LIST}new/", new_person())
    assert Staff.objects.filter(username="pegawai.contoh").count() == 1


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"username": "peragaan.petugas1"}, "sudah dipakai"),
        ({"username": "Ada Spasi"}, "huruf kecil"),
        ({"office_code": OFFICE_ELSEWHERE}, "salah satu kantor Anda"),
        ({"to_on": "2026-11-30"}, "mendahului"),
        ({"email": "bukan"}, "bukan alamat email"),
        ({"name": ""}, "Silakan isi"),
        ({"role": "raja"}, "raja"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(
    there: Any, client: Client, changes: dict[str, str], says: str
) -> None:
    before = Staff.objects.count()

    answer = signed_in(client, there.city_admin).post(f"{LIST}new/", new_person(**changes))

    assert answer.status_code == 422
    assert says in text(answer)
    assert Staff.objects.count() == before


def test_posting_is_added_corrected_and_taken_back(there: Any, client: Client) -> None:
    signed_in(client, there.city_admin)
    page = f"{LIST}{there.officer.pk}/"
    given = {"role": "registrar", "office_code": OFFICE, "employment": "PNS", "from_on": "2026-12-01"}

    client.post(f"{page}postings/new/", given)
    posting = Posting.objects.get(staff=there.officer, role="registrar")
    client.post(f"{page}postings/{posting.pk}/", {**given, "role": "officer", "from_on": "2027-01-04"})
    assert client.post(f"{page}postings/{posting.pk}/", {**given, "role": "officer"}).status_code == 422
    client.post(f"{page}postings/{posting.pk}/", {**given, "role": "head_of_unit", "from_on": "2027-01-04"})
    posting.refresh_from_db()
    assert (posting.role, posting.from_on) == ("head_of_unit", date(2027, 1, 4))

    client.post(f"{page}postings/{posting.pk}/withdrawal/")
    assert not Posting.objects.filter(pk=posting.pk).exists()


def test_posting_held_already_is_refused_in_words(there: Any, client: Client) -> None:
    signed_in(client, there.city_admin)
    given = {"role": "officer", "office_code": OFFICE, "employment": "PNS", "from_on": "2026-12-01"}

    answer = client.post(f"{LIST}{there.officer.pk}/postings/new/", given)

    assert answer.status_code == 422
    assert "sudah memegang peran ini" in text(answer)


def test_posting_that_began_is_ended_not_rewritten(there: Any, client: Client) -> None:
    posting = Posting.objects.get(staff=there.officer)
    with pytest.raises(Refused, match="sudah dimulai"):
        actions.withdraw_posting(posting.pk, by=there.city, at=AT)

    signed_in(client, there.city_admin)
    client.post(f"{LIST}{there.officer.pk}/postings/{posting.pk}/end/", {"last_on": "2026-11-30"})

    posting.refresh_from_db()
    assert posting.to_on == date(2026, 11, 30)


def test_nobody_gives_themselves_a_role(there: Any) -> None:
    with pytest.raises(Refused, match="dirinya sendiri"):
        actions.post_staff(
            there.city_admin.pk,
            office_code=OFFICE,
            role=Role.REGISTRAR,
            employment="PNS",  # type: ignore[arg-type]
            from_on=TODAY,
            by=there.city,
            at=AT,
        )


def test_nobody_posts_outside_of_their_region(there: Any) -> None:
    with pytest.raises(Refused, match="bukan penanggung jawab"):
        actions.post_staff(
            there.officer.pk,
            office_code="31",
            role=Role.AGENCY_HEAD,
            employment="PNS",  # type: ignore[arg-type]
            from_on=TODAY,
            by=there.city,
            at=AT,
        )


def test_posting_elsewhere_does_not_exist_for_a_city(there: Any) -> None:
    posting = posted(there.officer, Role.OFFICER, OFFICE_ELSEWHERE)

    with pytest.raises(NotThere):
        actions.end_posting(posting.pk, last_on=TODAY, by=there.city, at=AT)


def test_name_and_address_are_corrected(there: Any, client: Client) -> None:
    signed_in(client, there.city_admin)

    client.post(f"{LIST}{there.officer.pk}/details/", {"name": "Nama Benar", "email": "baru@example.org"})

    assert Staff.objects.get(pk=there.officer.pk).name == "Nama Benar"
    told = journal.history(f"staff:{there.officer.pk}")[-1]
    assert (told.name, told.content) == ("staff.corrected", {})


def test_two_persons_recover_an_account_on_its_page(there: Any) -> None:
    actions.enter(
        actions.invite(there.officer.pk, by_email=False, by=there.admin, at=AT) or "", "sebelas-kereta", at=AT
    )
    first, second = signed_in(Client(), there.city_admin), signed_in(Client(), there.cast.head_of_unit)
    page = f"{LIST}{there.officer.pk}/"

    first.post(f"{page}recovery/", {"reason": "Ponsel jatuh ke kali"})
    assert "Anda sendiri yang meminta" in text(first.get(page))
    shown = text(second.get(page))
    assert "Ponsel jatuh ke kali" in shown
    answer = second.post(f"{page}recovery/confirmation/", {"way": "paper"})

    assert "/staff/enter/" in text(answer)


def test_future_leaving_is_shown_and_undone(there: Any, client: Client) -> None:
    signed_in(client, there.city_admin)
    page = f"{LIST}{there.officer.pk}/"

    client.post(f"{page}leaving/", {"leaves_on": (TODAY + timedelta(days=3)).isoformat()})
    assert "Akan berhenti" in text(client.get(page))
    client.post(f"{page}leaving/undoing/")

    assert "Akan berhenti" not in text(client.get(page))
    assert acting(there.officer).serves(OFFICE)
