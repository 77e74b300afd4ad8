"""Which types of question are there? The plain ones of this package, and those that domains add at start."""

from __future__ import annotations

from typing import Any

from tuntas.platform.forms.definition import Question

from .base import Type

_types: dict[str, Type] = {}


def register_type(name: str, kind: Type) -> None:
    """Let forms say `type: name`; a later registration takes the place of an earlier one."""
    _types[name] = kind


def type_named(name: str) -> Type | None:
    """The type of this name, or None."""
    return _types.get(name)


def type_of(question: Question) -> Type:
    return _types[question.type]


def type_names() -> list[str]:
    return sorted(_types)


def describe(question: Question) -> dict[str, Any]:
    """JSON Schema of one answer, with its title in the reader's language."""
    described = {"title": str(question.label), **type_of(question).schema(question)}
    if question.hint:
        described["description"] = str(question.hint)
    return described
