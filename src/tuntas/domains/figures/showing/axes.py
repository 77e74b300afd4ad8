"""Where things stand in a drawing of 360 × 212: coordinates are text, with a point in every language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LEFT, RIGHT, TOP, BOTTOM = 42, 356, 12, 168
_FOURTHS = (0, 0.25, 0.5, 0.75, 1)
_STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1500, 3000, 10**9)


@dataclass(frozen=True)
class Label:
    """A word at an axis."""

    at: str
    text: str


def height(part: float) -> str:
    """How far down something stands that reaches this part of the axis."""
    return number(BOTTOM - (BOTTOM - TOP) * part)


def number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def slot(count: int) -> float:
    """How wide each of so many things side by side is."""
    return (RIGHT - LEFT) / count


def below(words: Sequence[str], *, most: int) -> tuple[Label, ...]:
    """What stands below each of these, as many as there is room for; an empty word is left out."""
    step = max(1, -(-len(words) // most))
    return tuple(
        Label(number(LEFT + slot(len(words)) * (place + 0.5)), word)
        for place, word in enumerate(words)
        if word and place % step == 0
    )


def shares() -> tuple[Label, ...]:
    return tuple(Label(height(part), f"{part * 100:.0f} %") for part in _FOURTHS)


def up_to(top: int) -> tuple[Label, ...]:
    return tuple(Label(height(part), f"{top * part:.0f}") for part in _FOURTHS)


def round_top(most: int) -> int:
    """A round number that the axis ends with, in four steps."""
    return 4 * next(step for step in _STEPS if step * 4 >= most)
