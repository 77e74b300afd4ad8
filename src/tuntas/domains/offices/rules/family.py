"""Which official numbers of their own family a person declared, read from what they typed."""

from __future__ import annotations

import re

# Permendagri 109/2019: a NIK and a family card's number have sixteen digits each.
DIGITS = 16
MOST = 40


def read_numbers(typed: str) -> tuple[list[str], list[int]]:
    """The numbers, one a line, and the lines (from 1) that hold none; spaces and points between digits are let be."""
    numbers: list[str] = []
    bad: list[int] = []
    for line_number, line in enumerate(typed.splitlines(), 1):
        digits = re.sub(r"[\s.\-]", "", line)
        if not digits:
            continue
        if re.fullmatch(rf"[0-9]{{{DIGITS}}}", digits):
            numbers.append(digits)
        else:
            bad.append(line_number)
    return list(dict.fromkeys(numbers)), bad
