"""Does this condition hold for these answers? The same rules stand in static/forms/conditions.js.

Both are held together by tests/vectors/conditions.json. What the two languages would see differently (the truth of
"0", big whole numbers, white space, inherited properties) is decided here by hand and has its own vectors.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

Condition = Mapping[str, Any]
Answers = Mapping[str, Any]

COMBINING = ("all", "any", "not")
COMPARING = ("is", "in", "has", "filled", "greater", "less", "at_least", "at_most", "before", "after")
COUNTING = ("some", "every")
# Python and JavaScript disagree on what white space is; these are the characters a keyboard makes.
_BLANK = re.compile(r"[ \t\n\r\u00a0]*")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def holds(condition: Condition | None, answers: Answers, row: Answers | None = None) -> bool:
    """True when the condition is met; `row` is the innermost composite or row, reached by a leading dot."""
    if condition is None:
        return True
    if "all" in condition:
        return all(holds(one, answers, row) for one in condition["all"])
    if "any" in condition:
        return any(holds(one, answers, row) for one in condition["any"])
    if "not" in condition:
        return not holds(condition["not"], answers, row)
    answer = look_up(condition["question"], answers, row)
    for counting, judge in (("some", any), ("every", all)):
        if counting in condition:
            rows = answer if isinstance(answer, list) else []
            return judge(holds(condition[counting], answers, one) for one in rows if isinstance(one, Mapping))
    return _compare(condition, answer, answers, row)


def look_up(path: str, answers: Answers, row: Answers | None = None) -> Any:
    """The answer at a dotted path, or None; a leading dot starts at `row`."""
    found: Any = row if path.startswith(".") else answers
    for part in path.removeprefix(".").split("."):
        if not isinstance(found, Mapping) or part not in found:
            return None
        found = found[part]
    return found


def is_filled(answer: Any) -> bool:
    """False for nothing, blank text, an empty list, and a composite whose parts are all unfilled."""
    if answer is None:
        return False
    if isinstance(answer, str):
        return _BLANK.fullmatch(answer) is None
    if isinstance(answer, list):
        return len(answer) > 0
    if isinstance(answer, Mapping):
        return any(is_filled(part) for part in answer.values())
    return True


def _compare(condition: Condition, answer: Any, answers: Answers, row: Answers | None) -> bool:
    operator = next((name for name in COMPARING if name in condition), None)
    if operator is None:
        raise ValueError(f"no comparison in {dict(condition)}")
    wanted = condition[operator]
    if isinstance(wanted, Mapping):
        wanted = look_up(wanted["question"], answers, row)
    return _COMPARISONS[operator](answer, wanted)


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if _is_number(one) and _is_number(other):
        return float(one) == float(other)
    return isinstance(one, str) and isinstance(other, str) and one == other


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _numbers(judge: Callable[[float, float], bool]) -> Callable[[Any, Any], bool]:
    return lambda one, other: _is_number(one) and _is_number(other) and judge(float(one), float(other))


def _days(judge: Callable[[str, str], bool]) -> Callable[[Any, Any], bool]:
    def compare(one: Any, other: Any) -> bool:
        return _is_day(one) and _is_day(other) and judge(one, other)

    return compare


def _is_day(value: Any) -> bool:
    return isinstance(value, str) and _DAY.fullmatch(value) is not None


def _has(answer: Any, wanted: Any) -> bool:
    return isinstance(answer, list) and any(_same(one, wanted) for one in answer)


_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "is": _same,
    "in": lambda answer, wanted: isinstance(wanted, list) and any(_same(answer, one) for one in wanted),
    "has": _has,
    "filled": lambda answer, wanted: is_filled(answer) is (wanted is True),
    "greater": _numbers(lambda one, other: one > other),
    "less": _numbers(lambda one, other: one < other),
    "at_least": _numbers(lambda one, other: one >= other),
    "at_most": _numbers(lambda one, other: one <= other),
    "before": _days(lambda one, other: one < other),
    "after": _days(lambda one, other: one > other),
}
