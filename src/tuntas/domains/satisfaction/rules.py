"""The satisfaction index of PermenPANRB 14/2017: exact to the last decimal, rounded once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

RULE = "exact_1_over_n"
# Answers are published in tens, so that nobody can subtract one table from the next and read a person.
STEP = 10
LETTERS = ((Decimal("88.31"), "A"), (Decimal("76.61"), "B"), (Decimal("65.00"), "C"))
WORST, BEST = 1, 4
INVITATION_DAYS = 30


@dataclass(frozen=True)
class Tally:
    """One element's answers: their sum and how many people answered it."""

    total: int
    answered: int

    @property
    def mean(self) -> Fraction:
        return Fraction(self.total, self.answered)


@dataclass(frozen=True)
class Index:
    """A published index. `exact` is the value before the one rounding; `rule` says how it was computed."""

    value: Decimal
    letter: str
    exact: Fraction
    means: Mapping[str, Fraction]
    rule: str = RULE


def index_of(tallies: Mapping[str, Tally]) -> Index | None:
    """Mean of each element over those who answered it, mean of these means, times 25; None without any answer.

    An element that nobody answered is left out: its weight goes to the others (1/n with the n that is left).
    """
    means = {key: tally.mean for key, tally in tallies.items() if tally.answered}
    if not means:
        return None
    exact = sum(means.values(), Fraction(0)) / len(means) * 25
    value = half_up(exact, 2)
    return Index(value=value, letter=letter_of(value), exact=exact, means=means)


def without(tallies: Mapping[str, Tally], key: str) -> dict[str, Tally]:
    """The same answers without one element: where a service is free, its cost lifts the index by itself."""
    return {name: tally for name, tally in tallies.items() if name != key}


def tally(answers: Sequence[Mapping[str, int]], keys: Sequence[str]) -> dict[str, Tally]:
    """Sum and count of each element over single answers; an element left open counts for nothing."""
    given = {key: [answer[key] for answer in answers if key in answer] for key in keys}
    return {key: Tally(sum(values), len(values)) for key, values in given.items()}


def added(totals: Mapping[str, Sequence[int]], ten: Sequence[Mapping[str, int]]) -> dict[str, list[int]]:
    """The published sums (element → [sum, answered]) with one more ten."""
    more = tally(ten, sorted({key for answer in ten for key in answer}))
    return {
        key: [
            totals.get(key, (0, 0))[0] + (more[key].total if key in more else 0),
            totals.get(key, (0, 0))[1] + (more[key].answered if key in more else 0),
        ]
        for key in {*totals, *more}
    }


def half_up(exact: Fraction, places: int) -> Decimal:
    """Rounded as the regulation's tables are: a half goes up, and never through a binary fraction."""
    shifted = exact * 10**places
    return Decimal((2 * shifted.numerator + shifted.denominator) // (2 * shifted.denominator)).scaleb(-places)


def letter_of(value: Decimal) -> str:
    """The quality letter of a rounded index: between the printed ranges there is then no hole to fall into."""
    return next((letter for least, letter in LETTERS if value >= least), "D")


def published(answers: int) -> int:
    """How many of so many answers are published."""
    return answers // STEP * STEP


def batch_of(answers_before: int) -> int:
    """In which ten the next answer stands; all that is ever known of when it came."""
    return answers_before // STEP
