"""A birth gets its numbers, its place in the family, and one fact; once per case."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from django.db import transaction

from tuntas.domains.register import actions, demonstration, queries
from tuntas.domains.register.models import CivilEvent, Person
from tuntas.domains.register.port import Parent
from tuntas.domains.register.rules import Sex
from tuntas.platform.actors import PUBLIC
from tuntas.platform.decisions import Refused
from tuntas.platform.journal.models import Fact

from .conftest import AT, REGISTRAR

Birth = Callable[..., dict[str, Any]]


def test_gives_the_child_numbers_of_nowhere(family: Any, birth: Birth) -> None:
    recorded = actions.record_birth(**birth(family))

    assert recorded.child_nik == "9971064103260001"
    assert recorded.akta_number == "9971-LU-10032026-0001"
    assert recorded.is_specimen
    assert queries.is_training()


def test_adds_the_child_to_the_family_card(family: Any, birth: Birth) -> None:
    recorded = actions.record_birth(**birth(family, name="CONTOH ANAK", sex=Sex.MALE))

    card = recorded.family_card
    assert (card["number"], card["head"]) == (family.family_number, "CONTOH AYAH SATU")
    assert (card["kelurahan"], card["kecamatan"], card["city"], card["province"]) == (
        "Menteng", "Menteng", "Kota Jakarta Pusat", "DKI Jakarta",
    )  # fmt: skip
    child = card["members"][-1]
    assert [row["kinship"] for row in card["members"]] == ["Kepala keluarga", "Istri", "Anak"]
    assert child["name"] == "CONTOH ANAK"
    assert (child["sex"], child["born_on"], child["marital"]) == ("Laki-laki", "2026-03-01", "Belum kawin")
    assert (child["father"], child["mother"]) == ("CONTOH AYAH SATU", "CONTOH IBU SATU")
    assert child["religion"] == "Kepercayaan terhadap Tuhan YME"  # the mother's, when none is said


def test_a_child_of_the_heads_daughter_is_a_grandchild(family: Any, birth: Birth) -> None:
    known = demonstration._known(demonstration.FAMILIES[0], 1, "31.71.06.1001")
    grandfather = replace(known.members[0], nik="9971060101600001", name="CONTOH KAKEK")
    mother = replace(known.members[1], nik="9971064101950001", name="CONTOH PUTRI", kinship="4")
    house = replace(known, number="9971060101990001", members=(grandfather, mother))
    actions.admit_family(house, by=REGISTRAR, at=AT)

    recorded = actions.record_birth(
        **birth(
            family,
            family_number=house.number,
            mother_ref=Parent(nik=mother.nik, name=mother.name),
            father_ref=None,
        )
    )

    shown = [row["kinship"] for row in recorded.family_card["members"]]
    assert shown == ["Kepala keluarga", "Anak", "Cucu"]


def test_the_card_is_ready_to_be_kept_as_json(family: Any, birth: Birth) -> None:
    recorded = actions.record_birth(**birth(family))

    assert json.loads(json.dumps(recorded.family_card)) == recorded.family_card
    current = queries.family_card(family.family_number, by=REGISTRAR)
    assert {**current, "issued_on": "2026-03-10"} == recorded.family_card


def test_a_repeat_gives_the_first_answer_and_records_nothing(family: Any, birth: Birth) -> None:
    once = birth(family)
    first = actions.record_birth(**once)

    again = actions.record_birth(**once)

    assert again == first
    assert Fact.objects.filter(name="register.birth_recorded").count() == 1
    assert CivilEvent.objects.filter(kind="birth").count() == 1


def test_each_child_of_a_day_gets_a_number_of_its_own(family: Any, birth: Birth) -> None:
    one = actions.record_birth(**birth(family))
    two = actions.record_birth(**birth(family, name="TELADAN BUDI"))

    assert (one.child_nik[-4:], two.child_nik[-4:]) == ("0001", "0002")
    assert (one.akta_number[-4:], two.akta_number[-4:]) == ("0001", "0002")


def test_steps_over_a_number_that_someone_has(family: Any, birth: Birth) -> None:
    from tuntas.domains.register.models.people import NIK

    taken = "9971064103260001"
    event = CivilEvent.objects.first()
    Person.objects.create(nik=taken, **NIK.columns(taken), name="LAIN", details={}, entered_by=event)

    assert actions.record_birth(**birth(family)).child_nik == "9971064103260002"


def test_a_report_after_sixty_days_is_late(
    family: Any, birth: Birth, days_later: Callable[[int], datetime]
) -> None:
    late = actions.record_birth(**birth(family, at=days_later(60)))
    in_time = actions.record_birth(**birth(family, at=days_later(60), reported_on=date(2026, 3, 20)))

    assert late.akta_kind == "LT"
    assert in_time.akta_kind == "LU"


def test_the_day_is_the_offices_own(family: Any, birth: Birth) -> None:
    after_midnight = datetime.fromisoformat("2026-03-10T18:30:00+00:00")  # 11 March, 01.30 in Jakarta

    recorded = actions.record_birth(**birth(family, at=after_midnight))

    assert recorded.registered_on == "2026-03-11"
    assert "-11032026-" in recorded.akta_number


def test_a_father_whom_the_register_does_not_know_keeps_his_name(family: Any, birth: Birth) -> None:
    father = Parent(nik="9901010101900001", name="CONTOH AYAH JAUH")

    recorded = actions.record_birth(**birth(family, father_ref=father))

    assert recorded.father == {"nik": "9901010101900001", "name": "CONTOH AYAH JAUH"}
    assert recorded.family_card["members"][-1]["father"] == "CONTOH AYAH JAUH"


def test_a_child_may_have_a_mother_only(family: Any, birth: Birth) -> None:
    recorded = actions.record_birth(**birth(family, father_ref=None))

    assert recorded.father is None
    assert recorded.family_card["members"][-1]["father"] == "-"


def test_refuses_a_family_that_is_not_there(family: Any, birth: Birth) -> None:
    with pytest.raises(Refused) as refused:
        actions.record_birth(**birth(family, family_number="9971060101010001"))

    assert "kartu keluarga" in str(refused.value).lower()


def test_refuses_a_card_on_which_no_parent_stands(family: Any, birth: Birth) -> None:
    stranger = Parent(nik="9901010101900001", name="CONTOH JAUH")

    # Refused, it spoils the transaction that it was asked in, which is the approval's.
    with pytest.raises(Refused), transaction.atomic():
        actions.record_birth(**birth(family, mother_ref=stranger, father_ref=None))

    assert not CivilEvent.objects.filter(kind="birth").exists()


@pytest.mark.parametrize(
    "by", [PUBLIC, replace(REGISTRAR, role="officer"), replace(REGISTRAR, role="head_of_unit")]
)
def test_only_a_registrar_enters_a_birth(family: Any, birth: Birth, by: Any) -> None:
    with pytest.raises(Refused):
        actions.record_birth(**birth(family, registrar=by))


@pytest.mark.parametrize("name", ["", "A" * 61, "CONTOH 2"])
def test_refuses_a_name_that_gets_no_document(family: Any, birth: Birth, name: str) -> None:
    with pytest.raises(Refused):
        actions.record_birth(**birth(family, name=name))


def test_warns_of_a_birth_that_may_be_there_already(family: Any, birth: Birth) -> None:
    actions.record_birth(**birth(family, name="CONTOH ANAK PUTRI"))
    again = birth(family, name="Contoh Anak Putry")

    recorded = actions.record_birth(**again)

    assert recorded.possible_duplicates == 1
    assert queries.possible_duplicates(again["case_id"], by=REGISTRAR) == ["C***** A*** P****"]


def test_does_not_warn_of_a_twin_with_another_name(family: Any, birth: Birth) -> None:
    actions.record_birth(**birth(family, name="CONTOH ANAK"))

    assert actions.record_birth(**birth(family, name="TELADAN BUDI")).possible_duplicates == 0


def test_does_not_take_two_foreign_mothers_for_one(family: Any, birth: Birth) -> None:
    other = demonstration.FAMILIES[1]
    actions.record_birth(**birth(family, mother_ref=Parent(nik="", name="CONTOH ASING SATU")))

    recorded = actions.record_birth(**birth(other, mother_ref=Parent(nik="", name="TELADAN ASING DUA")))
    again = actions.record_birth(**birth(other, mother_ref=Parent(nik="", name="Teladan Asing Dua")))

    assert (recorded.possible_duplicates, again.possible_duplicates) == (0, 1)


def test_the_fact_names_nobody(family: Any, birth: Birth) -> None:
    case_id = uuid.uuid4()
    recorded = actions.record_birth(**birth(family, case_id=case_id))

    fact = Fact.objects.get(stream=f"case:{case_id}", name="register.birth_recorded")
    assert fact.content == {"event": recorded.event_id, "kind": "LU", "possible_duplicates": 0}


def test_nothing_about_a_person_stands_in_clear_in_the_database(family: Any, birth: Birth) -> None:
    from django.db import connection

    recorded = actions.record_birth(**birth(family, name="TERANG SEKALI"))

    with connection.cursor() as cursor:
        for table in ("person", "family", "civilevent", "membership", "duplicatehint", "numbercounter"):
            cursor.execute(f"select row_to_json(t)::text from register_{table} t")  # noqa: S608
            clear = " ".join(row[0] for row in cursor.fetchall())
            for value in (
                "TERANG",
                recorded.child_nik,
                family.mother_nik,
                family.family_number,
                "Jalan Contoh",
            ):
                assert value not in clear
                assert value.encode().hex() not in clear
