"""How a figure is printed: one JSON object a line."""

from __future__ import annotations

import json
import statistics
import sys
from collections.abc import Sequence
from typing import Any

Line = dict[str, Any]


def text_of(line: Line) -> str:
    """The line; `name`, `value` and `unit` are always there and stand first."""
    first = {key: line[key] for key in ("name", "value", "unit")}
    return json.dumps({**first, **line}, ensure_ascii=False)


def say(text: str) -> None:
    """Progress, beside the figures."""
    print(text, file=sys.stderr, flush=True)


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def share(values: Sequence[float], percent: int) -> float:
    """The smallest value that so many per cent of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, -(-len(ordered) * percent // 100) - 1)]
