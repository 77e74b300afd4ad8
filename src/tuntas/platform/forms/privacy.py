"""Why is this asked? The privacy notice for the resident and the record of processing for the agency."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .definition import Form, Handling, Question
from .texts import Text


@dataclass(frozen=True)
class Notice:
    """Data asked for one purpose, on one law, kept for one time."""

    purpose: Any
    law: Any
    retention: Any
    asked: tuple[Any, ...]


@dataclass(frozen=True)
class Processing:
    """One field of the record of processing."""

    field: str
    label: Text
    type: str
    required: bool
    purpose: Text | None
    law: Text | None
    retention: Text | None


def privacy_notice(form: Form) -> list[Notice]:
    """What the resident reads before answering: the questions by purpose, in the form's order."""
    groups: dict[Handling, list[Text]] = {}
    for question in form.questions():
        groups.setdefault(_handling(form, question), []).append(question.label)
    return [Notice(one.purpose, one.law, one.retention, tuple(labels)) for one, labels in groups.items()]


def record_of_processing(form: Form) -> list[Processing]:
    """Each field, parts of composites too, with purpose, law and retention (UU 27/2022)."""
    return [
        Processing(
            field=name,
            label=question.label,
            type=question.type,
            required=question.required,
            purpose=handling.purpose,
            law=handling.law,
            retention=handling.retention,
        )
        for top in form.questions()
        for name, question, handling in _fields(top, top.key, _handling(form, top))
    ]


def _fields(question: Question, name: str, handling: Handling) -> Iterator[tuple[str, Question, Handling]]:
    if not question.fields:
        yield name, question, handling
    for part in question.fields:
        yield from _fields(part, f"{name}.{part.key}", _narrowed(handling, part.handling))


def _handling(form: Form, question: Question) -> Handling:
    return _narrowed(form.handling, question.handling)


def _narrowed(wide: Handling, narrow: Handling) -> Handling:
    return Handling(
        purpose=narrow.purpose or wide.purpose,
        law=narrow.law or wide.law,
        retention=narrow.retention or wide.retention,
    )
