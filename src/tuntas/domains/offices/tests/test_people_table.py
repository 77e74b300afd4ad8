"""People as CSV: what goes out comes in unchanged; a bad line is named and keeps all others out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from tuntas.domains.offices.models import EntryLink, Posting, Staff
from tuntas.domains.offices.sheets.people import PEOPLE
from tuntas.domains.offices.tests.people import AT, OFFICE, town
from tuntas.platform import clock, tables
from tuntas.platform.journal import queries as journal

HEAD = "username,name,email,office,role,employment,from_on,to_on\n"
ONE = f"siti.a,Siti Contoh,siti@example.org,{OFFICE},officer,PJLP,2026-12-01,\n"
TWO = f"siti.a,Siti Contoh,siti@example.org,{OFFICE},registrar,PNS,2027-01-01,2027-06-30\n"


@pytest.fixture
def there(db: None) -> Any:
    clock.set(AT)
    return town()


def look(there: Any, lines: str, by: Any = None) -> tables.Plan:
    return tables.look(PEOPLE, (HEAD + lines).encode(), by=by or there.city, at=AT)


def take_in(there: Any, lines: str, by: Any = None) -> None:
    sent = (HEAD + lines).encode()
    shown = tables.look(PEOPLE, sent, by=by or there.city, at=AT)
    assert shown.is_sound, shown.faults
    tables.take_in(PEOPLE, sent, confirmed=shown.digest, by=by or there.city, at=AT)


def test_what_goes_out_comes_in_and_changes_nothing(there: Any) -> None:
    out = PEOPLE.written(there.city, AT)

    plan = tables.look(PEOPLE, out.encode(), by=there.city, at=AT)

    assert plan.is_sound
    assert (plan.counts["add"], plan.counts["change"]) == (0, 0)
    assert plan.counts["leave"] > 5
    assert "petugas.baru" in out
    assert "petugas.jauh" not in out


def test_somebody_new_with_two_postings_is_added_and_invited_once(there: Any) -> None:
    take_in(there, ONE + TWO)

    staff = Staff.objects.get(username="siti.a")
    assert sorted(Posting.objects.filter(staff=staff).values_list("role", flat=True)) == [
        "officer",
        "registrar",
    ]
    assert EntryLink.objects.filter(staff=staff, by_email=True).count() == 1
    assert journal.history("office:31.71")[-1].name == "office.people_imported"


def test_known_person_gets_a_further_posting_an_end_and_another_name(there: Any) -> None:
    Posting.objects.filter(staff=there.officer).update(employment="PJLP")
    take_in(
        there,
        f"petugas.baru,Nama Baru,petugas.baru@example.org,{OFFICE},officer,PJLP,2026-01-01,2026-12-31\n"
        f"petugas.baru,Nama Baru,petugas.baru@example.org,{OFFICE},officer,PJLP,2027-01-01,\n",
    )

    assert Staff.objects.get(pk=there.officer.pk).name == "Nama Baru"
    days = list(Posting.objects.filter(staff=there.officer).order_by("from_on").values_list("from_on", "to_on"))
    assert days == [(date(2026, 1, 1), date(2026, 12, 31)), (date(2027, 1, 1), None)]


@pytest.mark.parametrize(
    ("line", "column", "says"),
    [
        (f"Ada Spasi,N,,{OFFICE},officer,PNS,2026-12-01,\n", "username", "huruf kecil"),
        (f"petugas.jauh,N,,{OFFICE},officer,PNS,2026-12-01,\n", "username", "sudah dipakai"),
        (f"budi.b,N,bukan,{OFFICE},officer,PNS,2026-12-01,\n", "email", "bukan alamat email"),
        ("budi.b,N,,31.74.09.1001,officer,PNS,2026-12-01,\n", "office", "kantor"),
        (f"budi.b,N,,{OFFICE},raja,PNS,2026-12-01,\n", "role", "officer"),
        (f"budi.b,N,,{OFFICE},officer,PNS,2026-12-01,2026-11-30\n", "to_on", "mendahului"),
        (f"budi.b,N,,{OFFICE},officer,PNS,kemarin,\n", "from_on", "tahun"),
        (
            f"petugas.baru,Pegawai Petugas.Baru,petugas.baru@example.org,{OFFICE},officer,PNS,2026-02-01,\n",
            "from_on",
            "sudah memegang",
        ),
        ("admin.pusat,Pegawai Admin.Pusat,,31.71,registrar,PNS,2026-12-01,\n", "office", "dirinya sendiri"),
        ("siti.a,Siti Lain,siti@example.org,31.71,officer,PJLP,2026-12-01,\n", "name", "nama"),
        (
            f"siti.a,Siti Contoh,siti@example.org,{OFFICE},officer,PJLP,2027-02-01,\n",
            "from_on",
            "sudah memegang",
        ),
    ],
)
def test_bad_line_is_named_and_nothing_is_taken_in(there: Any, line: str, column: str, says: str) -> None:
    before = Staff.objects.count()

    plan = look(there, ONE + line)

    assert [(fault.line, fault.column) for fault in plan.faults] == [(3, column)]
    assert says in str(plan.faults[0].reason)
    with pytest.raises(tables.NotSound):
        tables.take_in(PEOPLE, (HEAD + ONE + line).encode(), confirmed=plan.digest, by=there.city, at=AT)
    assert Staff.objects.count() == before


def test_page_shows_what_would_change_and_then_does_it(there: Any, client: Client) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    client.force_login(there.city_admin, backend="tuntas.domains.offices.backend.StaffBackend")
    sent = SimpleUploadedFile("pegawai.csv", (HEAD + ONE).encode())
    shown = client.post("/staff/people/table/", {"file": sent})
    assert "siti.a" in shown.content.decode()
    assert not Staff.objects.filter(username="siti.a").exists()

    plan, content = shown.context["plan"], shown.context["content"]
    client.post(
        "/staff/people/table/", {"confirmed": plan.digest, "content": content, "key": shown.context["key"]}
    )

    assert Staff.objects.filter(username="siti.a").exists()


def test_file_is_a_fact_and_an_administrators_only(there: Any, client: Client) -> None:
    client.force_login(there.city_admin, backend="tuntas.domains.offices.backend.StaffBackend")
    assert "petugas.baru" in client.get("/staff/people/table.csv").content.decode()
    assert journal.history("office:31.71")[-1].name == "office.people_exported"

    head = Staff.objects.get(pk=there.cast.head_of_unit.id)
    client.force_login(head, backend="tuntas.domains.offices.backend.StaffBackend")
    assert client.get("/staff/people/table.csv").status_code == 404
    assert client.get("/staff/people/table/").status_code == 404


def test_questions_do_not_grow_with_the_lines(there: Any, django_assert_max_num_queries: Any) -> None:
    lines = "".join(f"orang.{number:03},N,,{OFFICE},officer,PNS,2026-12-01,\n" for number in range(100))

    with django_assert_max_num_queries(8):
        assert look(there, lines).is_sound
