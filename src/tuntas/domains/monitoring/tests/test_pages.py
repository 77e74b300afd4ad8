"""What a head sees of an office, and that nobody else does."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from tests import world as w

from tuntas.domains.cases import actions as cases
from tuntas.domains.cases.models import Case
from tuntas.domains.monitoring import queries
from tuntas.domains.promises import actions as promises
from tuntas.domains.promises.rules import Cause
from tuntas.platform import clock

pytestmark = pytest.mark.django_db
PAGE, LOOKS = f"/monitor/{w.OFFICE}/", f"/monitor/{w.OFFICE}/looks/"


def _read(client, address=PAGE):
    """The page's words as a reader sees them."""
    answer = client.get(address)
    assert answer.status_code == 200, answer
    text = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", answer.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", text)


def _shown(reference):
    return f"{reference[:5]}-{reference[5:10]}-{reference[10:]}"


def _section(client, name, address=PAGE):
    page = client.get(address).content.decode()
    return re.search(rf'<section id="{name}".*?</section>', page, re.S)[0]


def test_a_head_of_one_office_is_there_at_once(client, there):
    assert w.sign_in(client, there.head).get("/monitor/")["Location"] == PAGE


def test_the_list_counts_as_open_what_the_offices_page_does(there):
    w.submitted(there.at)
    w.accepted(there)
    w.ready(there)

    below = queries.offices_of(there.cast.agency_head, there.at)
    page = queries.office_page(w.OFFICE, there.head, there.at)

    assert below.total.open == page.open == 3
    assert (below.rows[0].code, below.rows[0].ready) == (w.OFFICE, 1)


def test_from_the_office_to_a_case_and_back_by_one_key(client, there):
    case = w.accepted(there)
    w.sign_in(client, there.head)
    address = f"{reverse('desk:case', args=[case.pk])}?from=monitor"

    assert f'href="{address}"' in _section(client, "promised")
    back = re.compile(rf'data-key="escape" href="{PAGE}"')
    assert back.search(client.get(address).content.decode())
    assert not back.search(client.get(address.partition("?")[0]).content.decode())


@pytest.mark.parametrize("who", ["officer", "registrar", "administrator", "officer_elsewhere"])
def test_for_others_the_pages_do_not_exist(client, there, who):
    w.sign_in(client, getattr(there.cast, who))
    missing = client.get("/monitor/31.99/nowhere/")

    for address in ("/monitor/", "/monitor/offices/", PAGE, LOOKS):
        answer = client.get(address)
        assert answer.status_code == missing.status_code == 404
        assert 'href="/monitor/' not in answer.content.decode()


def test_another_office_and_a_missing_one_look_alike(client, there):
    w.sign_in(client, there.head)

    answers = [client.get(f"/monitor/{code}/") for code in (w.OTHER_OFFICE, "31.74.09.1001", "99.99")]

    assert {answer.status_code for answer in answers} == {404}
    assert len({re.sub(rb'value="[^"]*"', b"", answer.content) for answer in answers}) == 1


def test_an_empty_office_says_what_will_stand_there_and_praises_nothing(client, there):
    page = _read(w.sign_in(client, there.head))

    for words in (
        "Tidak ada permohonan terbuka",
        "Tidak ada janji yang berjalan",
        "Tidak ada PIN yang terkunci",
    ):
        assert words in page
    for praise in ("selamat", "hebat", "bagus", "luar biasa"):
        assert praise not in page.lower()


def test_open_cases_stand_by_state_and_age(client, there):
    w.submitted(there.at)
    old = w.submitted(there.at)
    Case.objects.filter(pk=old.pk).update(submitted_at=there.at - timedelta(days=30))
    w.accepted(there)

    rows = re.findall(r"<tr>.*?</tr>", _section(w.sign_in(client, there.head), "ages"), re.S)

    figures = {
        row[0]: row[1:] for row in (re.findall(r"<t[hd][^>]*>(?:<strong>)?([^<]*)", row) for row in rows)
    }
    assert figures["Menunggu petugas"] == ["1", "0", "0", "1", "2"]
    assert figures["Lengkap, menunggu persetujuan"] == ["1", "0", "0", "0", "1"]


def test_a_promise_is_at_risk_before_it_is_late(client, there):
    case = w.accepted(there)
    w.sign_in(client, there.head)
    asked = {}

    for minutes in (0, 13, 16):
        with clock.at(there.at + timedelta(minutes=minutes)):
            asked[minutes] = _read(client)

    assert _shown(case.reference) in asked[0]
    assert "0 terlambat, 0 terancam, 1 tepat waktu" in asked[0]
    assert "0 terlambat, 1 terancam, 0 tepat waktu" in asked[13]
    assert "1 terlambat, 0 terancam, 0 tepat waktu" in asked[16]


