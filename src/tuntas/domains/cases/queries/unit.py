"""What a head of unit reads about the open cases of an office, and of many at once. No names of applicants."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from tuntas.domains.catalogue import queries as catalogue
from tuntas.platform.journal import at_offices as journal

from .. import facts
from ..models import Case, Reassignment, Return
from ..rules import PIN_TRIES
from ..workflow import OVER, Status

# How old an open case is, by the days since it was submitted: today, up to three days, up to a week, longer.
AGES = (0, 3, 7)
OPEN = tuple(status for status in Status if status not in OVER and status != Status.DRAFT)
LONGEST = 50
SHOWN = ("reference", "service_code", "service_version", "status", "submitted_at", "taken_by")


@dataclass(frozen=True)
class AgeRow:
    """How many open cases stand in one state, by age as in `AGES`; what is older comes last."""

    status: Status
    ages: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.ages)


@dataclass(frozen=True)
class Held:
    """How many cases somebody checks, and how many of theirs wait for their applicant."""

    taken: int = 0
    returned: int = 0

    @property
    def total(self) -> int:
        return self.taken + self.returned


@dataclass(frozen=True)
class UnitCase:
    """One open case in a head's lists."""

    id: UUID
    reference: str
    service: str
    status: Status
    submitted_at: datetime | None
    taken_by: UUID | None

    @property
    def stream(self) -> str:
        return f"case:{self.id}"


@dataclass(frozen=True)
class Contested:
    """One return that its applicant contests and nobody has decided."""

    case: UnitCase
    paper: str
    by: UUID
    at: datetime
    contested_at: datetime


def totals_by_office(office_codes: Iterable[str]) -> dict[str, dict[str, int]]:
    """How many open cases each office has, by state. One query over what is open."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    counted = _open(office_codes).order_by().values_list("office_code", "status").annotate(Count("pk"))
    for office, status, number in counted:
        found[office][status] = number
    return found


def contested_by_office(office_codes: Iterable[str]) -> dict[str, int]:
    """How many contested returns wait for a decision at each office. One query over open returns."""
    found = _contested(office_codes).order_by().values_list("case__office_code").annotate(Count("pk"))
    return dict(found)


def open_by_age(office_code: str, at: datetime) -> list[AgeRow]:
    """The office's open cases by state and age; every state has its row. One query."""
    midnight = datetime.combine(timezone.localdate(at), time(), timezone.get_default_timezone())
    ends = [midnight - timedelta(days=days) for days in AGES]
    bounds = list(zip([None, *ends], [*ends, None], strict=True))
    counts = {f"age{place}": Count("pk", filter=_between(*bound)) for place, bound in enumerate(bounds)}
    rows = _open([office_code]).order_by().values_list("status").annotate(**counts)
    found = {status: tuple(ages) for status, *ages in rows}
    return [AgeRow(status, found.get(status, (0,) * len(bounds))) for status in OPEN]


def cases_by_stream(streams: Iterable[str]) -> dict[str, UnitCase]:
    """These cases by stream, for lists that clocks or facts put in order."""
    ids = [stream.removeprefix("case:") for stream in streams if stream.startswith("case:")]
    return {case.stream: case for case in _shown(Case.objects.filter(pk__in=ids))}


def contested_of(office_code: str) -> list[Contested]:
    """The office's contested returns that wait for a decision, the oldest first."""
    kept = ("requirement", "by", "at", "contested_at", *(f"case__{name}" for name in SHOWN))
    rows = _contested([office_code]).select_related("case").only(*kept).order_by("contested_at")[:LONGEST]
    return [
        Contested(_row(one.case), _paper(one.case, one.requirement), one.by, one.at, one.contested_at)
        for one in rows
        if one.contested_at
    ]


def held_by(office_code: str) -> dict[UUID, Held]:
    """Who holds how many cases that were not accepted yet. One query over what is open."""
    counted = _holdable(office_code).order_by().values_list("taken_by", "status").annotate(Count("pk"))
    found: dict[UUID, dict[str, int]] = defaultdict(dict)
    for person, status, number in counted:
        found[person][status] = number
    return {one: Held(held.get(Status.TAKEN, 0), held.get(Status.RETURNED, 0)) for one, held in found.items()}


def held_at(office_code: str, person: UUID | str) -> QuerySet[Case]:
    """What somebody holds at an office: being checked, or waiting for its applicant before it was accepted."""
    return _holdable(office_code).filter(taken_by=person)


def pin_locked(office_code: str) -> list[UnitCase]:
    """Open cases whose PIN is locked after five wrong tries: only a counter can help."""
    return _shown(_open([office_code]).filter(pin_tries__gte=PIN_TRIES).order_by("submitted_at")[:LONGEST])


def reassignments_of(office_code: str, *, since: datetime) -> list[Reassignment]:
    """What was passed on at an office since a moment, the newest first."""
    return list(Reassignment.objects.filter(office_code=office_code, at__gte=since).order_by("-at")[:LONGEST])


def touched_since(row: Reassignment, streams: Sequence[str]) -> set[str]:
    """The streams in which staff did something after this reassignment."""
    return {stream for stream, deeds in journal.deeds(streams).items() if not _ends_with(row, deeds)}


def _ends_with(row: Reassignment, deeds: list[tuple[str, dict[str, object]]]) -> bool:
    name, content = deeds[-1]
    return name == facts.CASE_REASSIGNED and content.get("reassignment") == str(row.pk)


def _open(office_codes: Iterable[str]) -> QuerySet[Case]:
    # As the partial indexes name it: what is over is not looked at, however much that is.
    closed = [Status.DRAFT, Status.HANDED_OVER, Status.REFUSED, Status.WITHDRAWN]
    return Case.objects.filter(office_code__in=sorted(office_codes)).exclude(status__in=closed)


def _holdable(office_code: str) -> QuerySet[Case]:
    checked = (Status.TAKEN, Status.RETURNED)
    return _open([office_code]).filter(status__in=checked, taken_by__isnull=False, accepted_at=None)


def _contested(office_codes: Iterable[str]) -> QuerySet[Return]:
    return Return.objects.filter(
        case__office_code__in=sorted(office_codes),
        case__status=Status.RETURNED,
        closed_at=None,
        contested_at__isnull=False,
        verdict="",
    )


def _between(until: datetime | None, since: datetime | None) -> Q:
    """Submitted before `until` and not before `since`."""
    found = Q()
    if until:
        found &= Q(submitted_at__lt=until)
    if since:
        found &= Q(submitted_at__gte=since)
    return found


def _shown(cases: QuerySet[Case]) -> list[UnitCase]:
    return [_row(case) for case in cases.only(*SHOWN)]


def _row(case: Case) -> UnitCase:
    return UnitCase(
        case.pk,
        str(case.reference),
        str(catalogue.service_version(case.service_code, case.service_version).name),
        Status(case.status),
        case.submitted_at,
        case.taken_by,
    )


def _paper(case: Case, code: str) -> str:
    """The paper as the list of the case's service calls it."""
    service = catalogue.service_version(case.service_code, case.service_version)
    papers = (paper for requirement in service.requirements for paper in requirement.papers)
    return next((str(paper.name) for paper in papers if paper.key == code), code)
