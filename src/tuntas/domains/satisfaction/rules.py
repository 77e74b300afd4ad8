"""The satisfaction index of PermenPANRB 14/2017: exact to the last decimal, rounded once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

RULE = "exact_1_over_n"
# Answers are published in tens, so that nobody can subtract one table from another and read a person (ADR 19).
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


@dataclass(frozen=True)
class Tens:
    """Whole tens of answers, added up; `totals` as they are kept: element → [sum, answered]."""

    answers: int = 0
    totals: Mapping[str, Sequence[int]] = field(default_factory=dict)

    @property
    def tallies(self) -> dict[str, Tally]:
        return {key: Tally(*sums) for key, sums in self.totals.items()}

    @property
    def index(self) -> Index | None:
        return index_of(self.tallies)


def together(tens: Iterable[Tens]) -> Tens:
    """All of them added up, each answer counting the same."""
    answers, totals = 0, dict[str, list[int]]()
    for some in tens:
        answers += some.answers
        for key, (total, answered) in some.totals.items():
            sums = totals.setdefault(key, [0, 0])
            sums[0] += total
            sums[1] += answered
    return Tens(answers, totals)


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


def one_ten(answers: Sequence[Mapping[str, int]]) -> Tens:
    """Ten answers as they are published, for good and together; ValueError when they are not ten.

    All that is ever published is a sum of such tens, and no answer stands in two: whatever is added to or taken from
    whatever else, now or later, speaks of ten people or of none.
    """
    if len(answers) != STEP:
        raise ValueError(f"{len(answers)} answers are no ten.")
    found = tally(answers, sorted({key for answer in answers for key in answer}))
    return Tens(STEP, {key: [one.total, one.answered] for key, one in found.items()})


def half_up(exact: Fraction, places: int) -> Decimal:
    """Rounded as the regulation's tables are: a half goes up, and never through a binary fraction."""
    shifted = exact * 10**places
    return Decimal((2 * shifted.numerator + shifted.denominator) // (2 * shifted.denominator)).scaleb(-places)


def letter_of(value: Decimal) -> str:
    """The quality letter of a rounded index: between the printed ranges there is then no hole to fall into."""
    return next((letter for least, letter in LETTERS if value >= least), "D")
