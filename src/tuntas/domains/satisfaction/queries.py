"""The published index of offices, and whether a token still opens the survey."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from django.db.models import QuerySet
from django.utils import timezone

from tuntas.domains.satisfaction.instruments import COST, element_names
from tuntas.domains.satisfaction.models import Invitation, OfficeTally, token_hashes
from tuntas.domains.satisfaction.rules import (
    INVITATION_DAYS,
    STEP,
    Index,
    Tally,
    index_of,
    published,
    without,
)


@dataclass(frozen=True)
class ElementRow:
    """One element of a published index."""

    key: str
    question: str
    mean: Fraction
    answered: int


@dataclass(frozen=True)
class PublishedIndex:
    """An office's index over its full tens. `index` is None before the first ten."""

    office_code: str
    answers: int
    index: Index | None
    without_cost: Index | None
    elements: tuple[ElementRow, ...]
    step: int = STEP

    @property
    def lowest(self) -> ElementRow | None:
        """Where mending begins (the regulation's follow-up starts from the worst element)."""
        return min(self.elements, key=lambda element: element.mean, default=None)


def published_index(office_code: str) -> PublishedIndex:
    """The index of one office: only whole tens count, so that no single answer can be worked out."""
    return published_indexes([office_code])[office_code]


def published_indexes(office_codes: Sequence[str]) -> dict[str, PublishedIndex]:
    """The same for many offices, in one question to the database."""
    counted = _counted(office_codes)
    return {code: _index(code, *counted.get(code, (0, {}))) for code in office_codes}


def answered_offices() -> list[str]:
    """The offices about which somebody answered."""
    return list(OfficeTally.objects.filter(answers__gt=0).values_list("office_code", flat=True))


def open_invitations(token: str, at: datetime) -> QuerySet[Invitation]:
    """The invitation that this token opens today, or none: used, too old and never made are one answer."""
    last_good = timezone.localdate(at) - timedelta(days=INVITATION_DAYS)
    return Invitation.objects.filter(token_hash__in=token_hashes(token), invited_on__gte=last_good)


def open_invitations_until(day: datetime, *, at: datetime) -> int:
    """How many tokens that were made until then still open the survey."""
    last_good, made = timezone.localdate(at) - timedelta(days=INVITATION_DAYS), timezone.localdate(day)
    return Invitation.objects.filter(invited_on__lte=made, invited_on__gte=last_good).count()


def _counted(office_codes: Sequence[str]) -> dict[str, tuple[int, dict[str, Tally]]]:
    """How many answers are published of each office, and their sums."""
    return {
        row.office_code: (published(row.answers), {key: Tally(*sums) for key, sums in row.totals.items()})
        for row in OfficeTally.objects.filter(office_code__in=office_codes)
    }


def _index(office_code: str, answers: int, tallies: dict[str, Tally]) -> PublishedIndex:
    names = element_names()
    rows = [
        ElementRow(key, names.get(key, key), tallies[key].mean, tallies[key].answered)
        for key in sorted(tallies, key=lambda key: list(names).index(key) if key in names else len(names))
    ]
    return PublishedIndex(
        office_code, answers, index_of(tallies), index_of(without(tallies, COST)), tuple(rows)
    )
