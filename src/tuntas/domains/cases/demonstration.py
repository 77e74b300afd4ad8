"""Two finished applications of an invented family, so that a tester sees an older card replaced by a newer one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tuntas.domains.documents import jobs as documents
from tuntas.domains.documents.queries import outputs
from tuntas.domains.offices.demonstration import OFFICE, Cast
from tuntas.domains.register import demonstration as register
from tuntas.platform import ids
from tuntas.platform.actors import PUBLIC, Actor, Kind

from . import actions, queries
from .models import Case

LOST_CARD, CHANGED_DATA = "ktp-el-hilang", "perubahan-kk"
FAMILY = register.FAMILIES[-1]


@dataclass(frozen=True)
class Earlier:
    """A document that a new application replaces: its holder, and the code that anyone can check."""

    kind: str
    number: str
    token: str


def load(cast: Cast, at: datetime) -> list[Earlier]:
    """Let the third family's father replace his KTP-el and change his education, once."""
    card = _first(LOST_CARD) or _lost_card(cast, at)
    family = _first(CHANGED_DATA) or _changed_data(cast, at)
    return [
        *(Earlier(one.label, FAMILY.father_nik, one.token) for one in outputs(card.pk)),
        *(Earlier(one.label, FAMILY.family_number, one.token) for one in outputs(family.pk)),
    ]


def _first(service: str) -> Case | None:
    """The oldest application for a service; ids grow with time."""
    return Case.objects.filter(service_code=service).order_by("pk").first()


def _lost_card(cast: Cast, at: datetime) -> Case:
    """Printed and handed over: the card in his pocket."""
    case = _accepted(LOST_CARD, {"police_letter_file": _paper()}, cast, at)
    [card] = outputs(case.pk)
    documents.make(card.id)
    actions.record_card_printed(case.pk, card.id, blank_number="PERAGAAN-1", by=cast.officer, at=at)
    return actions.hand_over(case.pk, proof="passport", collector="applicant", by=cast.officer, at=at)


def _changed_data(cast: Cast, at: datetime) -> Case:
    """Approved: the worker signs the family card, and it waits at the counter for whoever tries the hand-over."""
    answers = {
        "applicant_relation": "family_head",
        "whose_data": "mine",
        "elements": ["education"],
        "old_education": "8",
        "new_education": "9",
        "diploma_file": _paper(),
    }
    case = _accepted(CHANGED_DATA, answers, cast, at)
    return actions.approve(case.pk, by=cast.registrar, at=at)


def _accepted(service: str, answers: dict[str, Any], cast: Cast, at: datetime) -> Case:
    started = actions.start_draft(service, by=PUBLIC, at=at).case
    father = {"name": FAMILY.father, "nik": FAMILY.father_nik, "kk_number": FAMILY.family_number}
    everybodys = {"applicant": father, "kk_place": OFFICE, "kk_file": _paper()}
    by = Actor(Kind.RESIDENT, str(started.pk))
    actions.answer(started.pk, {**everybodys, **answers}, by=by, at=at)
    actions.submit(started.pk, office_code=OFFICE, by=by, at=at)
    case = actions.take(started.pk, by=cast.officer, at=at)
    seen = [paper.code for paper in queries.papers_of(case) if paper.file_ids]
    return actions.accept(case.pk, seen=seen, by=cast.officer, at=at)


def _paper() -> list[str]:
    """A paper that was shown at the counter: no photo of it was ever sent."""
    return [str(ids.new_id())]
