"""How is a page drawn? The fields of a resident's page and of an officer's one page, for the templates."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from .answering import Problem
from .conditions import Answers
from .definition import Form, Page, Question
from .field import Field, shown_value
from .parsing import Parsed


def fields(questions: Iterable[Question], answers: Answers, parsed: Parsed | None = None) -> list[Field]:
    """Fields with what was typed just now, else with what is stored."""
    shown = parsed.shown if parsed else {}
    problems = by_name([*parsed.errors, *parsed.warnings]) if parsed else {}
    return [
        Field(
            one,
            one.key,
            shown[one.key] if one.key in shown else shown_value(one, answers.get(one.key)),
            problems,
            stored=None if one.key in shown else answers.get(one.key),
        )
        for one in questions
    ]


def by_name(problems: Iterable[Problem]) -> dict[str, list[Problem]]:
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        found.setdefault(problem.name, []).append(problem)
    return found


def page_fields(page: Page, answers: Answers, parsed: Parsed | None = None) -> list[Field]:
    """The questions of one page. What depends on this page's own answers is drawn and hidden by the script."""
    drawn = fields(page.drawn(answers), answers, parsed)
    for field in drawn:
        field.is_scripted = page.decides_about(field.question, every=True)
    if len(drawn) == 1 and page.title is None:
        drawn[0].is_heading = True
    return drawn


@dataclass(frozen=True)
class DensePage:
    """A page inside the officer's one page: its fields and the condition under which it counts."""

    id: str
    heading: Any
    when_json: str
    fields: list[Field]


@dataclass(frozen=True)
class DenseSection:
    key: str
    title: Any
    pages: list[DensePage]


def dense(
    form: Form, answers: Answers, parsed: Parsed | None = None, *, without: Collection[str] = ()
) -> list[DenseSection]:
    """All questions on one page for an officer, but those of the types that are left out, and what they leave empty."""
    drawn = [
        DenseSection(
            section.key,
            section.title,
            [
                _dense_page(page, [one for one in page.questions if one.type not in without], answers, parsed)
                for page in section.pages
                if any(one.type not in without for one in page.questions)
            ],
        )
        for section in form.sections
    ]
    return [section for section in drawn if section.pages]


def _dense_page(
    page: Page, questions: Iterable[Question], answers: Answers, parsed: Parsed | None
) -> DensePage:
    when = json.dumps(page.when) if page.when else ""
    return DensePage(page.id, page.heading, when, fields(questions, answers, parsed))
