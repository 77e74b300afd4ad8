"""What did this page bring? One posted page, or an officer's whole form, read into values and problems."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .answering import Cleaned, Context, Post, Problem, Severity
from .conditions import Answers, holds, is_filled
from .definition import Form, Page, Question
from .types.files import File
from .types.registry import type_of

# Posted with a page whose warnings were read: the names of the fields they stood at.
CONFIRMED = "confirmed"


@dataclass
class Parsed:
    """What to keep (`values`), what to show again as typed (`shown`), and what to say about it."""

    values: dict[str, Any] = field(default_factory=dict)
    shown: dict[str, Any] = field(default_factory=dict)
    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    # A row was added, or a step taken in a list: show the page again, judge nothing.
    is_unfinished: bool = False
    confirmed: frozenset[str] = frozenset()

    @property
    def ok(self) -> bool:
        """True when the reader may go on: no error, and each warning was seen before."""
        seen = {problem.name for problem in self.warnings} <= self.confirmed
        return not self.errors and not self.is_unfinished and seen

    def sort(self, problems: Iterable[Problem]) -> None:
        """Keep what was found, errors apart from warnings."""
        for problem in problems:
            (self.errors if problem.severity is Severity.ERROR else self.warnings).append(problem)


def parse_page(page: Page, post: Mapping[str, Any], *, answers: Answers, today: dt.date) -> Parsed:
    """Read one posted page. `answers`: the draft so far; merge `values` into it whether `ok` or not.

    A question left empty gives None, so that an answer taken back does not linger in the draft.
    """
    return _parse(page.drawn(answers), post, answers=answers, today=today)


def parse_form(form: Form, post: Mapping[str, Any], *, answers: Answers, today: dt.date) -> Parsed:
    """Read all questions of the form at once, as the dense page posts them; stored files stay as they are."""
    parsed = Parsed()
    for page in form.all_pages():
        known = {**answers, **parsed.values}
        one = _parse(page.questions, post, answers=known, today=today, takes_files_off=False)
        parsed.shown |= one.shown
        parsed.values |= one.values
        parsed.is_unfinished |= one.is_unfinished
        parsed.confirmed |= one.confirmed
        if page.is_asked({**answers, **parsed.values}):
            parsed.errors += one.errors
            parsed.warnings += one.warnings
    return parsed


def _parse(
    questions: Iterable[Question],
    post: Mapping[str, Any],
    *,
    answers: Answers,
    today: dt.date,
    takes_files_off: bool = True,
) -> Parsed:
    fields, parsed = Post(post), Parsed()
    parsed.confirmed = frozenset(fields.one(CONFIRMED).split())
    found: list[tuple[Question, Cleaned]] = []
    for question in questions:
        kind = type_of(question)
        raw = kind.read(question, fields, question.key)
        if isinstance(kind, File):
            # Files were stored when they were sent: a page can take them off again, never name new ones.
            stored = answers.get(question.key) or []
            raw = [one for one in raw if one in stored] if takes_files_off else stored
        parsed.shown[question.key] = raw
        parsed.is_unfinished |= kind.is_unfinished(question, raw, fields, question.key)
        seen = Context(today, {**answers, **parsed.values})
        taken = kind.take(question, raw, question.key, seen)
        parsed.values[question.key] = taken.value
        found.append((question, taken))
    _judge(parsed, found, {**answers, **parsed.values})
    return parsed


def _judge(parsed: Parsed, found: list[tuple[Question, Cleaned]], answers: Answers) -> None:
    """Count only what the answers call for; a page shown again for a new row is not judged."""
    if parsed.is_unfinished:
        return
    for question, taken in found:
        if holds(question.when, answers):
            parsed.sort(taken.problems)


def check(form: Form, answers: Answers, *, today: dt.date) -> list[Problem]:
    """Everything that keeps these answers from being submitted, page by page; warnings are left out."""
    problems: list[Problem] = []
    for page in form.pages(answers):
        for question in page.asked(answers):
            taken = type_of(question).take(
                question, answers.get(question.key), question.key, Context(today, answers)
            )
            for one in taken.problems:
                if one.severity is Severity.ERROR:
                    problems.append(Problem(one.name, one.message, one.label, one.severity, page.id))
    return problems


def first_open_page(form: Form, answers: Answers, *, today: dt.date) -> Page | None:
    """Where a resident who comes back goes on: the first page not yet answered well, or None when all are."""
    open_pages = {problem.page for problem in check(form, answers, today=today)}
    return next(
        (page for page in form.pages(answers) if page.id in open_pages or _is_unseen(page, answers)), None
    )


def _is_unseen(page: Page, answers: Answers) -> bool:
    # An optional question that was passed over is kept as None; one never met has no key.
    return all(question.key not in answers for question in page.questions)


def relevant(form: Form, answers: Answers) -> dict[str, Any]:
    """The answers that count: of pages and questions which the answers themselves call for."""
    return {
        question.key: answers[question.key]
        for page in form.pages(answers)
        for question in page.asked(answers)
        if is_filled(answers.get(question.key))
    }
