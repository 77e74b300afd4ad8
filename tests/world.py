"""The same cast in every test: a resident, two officers, a registrar, a head of unit, and one from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.test import Client

from tuntas.domains.cases import actions as cases
from tuntas.domains.cases import queries
from tuntas.domains.cases.models import Case
from tuntas.domains.offices import demonstration as offices
from tuntas.domains.offices.demonstration import OFFICE, OTHER_OFFICE, Cast
from tuntas.domains.offices.models import Staff
from tuntas.domains.register import demonstration as register
from tuntas.platform import clock, ids, jobs
from tuntas.platform.actors import PUBLIC, Actor, Kind

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)  # Monday, 12.00 in Jakarta
FAMILY = register.FAMILIES[0]
SERVICE = "akta-kelahiran"
_standing: Cast | None = None


@dataclass(frozen=True)
class World:
    """Who is there."""

    cast: Cast
    at: datetime

    @property
    def officer(self) -> Actor:
        return self.cast.officer

    @property
    def registrar(self) -> Actor:
        return self.cast.registrar

    @property
    def head(self) -> Actor:
        return self.cast.head_of_unit


def world(at: datetime | None = None) -> World:
    """Offices, the cast and the invented families; loaded in the caller's transaction unless they stand already."""
    at = at or clock.now()
    if _standing and at.year == NOON.year and Staff.objects.filter(pk=_standing.officer.id).exists():
        return World(_standing, at)
    cast = offices.load(at)
    register.load(at, region_code=OFFICE)
    return World(cast, at)


def stand() -> None:
    """Load the world where many tests will find it."""
    global _standing
    _standing = world().cast


def answers(**changes: Any) -> dict[str, Any]:
    """A whole form as a resident would have answered it; a file is only its id here."""
    born = {"birth_place": "Jakarta"}
    given: dict[str, Any] = {
        "applicant_relation": "mother",
        "kk_number": FAMILY.family_number,
        "kk_place": OFFICE,
        "child_name": "ANAK CONTOH PERTAMA",
        "child_sex": "female",
        "birth_date": "2026-11-01",
        "birth_time": "10:42",
        "birth_place_kind": "hospital",
        "birth_place": "Jakarta",
        "birth_kind": "single",
        "birth_order": 1,
        "birth_helper": "doctor",
        "mother": {
            "name": FAMILY.mother,
            "nationality": "wni",
            "nik": FAMILY.mother_nik,
            "birth_date": "1990-09-11",
            **born,
        },
        "parents_marriage": "recorded",
        "father": {
            "name": FAMILY.father,
            "nationality": "wni",
            "nik": FAMILY.father_nik,
            "birth_date": "1988-02-14",
            **born,
        },
        "witnesses": [
            {"name": "SAKSI CONTOH SATU", "nik": "9971010101700001"},
            {"name": "SAKSI CONTOH DUA", "nik": "9971010101700002"},
        ],
        "birth_proof": "birth_letter",
        "birth_letter_file": [str(ids.new_id())],
        "marriage_certificate_file": [str(ids.new_id())],
        "kk_file": [str(ids.new_id())],
    }
    return {**given, **changes}


def sign_in(client: Client, who: Actor | str) -> Client:
    """The browser, signed in: one of the cast, or who ends so in the demonstration's names."""
    named = {"username": f"peragaan.{who}"} if isinstance(who, str) else {"pk": who.id}
    client.force_login(Staff.objects.get(**named))
    return client


def resident(case: Case) -> Actor:
    return Actor(Kind.RESIDENT, str(case.pk))


def draft(at: datetime, **changes: Any) -> Case:
    """A form with every answer given."""
    started = cases.start_draft(SERVICE, by=PUBLIC, at=at)
    return cases.answer(started.case.pk, answers(**changes), by=resident(started.case), at=at)


def submitted(at: datetime, **changes: Any) -> Case:
    case = draft(at, **changes)
    return cases.submit(case.pk, office_code=OFFICE, by=resident(case), at=at).case


def taken(there: World, **changes: Any) -> Case:
    case = submitted(there.at, **changes)
    return cases.take(case.pk, by=there.officer, at=there.at)


def ticked(there: World, case: Case) -> Case:
    """Every requirement met by the paper that was photographed."""
    papers = [paper.code for paper in queries.papers_of(case) if paper.file_ids]
    cases.tick_papers(case.pk, papers, by=there.officer, at=there.at)
    return Case.objects.get(pk=case.pk)


def accepted(there: World, **changes: Any) -> Case:
    case = ticked(there, taken(there, **changes))
    return cases.accept(case.pk, by=there.officer, at=there.at)


def approved(there: World, **changes: Any) -> Case:
    case = accepted(there, **changes)
    return cases.approve(case.pk, by=there.registrar, at=there.at)


def ready(there: World, **changes: Any) -> Case:
    """Signed, the card printed on a blank, everything ready to collect."""
    case = approved(there, **changes)
    jobs.run_pending()
    card = next(output for output in documents_of(case) if output.is_card)
    cases.record_card_printed(
        case.pk, card.id, blank_number=ids.new_token()[:10], by=there.officer, at=there.at
    )
    jobs.run_pending()
    return Case.objects.get(pk=case.pk)


def handed_over(there: World, **changes: Any) -> Case:
    case = ready(there, **changes)
    return cases.hand_over(case.pk, proof="ktp_el", collector="mother", by=there.officer, at=there.at)


def documents_of(case: Case) -> list[Any]:
    from tuntas.domains.documents import queries as documents

    return documents.outputs(case.pk)


__all__ = ["FAMILY", "NOON", "OFFICE", "OTHER_OFFICE", "SERVICE", "World", "world"]
