"""What may a partner send? JSON Schema (2020-12) of a form's answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .conditions import Condition
from .definition import Form, Question
from .types.registry import describe


def json_schema(form: Form) -> dict[str, Any]:
    """The schema of the whole answer: what is asked always is required, what depends stands under `if`.

    A condition that JSON Schema cannot say (dates compared, rows) requires nothing; `check` still asks for it.
    """
    always: list[str] = []
    sometimes: list[dict[str, Any]] = []
    for question, conditions in _required(form):
        if not conditions:
            always.append(question.key)
        elif (when := _all_said(conditions)) is not None:
            sometimes.append({"if": when, "then": {"required": [question.key]}})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:tuntas:form:{form.code}:{form.version}",
        "title": str(form.title),
        "type": "object",
        "properties": {question.key: describe(question) for question in form.questions()},
        "required": always,
        "allOf": sometimes,
        "additionalProperties": False,
    }


def _required(form: Form) -> Iterator[tuple[Question, list[Condition]]]:
    for page in form.all_pages():
        for question in page.questions:
            if question.required:
                yield question, [one for one in (page.when, question.when) if one is not None]


def _all_said(conditions: list[Condition]) -> dict[str, Any] | None:
    said = [_said(one) for one in conditions]
    return None if None in said else {"allOf": said}


def _said(condition: Condition) -> dict[str, Any] | None:
    """The condition as a schema, or None when it cannot be said."""
    for name, keyword in (("all", "allOf"), ("any", "anyOf")):
        if name in condition:
            parts = [_said(one) for one in condition[name]]
            if None in parts:
                return None
            # An empty `any` holds never; an empty anyOf is not allowed in a schema.
            return {keyword: parts} if parts else ({} if name == "all" else {"not": {}})
    if "not" in condition:
        part = _said(condition["not"])
        return None if part is None else {"not": part}
    path = condition["question"]
    value = _value_said({name: wanted for name, wanted in condition.items() if name != "question"})
    return None if value is None or path.startswith(".") else _at(path.split("."), value)


def _value_said(comparison: dict[str, Any]) -> dict[str, Any] | None:
    operator, wanted = next(iter(comparison.items()))
    if isinstance(wanted, dict) or operator in ("before", "after", "some", "every", "filled"):
        return None
    number = {
        "greater": "exclusiveMinimum",
        "less": "exclusiveMaximum",
        "at_least": "minimum",
        "at_most": "maximum",
    }
    if operator in number:
        return {"type": "number", number[operator]: wanted}
    said: dict[str, dict[str, Any]] = {
        "is": {"const": wanted},
        "in": {"enum": wanted},
        "has": {"type": "array", "contains": {"const": wanted}},
    }
    return said[operator]


def _at(path: list[str], value: dict[str, Any]) -> dict[str, Any]:
    for part in reversed(path):
        value = {"type": "object", "properties": {part: value}, "required": [part]}
    return value
