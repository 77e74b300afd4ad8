"""How is one question drawn? Its name, id, value as typed, choices and errors, ready for a template."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from .answering import Problem, anchor_of
from .conditions import is_filled
from .definition import Question
from .types.choices import OneOf, YesNo
from .types.composites import Composite
from .types.places import Place
from .types.registry import type_of


@dataclass(frozen=True)
class Choice:
    code: str
    label: Any
    hint: Any
    is_chosen: bool
    id: str


@dataclass
class Field:
    """One question, ready for `forms/_question.html`."""

    question: Question
    name: str
    value: Any
    problems: Mapping[str, list[Problem]]
    # The only question of its page: its label is the page's heading.
    is_heading: bool = False
    # False: the condition asks for answers of other pages, so the server alone decides.
    is_scripted: bool = True
    stored: Any = None

    @property
    def id(self) -> str:
        return anchor_of(self.name)

    @property
    def template(self) -> str:
        return type_of(self.question).template

    @property
    def upload_templates(self) -> list[str]:
        """Who stores files brings the first; the second only lists what is there."""
        return ["files/_upload.html", "forms/types/_files.html"]

    @property
    def label(self) -> Any:
        return self.question.label

    @property
    def hint(self) -> Any:
        return self.question.hint

    @property
    def errors(self) -> list[Problem]:
        return [one for one in self.problems.get(self.name, []) if one.severity == "error"]

    @property
    def warnings(self) -> list[Problem]:
        return [one for one in self.problems.get(self.name, []) if one.severity == "warning"]

    @property
    def described_by(self) -> str:
        ids = [f"{self.id}-hint"] if self.hint else []
        ids += [f"{self.id}-error"] if self.errors else []
        ids += [f"{self.id}-warning"] if self.warnings else []
        return " ".join(ids)

    @property
    def is_single(self) -> bool:
        return type_of(self.question).is_single

    @property
    def input_type(self) -> str:
        return type_of(self.question).input_type

    @property
    def inputmode(self) -> str:
        return "decimal" if self.question.setting("decimals") else type_of(self.question).inputmode

    @property
    def autocomplete(self) -> str:
        return str(self.question.setting("autocomplete") or type_of(self.question).autocomplete)

    @property
    def is_many(self) -> bool:
        return self.question.type == "many_of"

    @property
    def when_json(self) -> str:
        """The condition for the scripts; empty when the question is always asked."""
        return json.dumps(self.question.when) if self.question.when and self.is_scripted else ""

    @cached_property
    def choices(self) -> list[Choice]:
        kind = type_of(self.question)
        if isinstance(kind, Place):
            rows = [(code, label, None) for code, label in kind.alternatives(self.question, self.value)]
        elif isinstance(kind, OneOf | YesNo):
            rows = kind.choices(self.question)
        else:
            rows = []
        chosen = self.value if isinstance(self.value, list) else [self.value]
        # The first choice carries the field's own id, so that the error summary's link finds it.
        return [
            Choice(code, label, hint, code in chosen, self.id if number == 0 else f"{self.id}-{number}")
            for number, (code, label, hint) in enumerate(rows)
        ]

    @property
    def kept_code(self) -> str:
        """The stored code of a place whose name is shown, so that namesakes are not asked about again."""
        return self.stored if isinstance(self.stored, str) and self.stored != self.value else ""

    @cached_property
    def step(self) -> list[tuple[str, Any]]:
        """The places to choose from instead of typing: below the code reached so far, else the first level."""
        kind = type_of(self.question)
        if not isinstance(kind, Place):
            return []
        return (kind.below(self.question, self.value) if self.value else []) or kind.below(self.question, "")

    @cached_property
    def is_stepping(self) -> bool:
        """True when the value is the code of a place that holds others: shown by the list, not as typed text."""
        kind = type_of(self.question)
        return isinstance(kind, Place) and bool(self.value) and bool(kind.below(self.question, self.value))

    @cached_property
    def suggestions(self) -> list[Any]:
        kind = type_of(self.question)
        return kind.suggestions(self.question) if isinstance(kind, Place) else []

    @cached_property
    def parts(self) -> list[Field]:
        """The fields of a composite."""
        return self._parts(self.name, self.value)

    @cached_property
    def rows(self) -> list[list[Field]]:
        """The rows of a group, at least as many as it wants."""
        value = self.value if isinstance(self.value, list) else []
        rows = [*value, *({} for _missing in range(self.least - len(value)))]
        return [self._parts(f"{self.name}.{number}", row) for number, row in enumerate(rows)]

    @property
    def blank_row(self) -> list[Field]:
        """A row for the script to copy; its number is written NEW."""
        return self._parts(f"{self.name}.NEW", {})

    @property
    def least(self) -> int:
        return int(self.question.setting("min", 1 if self.question.required else 0))

    @property
    def most(self) -> int:
        return int(self.question.setting("max", 20))

    @property
    def may_vary(self) -> bool:
        """False when the number of rows is fixed (two witnesses)."""
        return self.least < self.most

    @property
    def may_grow(self) -> bool:
        return len(self.rows) < self.most

    @property
    def row_label(self) -> Any:
        return self.question.setting("row_label") or self.label

    @property
    def add_label(self) -> Any:
        return self.question.setting("add_label") or _("Add another")

    @property
    def unit(self) -> str:
        return str(self.question.setting("unit", ""))

    def _parts(self, name: str, value: Any) -> list[Field]:
        value = value if isinstance(value, Mapping) else {}
        return [
            Field(
                one,
                f"{name}.{one.key}",
                shown_value(one, value.get(one.key)),
                self.problems,
                stored=value.get(one.key),
            )
            for one in self.question.fields
        ]


def shown_value(question: Question, value: Any) -> Any:
    """A stored value as a person would type it; what was typed passes unchanged."""
    kind = type_of(question)
    if isinstance(kind, Composite) or is_filled(value):
        return kind.show(question, value)
    return value if value is not None else ""
