"""Is this condition well written? Faults are found when the file is read, not when a resident arrives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .conditions import COMBINING, COMPARING, COUNTING, Condition
from .located import Node

_LARGEST = 2**53 - 1


def read_condition(node: Node, field: str) -> Condition | None:
    """The condition in this field, or None; raises DataFault at the field."""
    condition = node.raw(field)
    if condition is not None and (fault := condition_fault(condition)):
        node.fail(fault, field)
    return condition


def condition_fault(condition: Any) -> str | None:
    """Why this is no condition, or None."""
    if not isinstance(condition, Mapping):
        return f"a condition is written as fields, not as “{condition}”"
    combining = [name for name in COMBINING if name in condition]
    if combining:
        return _combined_fault(condition, combining[0])
    if not isinstance(condition.get("question"), str):
        return "a condition names its question, or combines others by all, any, not"
    operators = [name for name in (*COMPARING, *COUNTING) if name in condition]
    if len(operators) != 1 or len(condition) != 2:
        return f"a condition compares once, by one of {', '.join((*COMPARING, *COUNTING))}"
    if operators[0] in COUNTING:
        return condition_fault(condition[operators[0]])
    return _value_fault(operators[0], condition[operators[0]])


def references(condition: Any) -> Iterator[str]:
    """The questions that a condition asks for; those of rows are left out, they are not the form's own."""
    if isinstance(condition, Mapping):
        path = condition.get("question")
        if isinstance(path, str) and not path.startswith("."):
            yield path
        for part in condition.values():
            yield from references(part)
    elif isinstance(condition, list):
        for part in condition:
            yield from references(part)


def _combined_fault(condition: Mapping[str, Any], name: str) -> str | None:
    if len(condition) != 1:
        return f"“{name}” stands alone in its condition"
    if name == "not":
        return condition_fault(condition[name])
    if not isinstance(condition[name], list):
        return f"“{name}” wants a list of conditions"
    return next((fault for one in condition[name] if (fault := condition_fault(one))), None)


def _value_fault(operator: str, value: Any) -> str | None:
    if isinstance(value, Mapping):
        good = set(value) == {"question"} and isinstance(value["question"], str)
        return None if good else f"“{operator}” compares with a value or with {{question: …}}"
    if operator == "filled":
        return None if isinstance(value, bool) else "“filled” is true or false"
    if operator == "in":
        return None if isinstance(value, list) and value else "“in” wants a list of values"
    if operator in ("greater", "less", "at_least", "at_most"):
        is_number = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= _LARGEST
        return None if is_number else f"“{operator}” wants a number"
    if not isinstance(value, str | bool | int | float):
        return f"“{operator}” wants one value"
    return None