def test_who_holds_what_waits_for_acceptance_and_can_be_released(client, there):
    case = w.taken(there)
    w.sign_in(client, there.head)
    assert "Petugas Peragaan Satu" in _section(client, "waiting")

    client.post(reverse("monitoring:release", args=[w.OFFICE, case.pk]))

    assert Case.objects.get(pk=case.pk).status == "submitted"
    assert "belum ada" in _section(client, "waiting")


def test_causes_of_delay_last_and_end(client, there):
    by = there.officer
    promises.report_cause(w.OFFICE, cause=Cause.NETWORK, by=by, at=there.at)
    ended = promises.report_cause(w.OFFICE, cause=Cause.BLANKS, by=by, at=there.at)
    promises.end_cause(ended.pk, by=by, at=there.at)

    section = _section(w.sign_in(client, there.head), "causes")

    assert section.count("berlangsung") == 1
    assert section.index("Jaringan kantor") < section.index("Blangko di kantor ini habis")
    with clock.at(there.at + timedelta(days=8)):
        later = _section(client, "causes")
    assert "Jaringan kantor" in later
    assert "Blangko di kantor ini habis" not in later


def test_staff_of_today_with_what_they_hold_and_when_they_were_active(client, there):
    w.taken(there)

    section = _section(w.sign_in(client, there.head), "people")
    words = re.sub(r"<[^>]+>", " ", section)

    assert re.search(r"Petugas Peragaan Satu\s+Petugas loket\s+1", words)
    assert re.search(r"Petugas Peragaan Dua\s+Petugas loket\s+0\s+belum", words)
    assert "Petugas Peragaan Kantor Lain" not in words


def test_whoever_looked_is_named_and_the_list_narrows_to_a_person(client, there):
    case = w.submitted(there.at)
    for one in (there.officer, there.registrar):
        w.sign_in(client, one).get(reverse("desk:case", args=[case.pk]))
    w.sign_in(client, there.head)

    both, one = _read(client, LOOKS), _read(client, f"{LOOKS}?person={there.officer.id}")

    assert both.count(_shown(case.reference)) == 2
    assert one.count(_shown(case.reference)) == 1
    assert _read(client, f"{LOOKS}?person=x&page=x").count(_shown(case.reference)) == 2
    assert "Petugas Peragaan Satu" in _section(client, "looks")


def test_a_locked_pin_is_shown_by_its_reference(client, there):
    case = w.submitted(there.at)
    for _try in range(5):
        cases.prove(reference=case.reference, pin="000000", at=there.at)

    assert _shown(case.reference) in _section(w.sign_in(client, there.head), "pins")


def test_no_applicant_is_named(client, there):
    w.submitted(there.at)
    w.accepted(there)

    page = _read(w.sign_in(client, there.head))

    assert "ANAK CONTOH" not in page
    assert w.FAMILY.mother not in page


def test_the_agencys_head_sees_the_offices_where_most_is_at_risk_first(client, there):
    w.accepted(there)
    w.sign_in(client, there.cast.agency_head)

    with clock.at(there.at + timedelta(minutes=16)):
        page = client.get("/monitor/offices/").content.decode()
        inside = _section(client, "waiting")

    assert re.findall(r'href="(/monitor/3[^"]+)"', page)[0] == PAGE
    assert 'data-name="terlambat"><strong class="badge bad">1<' in page
    assert 'name="person"' not in inside


def test_the_list_of_offices_is_paged(client, there):
    w.sign_in(client, there.cast.agency_head)

    first, last = (
        client.get("/monitor/offices/").content.decode(),
        client.get("/monitor/offices/?page=99").content.decode(),
    )

    assert len(re.findall(r"<tr>", first)) == 41
    assert "Halaman 1 dari" in first
    assert "Lanjut" not in last


def test_the_pages_cost_a_bounded_number_of_questions(client, there, django_assert_max_num_queries):
    def fill():
        for _case in range(3):
            w.submitted(there.at)
            w.taken(there)
            w.accepted(there)
        cases.release(w.taken(there).pk, by=there.head, at=there.at)

    w.sign_in(client, there.head)
    fill()
    with django_assert_max_num_queries(38) as few:
        client.get(PAGE)
    fill()
    with django_assert_max_num_queries(len(few)):
        client.get(PAGE)
    w.sign_in(client, there.cast.agency_head)
    with django_assert_max_num_queries(16):
        client.get("/monitor/offices/")
