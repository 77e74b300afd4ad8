"""Questions that hold questions: a composite (a person) and a repeated group (the witnesses)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tuntas.platform.forms.answering import Cleaned, Context, Post
from tuntas.platform.forms.conditions import holds, is_filled
from tuntas.platform.forms.definition import Question
from tuntas.platform.forms.located import Node

from . import registry
from .base import MISSING, Type


class Composite(Type):
    """Several fields that make one answer, kept as an object."""

    template = "forms/types/composite.html"
    is_single = False
    # Questions as data, taken when the form's question lists none itself (a domain's person).
    standard: tuple[Mapping[str, Any], ...] = ()

    def __init__(self, standard: tuple[Mapping[str, Any], ...] = ()) -> None:
        self.standard = standard

    def examine(self, question: Question, node: Node) -> None:
        if not question.fields:
            node.fail("wants fields", "fields")

    def read(self, question: Question, post: Post, name: str) -> Any:
        return {one.key: registry.type_of(one).read(one, post, f"{name}.{one.key}") for one in question.fields}

    def is_unfinished(self, question: Question, raw: Any, post: Post, name: str) -> bool:
        parts = raw if isinstance(raw, Mapping) else {}
        return any(
            registry.type_of(one).is_unfinished(one, parts.get(one.key), post, f"{name}.{one.key}")
            for one in question.fields
        )

    def take(self, question: Question, raw: Any, name: str, context: Context) -> Cleaned:
        return self._take_one(question, raw, name, context, of=question.label)

    def _take_one(self, question: Question, raw: Any, name: str, context: Context, *, of: Any) -> Cleaned:
        """One object. Its problems say `of` what they are: a page may hold two names, two NIK."""
        parts = raw if isinstance(raw, Mapping) else {}
        if not question.required and not is_filled(parts):
            return Cleaned(None)
        taken = {
            one.key: registry.type_of(one).take(one, parts.get(one.key), f"{name}.{one.key}", context)
            for one in question.fields
        }
        value = {key: found.value for key, found in taken.items() if found.value is not None}
        asked = {one.key for one in question.fields if holds(one.when, context.answers, value)}
        problems = [problem for key, found in taken.items() if key in asked for problem in found.problems]
        # A part that the others no longer call for is hidden, not emptied: what it still holds is no answer.
        counted = {key: kept for key, kept in value.items() if key in asked}
        return Cleaned(counted or None, [replace(one, label=f"{of} – {one.label}") for one in problems])

    def say(self, question: Question, value: Any) -> str:
        return ", ".join(answer for _label, answer in self.parts(question, value, {}))

    def parts(self, question: Question, value: Any, answers: Mapping[str, Any]) -> list[tuple[Any, str]]:
        """Label and answer of each part that was given."""
        value = value if isinstance(value, Mapping) else {}
        return [
            (one.label, registry.type_of(one).say(one, value[one.key]))
            for one in question.fields
            if is_filled(value.get(one.key)) and holds(one.when, answers, value)
        ]

    def show(self, question: Question, value: Any) -> Any:
        return value if isinstance(value, Mapping) else {}

    def schema(self, question: Question) -> dict[str, Any]:
        return {
            "type": "object",
            "properties": {one.key: registry.describe(one) for one in question.fields},
            "required": [one.key for one in question.fields if one.required and one.when is None],
            "additionalProperties": False,
        }


class Group(Composite):
    """The same fields several times, from `min` to `max` rows, kept as a list of objects."""

    template = "forms/types/group.html"
    settings = frozenset({"min", "max", "row_label", "add_label"})

    def read(self, question: Question, post: Post, name: str) -> Any:
        posted = {int(part) for part in (_row_number(one, name) for one in post.names()) if part}
        numbers = sorted(posted)[: self.most(question)]
        rows = [super(Group, self).read(question, post, f"{name}.{number}") for number in numbers]
        return self._changed(question, rows, numbers, post, name)

    def is_unfinished(self, question: Question, raw: Any, post: Post, name: str) -> bool:
        return f"{name}.add" in post or f"{name}.remove" in post

    def take(self, question: Question, raw: Any, name: str, context: Context) -> Cleaned:
        rows = [row for row in raw if isinstance(row, Mapping)] if isinstance(raw, list) else []
        least = question.setting("min", 1 if question.required else 0)
        # Each keeps its number on the page, so that a problem stands where it was typed.
        kept = [(number, row) for number, row in enumerate(rows) if number < least or is_filled(row)]
        kept += [(number, {}) for number in range(len(rows), least)]
        if len(kept) > self.most(question):
            return Cleaned(None, [self.problem(question, name, MISSING)])
        whose = question.setting("row_label") or question.label
        taken = [
            self._take_one(question, row, f"{name}.{number}", context, of=f"{whose} {number + 1}")
            for number, row in kept
        ]
        value = [found.value or {} for found in taken]
        return Cleaned(value or None, [problem for found in taken for problem in found.problems])

    def most(self, question: Question) -> int:
        return int(question.setting("max", 20))

    def say(self, question: Question, value: Any) -> str:
        return "; ".join(super(Group, self).say(question, row) for row in value)

    def show(self, question: Question, value: Any) -> Any:
        return value if isinstance(value, list) else []

    def schema(self, question: Question) -> dict[str, Any]:
        return {
            "type": "array",
            "items": super().schema(question),
            "minItems": question.setting("min", 1 if question.required else 0),
            "maxItems": self.most(question),
        }

    def _changed(
        self, question: Question, rows: list[Any], numbers: list[int], post: Post, name: str
    ) -> list[Any]:
        removed = post.one(f"{name}.remove")
        if re.fullmatch("[0-9]{1,3}", removed) and int(removed) in numbers:
            rows.pop(numbers.index(int(removed)))
        if f"{name}.add" in post and len(rows) < self.most(question):
            rows.append({})
        return rows


def _row_number(posted: str, name: str) -> str:
    number = posted.removeprefix(f"{name}.").split(".")[0] if posted.startswith(f"{name}.") else ""
    return number if re.fullmatch("[0-9]{1,3}", number) else ""
