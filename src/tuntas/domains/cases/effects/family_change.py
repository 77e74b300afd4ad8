"""A change of a family member's data: proposed by an officer, entered on approval, with the family's new card."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from tuntas.domains.documents import actions as documents
from tuntas.domains.documents.actions import Order
from tuntas.domains.documents.queries import StatedChange
from tuntas.domains.offices import queries as offices
from tuntas.domains.register import actions as register
from tuntas.domains.register import elements
from tuntas.domains.register import queries as register_queries
from tuntas.domains.register.port import ProposedRow
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Decision, Refused

from ..models import Case
from .cards import family_card

MARITAL = "marital"
NOT_ASKED_FOR = Decision(
    _("The applicant did not ask to change this. What else is to change is an application of its own.")
)


def propose(case: Case, *, by: Actor, at: datetime) -> None:
    """What the officer found complete is the proposal: the register's present values are frozen beside it."""
    register.propose_change(case.pk, **_wish(case), by=by, at=at, office_code=case.office_code)


def propose_anew(case: Case, corrected: Mapping[str, str], *, by: Actor, at: datetime) -> list[str]:
    """Freeze the register's values of this moment anew; an officer's corrections count, now and the next time too.

    Corrected is the value of what the applicant asked to change; what they did not ask for nobody adds.
    """
    wish = _wish(case)
    before = {**wish["changes"], **{row.element: row.becomes for row in compared(case, by=by)}}
    if not corrected.keys() <= wish["changes"].keys():
        raise Refused(NOT_ASKED_FOR)
    wish["changes"] = {**before, **corrected}
    register.propose_change(case.pk, **wish, by=by, at=at, office_code=case.office_code)
    return sorted(element for element, value in corrected.items() if value != before[element])


def apply(case: Case, *, by: Actor, at: datetime) -> None:
    """Change the register and order the new card; the old one is void at once, not only when this one is signed."""
    recorded = register.record_change(case.pk, by=by, at=at, office_code=case.office_code)
    card = recorded.family_card
    documents.freeze(
        case.pk,
        Order("family_card", family_card(card), card["head"], recorded.family_number, voids_older=True),
        office=case.office_code,
        office_name=offices.office_row(case.office_code).name,
        specimen=recorded.is_specimen,
        by=by,
        at=at,
    )


def compared(case: Case, *, by: Actor) -> list[ProposedRow]:
    """What is to change beside what the register holds now, for staff."""
    return register_queries.compare_change(case.pk, **_wish(case), by=by)


def stated(case: Case, proofs: dict[str, str]) -> tuple[StatedChange, ...]:
    """The table of F-1.06 in words; the day of a marriage is proved by its certificate."""
    proofs = {**proofs, "marital_on": proofs.get(MARITAL, "")}
    return tuple(
        StatedChange(
            element=elements.name_of(element),
            old=elements.say(element, str(case.answers.get(f"old_{element}") or "")),
            new=elements.say(element, new),
            proof=proofs.get(element, ""),
        )
        for element, new in changes(case.answers).items()
    )


def changes(answers: dict[str, Any]) -> dict[str, str]:
    """What each element is to become, in the register's codes; a marriage brings its day."""
    chosen = [*answers["elements"]]
    if MARITAL in chosen and answers.get("new_marital_on"):
        chosen.insert(chosen.index(MARITAL) + 1, "marital_on")
    return {element: str(answers[f"new_{element}"]) for element in chosen}


def _wish(case: Case) -> dict[str, Any]:
    whose = "applicant" if case.answers["whose_data"] == "mine" else "member"
    return {
        "nik": case.answers[whose]["nik"],
        "family_number": case.answers["applicant"]["kk_number"],
        "changes": changes(case.answers),
    }
