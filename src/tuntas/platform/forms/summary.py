"""What was answered? Check-your-answers: sections of questions and answers, each with the page to change it on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .conditions import Answers, is_filled
from .definition import Form, Page, Question
from .types.composites import Composite, Group
from .types.registry import type_of


@dataclass(frozen=True)
class Row:
    """One question with its answer; a composite brings its parts as (label, answer)."""

    key: str
    label: Any
    answer: str
    page: str
    parts: tuple[tuple[Any, str], ...] = ()
    value: Any = None
    type: str = ""
    question: Question | None = None


@dataclass(frozen=True)
class SummarySection:
    key: str
    title: Any
    rows: tuple[Row, ...]


def summary(form: Form, answers: Answers) -> list[SummarySection]:
    """All that the answers call for, answered or not; an unanswered question has an empty answer."""
    sections = []
    shown = {page.id for page in form.pages(answers)}
    for section in form.sections:
        pages = [page for page in section.pages if page.id in shown]
        rows = [
            row for page in pages for question in page.asked(answers) for row in _rows(page, question, answers)
        ]
        if rows:
            sections.append(SummarySection(section.key, section.title, tuple(rows)))
    return sections


def _rows(page: Page, question: Question, answers: Answers) -> list[Row]:
    kind, value = type_of(question), answers.get(question.key)
    if isinstance(kind, Group) and isinstance(value, list) and value:
        name = question.setting("row_label") or question.label
        return [_row(page, question, row, answers, f"{name} {number}") for number, row in enumerate(value, 1)]
    return [_row(page, question, value, answers, question.label)]


def _row(page: Page, question: Question, value: Any, answers: Answers, label: Any) -> Row:
    kind = type_of(question)
    parts: tuple[tuple[Any, str], ...] = ()
    answer = ""
    if is_filled(value):
        if isinstance(kind, Composite):
            parts = tuple(kind.parts(question, value, answers))
        else:
            answer = kind.say(question, value)
    return Row(question.key, label, answer, page.id, parts, value, question.type, question)
