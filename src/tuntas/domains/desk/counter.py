"""The dense page at the counter: its questions, its papers to tick, and a person of the register to fill in."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, repeat
from typing import Any

from django.utils.translation import gettext_lazy as _

from tuntas.domains.cases import access
from tuntas.domains.cases import queries as cases
from tuntas.domains.cases.rules import COUNTER
from tuntas.domains.catalogue import queries as catalogue
from tuntas.domains.catalogue.rules import Service
from tuntas.domains.offices import queries as offices
from tuntas.domains.offices.queries import OfficeRow
from tuntas.domains.register import queries as register
from tuntas.domains.register.port import Found
from tuntas.platform import forms
from tuntas.platform.actors import Actor
from tuntas.platform.forms import Parsed, Problem
from tuntas.platform.forms.answering import anchor_of

FILES = "file"
NOT_TICKED = _("Tick it when you have seen the original; without it the case cannot start.")


@dataclass(frozen=True)
class TickRow:
    """One paper that the officer ticks when the original lies before them."""

    code: str
    name: str
    about: str
    is_ticked: bool
    # The key that ticks it; beyond nine there is none.
    key: str


@dataclass(frozen=True)
class NeedRow:
    """One requirement: any one of its papers is enough. `when_json` is its condition for the scripts."""

    id: str
    name: str
    when_json: str
    fault: str
    papers: list[TickRow]


def own_office(by: Actor) -> OfficeRow | None:
    """The office at whose counter this officer starts cases, or None for whoever starts none."""
    code = min(by.offices, default="")
    return offices.find_office(code) if access.can_start_at_counter(by, code) else None


def services_at(office: OfficeRow, on: date) -> list[Service]:
    """What is asked for at the counter of this office."""
    return [
        service
        for service in catalogue.services(on)
        if COUNTER in service.channels and cases.serves(service, office, on=on)
    ]


def needs(service: Service, ticked: Collection[str], parsed: Parsed | None) -> list[NeedRow]:
    """The list of the service's papers; those that the answers do not call for are hidden by the script."""
    faults = {one.name for one in parsed.errors} if parsed else set()
    keys = chain("123456789", repeat(""))
    return [
        NeedRow(
            id=anchor_of(_fault_of(one.key)),
            name=str(one.name),
            when_json=json.dumps(one.when) if one.when else "",
            fault=str(NOT_TICKED) if _fault_of(one.key) in faults else "",
            papers=[
                TickRow(paper.key, str(paper.name), str(paper.about or ""), paper.key in ticked, next(keys))
                for paper in one.papers
            ],
        )
        for one in service.requirements
    ]


def asked_of(service: Service, answers: Mapping[str, Any], ticked: Collection[str]) -> list[str]:
    """The ticked papers that the answers call for: what was ticked before another answer hid it counts no more."""
    called_for = {
        paper.key for one in service.asked_requirements(answers) for paper in one.papers if paper.key in ticked
    }
    return sorted(called_for)


def not_seen(service: Service, answers: Mapping[str, Any], ticked: Collection[str]) -> list[Problem]:
    """The requirements of which no paper was ticked, as faults of the page."""
    return [
        Problem(_fault_of(one.key), NOT_TICKED, one.name)
        for one in service.asked_requirements(answers)
        if not any(paper.key in ticked for paper in one.papers)
    ]


def about_the_form(service: Service, parsed: Parsed) -> Parsed:
    """What was posted, judged without the questions for photos: at the counter originals are seen."""
    photos = {question.key for question in service.form.questions() if question.type == FILES}
    parsed.errors = [one for one in parsed.errors if one.name not in photos]
    return parsed


def start_answers(service: Service, office: OfficeRow) -> dict[str, Any]:
    """Most who come live here: the place that the service asks for is the office's own unless it is changed."""
    question = service.served_at.place_question
    is_place = any(one.key == question and one.type == "place" for one in service.form.questions())
    return {question: office.region_code} if is_place and office.kind == "kelurahan" else {}


def filled_in(
    service: Service, shown: Mapping[str, Any], found: Found, *, question: str, by: Actor
) -> dict[str, Any]:
    """The answers with what the register holds of this person: name, NIK, family card, as far as the form asks."""
    asked = next((one for one in service.form.questions() if one.key == question), None)
    if asked is None:
        return dict(shown)
    card = register.identity_card(found.nik, by=by) or {}
    known = {
        "name": found.name,
        "nik": found.nik,
        "sex": found.sex,
        "birth_date": found.born_on,
        "birth_place": card.get("birth_place", ""),
        "kk_number": card.get("family_number", ""),
        "nationality": "wni",
    }
    parts = {part.key: known[part.key] for part in asked.fields if known.get(part.key)}
    before = shown.get(question)
    answers = {**shown, question: {**(before if isinstance(before, dict) else {}), **parts}}
    if any(one.key == "kk_number" for one in service.form.questions()) and known["kk_number"]:
        answers["kk_number"] = known["kk_number"]
    return answers


def sections(service: Service, answers: Mapping[str, Any], parsed: Parsed | None) -> list[Any]:
    """The questions as they are drawn: what was understood as it is kept, what was not as it was typed."""
    if parsed:
        faulty = {one.name.split(".")[0] for one in parsed.errors}
        understood = {key for key, value in parsed.values.items() if value is not None and key not in faulty}
        answers = {**parsed.values, **answers}
        parsed = replace(parsed, shown={k: raw for k, raw in parsed.shown.items() if k not in understood})
    return forms.dense(service.form, answers, parsed, without={FILES})


def _fault_of(requirement: str) -> str:
    return f"need-{requirement}"
