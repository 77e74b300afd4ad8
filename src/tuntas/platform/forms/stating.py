"""What did a program state? Answers in the form in which they are kept, judged by the same types as a page's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from .answering import Cleaned, Context, Problem
from .conditions import Answers, holds
from .definition import Form, Page, Question
from .parsing import Parsed
from .types.base import UNREADABLE
from .types.files import File
from .types.registry import type_of

UNKNOWN = _("This form has no such question.")
# A form nests three times at most: an answer, its rows, and in each a person.
DEEPEST = 6
NO_FILES = _("A file is sent by itself, to its own address.")


def read_values(form: Form, given: Mapping[str, Any], *, answers: Answers, today: dt.date) -> Parsed:
    """Some answers of a form by question key. None takes one back; what the answers do not call for is not judged."""
    parsed = Parsed()
    known = {question.key for question in form.questions()}
    parsed.errors = [Problem(key, UNKNOWN) for key in given if key not in known]
    found: list[tuple[Page, Question, Cleaned]] = []
    for page, question in _stated(form, given):
        if isinstance(type_of(question), File):
            parsed.errors.append(Problem(question.key, NO_FILES, question.label))
            continue
        seen = Context(today, {**answers, **parsed.values})
        taken = _taken(question, given[question.key], seen)
        parsed.values[question.key] = taken.value
        found.append((page, question, taken))
    merged = {**answers, **parsed.values}
    for page, question, taken in found:
        if page.is_asked(merged) and holds(question.when, merged):
            parsed.sort(taken.problems)
    return parsed


def _stated(form: Form, given: Mapping[str, Any]) -> Iterator[tuple[Page, Question]]:
    for page in form.all_pages():
        yield from ((page, question) for question in page.questions if question.key in given)


def _taken(question: Question, raw: Any, seen: Context) -> Cleaned:
    if raw is None:
        return Cleaned()
    if _is_deep(raw):
        return Cleaned(None, [Problem(question.key, UNREADABLE, question.label)])
    return type_of(question).take(question, raw, question.key, seen)


def _is_deep(value: Any) -> bool:
    """Whether it nests deeper than any form: what walks into answers does so by calling itself."""
    level = [value]
    for _depth in range(DEEPEST):
        level = [part for one in level for part in _parts(one)]
    return bool(level)


def _parts(value: Any) -> Iterable[Any]:
    if isinstance(value, Mapping):
        return value.values()
    return value if isinstance(value, list) else ()
