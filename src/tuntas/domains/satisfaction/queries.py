"""What is published of the survey, and whether a token still opens it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

from django.db.models import QuerySet
from django.utils import timezone

from tuntas.domains.figures.rules.places import Place
from tuntas.domains.satisfaction.instruments import COST, element_names
from tuntas.domains.satisfaction.models import Invitation, Tally, WeekTally, token_hashes
from tuntas.domains.satisfaction.rules import INVITATION_DAYS, STEP, Index, Tens, index_of, together, without
from tuntas.domains.satisfaction.rules import Tally as ElementTally


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


def published_tens(office_codes: Iterable[str], service: str = "") -> dict[tuple[str, str], Tens]:
    """By office and service, all that is published up to now; one query, whose rows don't grow with answers."""
    rows = Tally.objects.filter(office_code__in=list(office_codes), published__gt=0)
    if service:
        rows = rows.filter(service_code=service)
    return {(row.office_code, row.service_code): Tens(row.published, row.totals) for row in rows}


def tens_by_week(place: Place, *, first: date, last: date, service: str = "") -> dict[date, Tens]:
    """The tens that became full in each week, from that of Monday `first` to that of `last`; one query."""
    rows = WeekTally.objects.filter(scope=place.scope, code=place.code, week__gte=first, week__lte=last)
    if service:
        rows = rows.filter(service_code=service)
    weeks: dict[date, list[Tens]] = defaultdict(list)
    for row in rows:
        weeks[row.week].append(Tens(row.published, row.totals))
    return {week: together(tens) for week, tens in weeks.items()}


def index_of_tens(office_code: str, tens: Iterable[Tens]) -> PublishedIndex:
    """What an office's own page shows of these."""
    all_of_them = together(tens)
    tallies = all_of_them.tallies
    return PublishedIndex(
        office_code,
        all_of_them.answers,
        index_of(tallies),
        index_of(without(tallies, COST)),
        tuple(_element_rows(tallies)),
    )


def open_invitations(token: str, at: datetime) -> QuerySet[Invitation]:
    """The invitation that this token opens today, or none: used, too old and never made are one answer."""
    last_good = timezone.localdate(at) - timedelta(days=INVITATION_DAYS)
    return Invitation.objects.filter(token_hash__in=token_hashes(token), invited_on__gte=last_good)


def open_invitations_until(day: datetime, *, at: datetime) -> int:
    """How many tokens that were made until then still open the survey."""
    last_good, made = timezone.localdate(at) - timedelta(days=INVITATION_DAYS), timezone.localdate(day)
    return Invitation.objects.filter(invited_on__lte=made, invited_on__gte=last_good).count()


def _element_rows(tallies: Mapping[str, ElementTally]) -> list[ElementRow]:
    """In the order of asking; what is asked no longer comes last."""
    names = element_names()
    place = {key: number for number, key in enumerate(names)}
    return [
        ElementRow(key, names.get(key, key), tallies[key].mean, tallies[key].answered)
        for key in sorted(tallies, key=lambda key: place.get(key, len(place)))
    ]
