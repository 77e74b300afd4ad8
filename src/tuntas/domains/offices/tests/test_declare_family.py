"""Everybody on the staff declares their own family, so that somebody else serves it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.utils import translation
from tests import world as w

from tuntas.domains.cases.models import Case
from tuntas.domains.offices import actions, queries
from tuntas.domains.offices.models import Staff
from tuntas.domains.offices.rules.family import read_numbers
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import NotThere, Refused
from tuntas.platform.journal.models import Fact

pytestmark = pytest.mark.django_db
NIK, KK = w.FAMILY.mother_nik, w.FAMILY.family_number


def staff_of(actor: Actor) -> Staff:
    return Staff.objects.get(pk=actor.id)


def test_numbers_are_kept_encrypted_and_told_to_nobody() -> None:
    there = w.world(w.NOON)

    actions.declare_family(there.officer.id, [NIK, KK], by=there.officer, at=there.at)
    actions.declare_family(there.officer.id, [NIK], by=there.officer, at=there.at)

    staff = staff_of(there.officer)
    assert staff.family == [NIK, KK]
    with connection.cursor() as cursor:
        cursor.execute("select family from offices_staff where id = %s", [staff.pk])
        assert NIK.encode() not in bytes(cursor.fetchone()[0])
    facts = list(Fact.objects.filter(name="staff.family_declared"))
    assert [fact.content for fact in facts] == [{"added": 2}]
    assert NIK not in repr(queries.actor_for(staff, queries.office_day(there.at)))


def test_nobody_declares_anothers_family() -> None:
    there = w.world(w.NOON)

    with pytest.raises(Refused):
        actions.declare_family(there.officer.id, [NIK], by=there.head, at=there.at)


def test_only_who_is_in_charge_takes_back_a_number_and_never_ones_own() -> None:
    there = w.world(w.NOON)
    keeper = there.cast.administrator
    actions.declare_family(there.officer.id, [NIK, KK], by=there.officer, at=there.at)
    actions.declare_family(keeper.id, [KK], by=keeper, at=there.at)

    with translation.override("en"), pytest.raises(Refused, match="not taken back by oneself"):
        actions.correct_family(keeper.id, 1, KK[-4:], by=keeper, at=there.at)
    for stranger in (there.officer, there.cast.officer_elsewhere):
        with pytest.raises(NotThere):
            actions.correct_family(there.officer.id, 2, KK[-4:], by=stranger, at=there.at)
    for place, ending in ((3, KK[-4:]), (0, KK[-4:]), (2, "9999")):
        with translation.override("en"), pytest.raises(Refused, match="changed meanwhile"):
            actions.correct_family(there.officer.id, place, ending, by=keeper, at=there.at)
    actions.correct_family(there.officer.id, 2, KK[-4:], by=keeper, at=there.at)

    assert staff_of(there.officer).family == [NIK]


def test_who_is_in_charge_takes_it_back_on_the_persons_page(client: Client) -> None:
    there = w.world()
    actions.declare_family(there.officer.id, [NIK, KK], by=there.officer, at=there.at)
    client.force_login(staff_of(there.cast.administrator))
    address = f"/staff/people/{there.officer.id}/"

    shown = client.get(address).content.decode()
    assert client.post(f"{address}family/", {"number": f"{'9' * 5000}-{KK[-4:]}"}).status_code == 302
    client.post(f"{address}family/", {"number": f"2-{KK[-4:]}"})

    assert f'value="2-{KK[-4:]}"' in shown
    assert KK not in shown
    assert staff_of(there.officer).family == [NIK]


def test_page_names_the_line_that_holds_no_number_and_keeps_what_was_typed(client: Client) -> None:
    there = w.world()
    client.force_login(staff_of(there.officer))

    client.cookies["tuntas_language"] = "en"

    answer = client.post("/staff/family/", {"numbers": f"{NIK}\n12345"})

    assert answer.status_code == 422
    assert "line 2" in answer.content.decode()
    assert "12345</textarea>" in answer.content.decode()
    assert staff_of(there.officer).family is None


def test_whoever_declared_meets_a_closed_case_and_opens_it_in_an_emergency(client: Client) -> None:
    there = w.world()
    case = w.submitted(there.at)
    client.force_login(staff_of(there.officer))
    client.post("/staff/family/", {"numbers": NIK})
    address = f"/desk/cases/{case.pk}/"

    closed = client.get(address)
    client.post(f"{address}take/")
    assert Case.objects.get(pk=case.pk).status == "submitted"
    client.post(f"{address}exception/", {"reason": "Nobody else is here until tomorrow morning."})
    opened = client.get(address)
    client.post(f"{address}take/")

    assert closed.status_code == 403
    assert "ANAK CONTOH" not in closed.content.decode()
    assert opened.status_code == 200
    assert Case.objects.get(pk=case.pk).status == "taken"
    # Two sightings would mean that the closed page had been counted as looked at.
    assert Fact.objects.filter(stream=case.stream, name="case.seen").count() == 1


@pytest.mark.parametrize(
    ("typed", "numbers", "bad"),
    [
        ("", [], []),
        ("9971 0101 0170 0001\n\n9971.010101700001", ["9971010101700001"], []),
        ("997101010170000\nx\n9971010101700001", ["9971010101700001"], [1, 2]),
        ("٩٩٧١٠١٠١٠١٧٠٠٠٠١", [], [1]),
    ],
    ids=["nothing", "as people write them", "faults", "digits of another script"],
)
def test_reads_what_people_type(typed: str, numbers: list[str], bad: list[int]) -> None:
    assert read_numbers(typed) == (numbers, bad)
