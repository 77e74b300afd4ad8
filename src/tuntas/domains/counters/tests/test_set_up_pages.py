"""The pages on which a head of unit says which letters and counters the office has."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests import world as w

from tuntas.domains.counters import queries
from tuntas.domains.counters.models import Counter, ServiceGroup
from tuntas.domains.counters.tests import crowd
from tuntas.domains.offices.demonstration import OFFICE, OTHER_OFFICE

PAGE = f"/staff/offices/{OFFICE}/counters/"
LETTERS = f"/staff/offices/{OFFICE}/letters/"
TABLES = "/staff/offices/counters/tables/"
LETTER = {"name": "Samsat", "name_en": "Vehicle tax", "services": [], "agency": "Bapenda", "minutes": "12"}
OURS = {**LETTER, "agency": ""}

BAD_LINES = [
    ("counters", f"{OTHER_OFFICE},1,A,,yes", "Only the head of unit"),
    ("counters", f"{OFFICE},1,A Q,,yes", "no letter Q"),
    ("counters", f"{OFFICE},1,A,,yes\n{OFFICE},1,B,,yes", "An earlier line"),
    ("letters", f"{OFFICE},A,Akta,Certificates,sulap,,10", "no service sulap"),
    (
        "letters",
        f"{OFFICE},A,Akta,Certificates,akta-kelahiran,,10\n{OFFICE},B,KTP,Cards,akta-kelahiran,,9",
        "under another letter",
    ),
    ("letters", f"{OFFICE},I,Akta,Certificates,,,10", "Write one of"),
]
HEADERS = {
    "counters": "office,number,letters,agency,in_use",
    "letters": "office,letter,name,name_en,services,agency,minutes",
}
PAGES = (
    PAGE,
    f"{PAGE}new/",
    f"{PAGE}1/",
    f"{LETTERS}new/",
    f"{LETTERS}A/",
    f"{TABLES}letters/",
    f"{TABLES}counters.csv",
)
NOWHERE = (
    f"/staff/offices/{OTHER_OFFICE}/counters/",
    "/staff/offices/99.99/counters/",
    f"{PAGE}77/",
    f"{LETTERS}I/",
    f"{TABLES}x/",
)


@pytest.fixture
def room(db):
    return crowd.room()


@pytest.fixture
def head(client, room):
    client.cookies["tuntas_language"] = "en"
    return w.sign_in(client, "kasatpel")


def _read(client, address=PAGE):
    return client.get(address).content.decode()


def _post(client, address, **fields):
    return client.post(address, fields, follow=True).content.decode()


def _beside(page, where, words):
    """Said beside its field, and above the form as a link to it."""
    field = re.split("[-_]error", where)[0]
    beside = re.search(rf'id="{where}">.*?</p>', page, re.DOTALL)
    above = re.search(rf'href="#{field}">(.*?)</a>', page, re.DOTALL)
    is_there = f'id="{field}"' in page
    return bool(is_there and beside and words in beside[0] and above and words in above[1])


def test_the_first_letter_of_ones_own_keeps_those_of_every_office(head):
    before = _read(head)

    head.post(f"{LETTERS}new/", {"letter": "S", **LETTER})

    assert "the letters of every office" in before
    assert [group.letter for group in queries.groups_of(OFFICE)] == ["A", "B", "C", "D", "E", "S"]
    assert "Bapenda" in _read(head)
    assert "No counter calls letter S" in _read(head)


def test_a_service_stands_under_one_letter(head):
    head.post(f"{LETTERS}S/", {})
    head.post(f"{LETTERS}B/", {"letter": "B", **OURS, "services": ["ktp-el-hilang", "akta-kelahiran"]})

    groups = {group.letter: group.services for group in queries.groups_of(OFFICE)}
    assert groups["A"] == ()
    assert set(groups["B"]) == {"ktp-el-hilang", "akta-kelahiran"}


def test_a_counter_is_added_changed_and_taken_out_of_use(head, room):
    head.post(f"{PAGE}new/", {"number": "7", "letters": ["A", "B"], "is_in_use": "on"})
    head.post(f"{PAGE}7/", {"letters": ["C"], "agency": "Bapenda"})

    counter = Counter.objects.get(office_code=OFFICE, number=7)
    assert (counter.letters, counter.agency, counter.is_in_use) == (["C"], "Bapenda", False)
    assert "out of use" in _read(head)


def test_a_number_that_is_there_and_a_counter_without_letters_are_refused_beside_the_field(head, room):
    again = head.post(f"{PAGE}new/", {"number": "1", "letters": ["A"]}).content.decode()
    without = head.post(f"{PAGE}new/", {"number": "9"}).content.decode()

    assert _beside(again, "id_number_error", "has a counter of this number")
    assert _beside(without, "id_letters-error", "Choose at least one letter")
    assert Counter.objects.count() == 2


def test_only_a_counter_of_its_agency_calls_its_letter(head, room):
    head.post(f"{LETTERS}new/", {"letter": "S", **LETTER})
    ours = _post(head, f"{PAGE}1/", letters=["A", "S"], is_in_use="on")
    mixed = _post(head, f"{PAGE}new/", number="7", letters=["A", "S"], agency="Bapenda", is_in_use="on")
    called = _post(head, f"{LETTERS}A/", letter="A", **LETTER)
    theirs = _post(head, f"{PAGE}new/", number="8", letters=["S"], agency="Bapenda", is_in_use="on")

    assert _beside(ours, "id_letters-error", "Letter S is of Bapenda")
    assert _beside(mixed, "id_letters-error", "Letter A is our own")
    assert _beside(called, "id_agency_error", "Counters 1, 2 call letter A")
    assert "The counter is set up." in theirs
    assert queries.groups_of(OFFICE)[0].agency == ""


def test_a_fault_that_is_not_beside_its_field_is_seen():
    assert not _beside('<p id="id_number_error">Full</p><input id="id_number">', "id_number_error", "Full")


def test_a_service_under_no_letter_is_named(head, room):
    head.post(f"{LETTERS}A/", {"letter": "A", **OURS})

    assert "Under no letter: Birth certificate" in _read(head)


def test_the_table_goes_out_and_comes_back_the_same(head, room):
    for name in ("letters", "counters"):
        file = head.get(f"{TABLES}{name}.csv").content

        shown = head.post(f"{TABLES}{name}/", {"file": SimpleUploadedFile("t.csv", file)})

        assert shown.context["plan"].counts["change"] == shown.context["plan"].counts["add"] == 0
        assert shown.context["plan"].counts["leave"] > 0


def test_a_table_is_shown_before_it_changes_anything(head, room):
    file = f"office,number,letters,agency,in_use\n{OFFICE},1,A B,,yes\n{OFFICE},5,C,Bapenda,no\n"

    shown = head.post(f"{TABLES}counters/", {"file": SimpleUploadedFile("t.csv", file.encode())})
    before = Counter.objects.count()
    head.post(
        f"{TABLES}counters/", {"confirmed": shown.context["plan"].digest, "content": shown.context["content"]}
    )

    assert before == 2
    assert Counter.objects.get(number=1).letters == ["A", "B"]
    assert Counter.objects.get(number=5).agency == "Bapenda"


def test_a_bad_line_says_why_and_changes_nothing(head, room):
    for name, lines, says in BAD_LINES:
        file = SimpleUploadedFile("t.csv", f"{HEADERS[name]}\n{lines}\n".encode())

        assert says in head.post(f"{TABLES}{name}/", {"file": file}).content.decode()

    assert not ServiceGroup.objects.exists()


def test_for_everybody_else_the_pages_do_not_exist(client, room):
    for who in ("petugas1", "pejabat", "petugas3", "admin"):
        w.sign_in(client, who)

        assert [client.get(page).status_code for page in PAGES] == [404] * len(PAGES)
        assert client.post(f"{PAGE}1/", {"letters": ["A"]}).status_code == 404


def test_what_is_not_there_does_not_exist(head):
    assert [head.get(page).status_code for page in NOWHERE] == [404] * len(NOWHERE)


def test_the_page_asks_the_same_number_of_questions_however_many_counters(
    head, room, django_assert_max_num_queries
):
    Counter.objects.bulk_create(
        Counter(office_code=OFFICE, number=number, letters=["A"]) for number in range(3, 40)
    )

    with django_assert_max_num_queries(14):
        _read(head)
