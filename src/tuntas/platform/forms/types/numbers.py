"""Numbers as people type them: 3.200 and 48,5 in Indonesian, kept as JSON numbers."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext_lazy as _

from tuntas.platform.forms.answering import Context
from tuntas.platform.forms.definition import Question
from tuntas.platform.forms.located import Node

from .base import Refusal, Type, one_line

# Beyond this JavaScript and Python no longer see the same whole number.
LARGEST = 2**53 - 1


class Number(Type):
    """A number between `min` and `max`, with up to `decimals` places, said with its `unit`."""

    template = "forms/types/number.html"
    inputmode = "numeric"
    settings = frozenset({"min", "max", "decimals", "unit"})

    def examine(self, question: Question, node: Node) -> None:
        for name in ("min", "max", "decimals"):
            limit = question.setting(name)
            if limit is not None and (isinstance(limit, bool) or not isinstance(limit, int | float)):
                node.fail("wants a number", name)

    def clean(self, question: Question, raw: Any, context: Context) -> int | float:
        number = raw if _is_number(raw) else _parse(one_line(raw), question.setting("decimals", 0))
        if number is None or (isinstance(number, float) and not question.setting("decimals", 0)):
            raise Refusal(_("Please write a number, for example 3."))
        low, high = question.setting("min", 0), question.setting("max", LARGEST)
        if not low <= number <= high:
            raise Refusal(_("Please write a number from %(low)s to %(high)s.") % {"low": low, "high": high})
        return number

    def say(self, question: Question, value: Any) -> str:
        unit = question.setting("unit", "")
        return f"{self.show(question, value)} {unit}".strip()

    def show(self, question: Question, value: Any) -> str:
        if not _is_number(value):
            return "" if value is None else str(value)
        return f"{value:g}".replace(".", ",") if isinstance(value, float) else str(value)

    def schema(self, question: Question) -> dict[str, Any]:
        kind = "number" if question.setting("decimals", 0) else "integer"
        return {
            "type": kind,
            "minimum": question.setting("min", 0),
            "maximum": question.setting("max", LARGEST),
        }


def _is_number(raw: Any) -> bool:
    return isinstance(raw, int | float) and not isinstance(raw, bool)


def _parse(text: str, decimals: int) -> int | float | None:
    compact = text.replace(" ", "")
    if decimals and (match := re.fullmatch(rf"(-?[0-9]{{1,15}})[.,]([0-9]{{1,{decimals}}})", compact)):
        value = float(f"{match[1]}.{match[2]}")
        return int(value) if value.is_integer() else value
    if re.fullmatch(r"-?[0-9]{1,3}([.,][0-9]{3}){1,4}", compact):
        compact = re.sub("[.,]", "", compact)
    return int(compact) if re.fullmatch(r"-?[0-9]{1,15}", compact) else None
