"""What the resident's pages read besides the cases' own page: a proved draft, offices to pick from, plain history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from tuntas.domains.cases import facts, proof
from tuntas.domains.cases.access import Case, visible_to
from tuntas.domains.cases.queries import CasePage, ReturnRow, service_of
from tuntas.domains.cases.workflow import Status
from tuntas.domains.offices import queries as offices
from tuntas.platform.actors import PUBLIC, Actor, Kind
from tuntas.platform.files.queries import files_of
from tuntas.platform.journal.queries import HistoryRow
from tuntas.platform.prepared import Prepared

LOOKS = frozenset({facts.CASE_SEEN, "document.opened"})
# The clock on the page says these already, and a message is no step of the case.
NOT_STEPS = ("message.", "address.", "promise.", "file.", "document.frozen", "document.rendered")


def find_proved(request: HttpRequest, link: str) -> Case | None:
    """The case behind this link if this browser proved it; an unknown link is the same as a foreign one."""
    case: Case | None = _PROVED.first(link, proof.proved(request))
    return case


@dataclass(frozen=True)
class Opened:
    """An application that this browser has proved, as the page that asks for references lists it."""

    case_id: UUID
    service: str
    status: str


def opened(request: HttpRequest) -> list[Opened]:
    """The sent applications that this browser has proved, the latest last; no query without one."""
    cases = _proved_by(proof.proved(request)).exclude(status=Status.DRAFT).defer("answers", "email")
    return [
        Opened(case.pk, str(service_of(case).name), str(Status(case.status).label))
        for case in cases.order_by("submitted_at")
    ]


def _proved_by(case_ids: Iterable[str]) -> QuerySet[Case]:
    """The cases of each resident that a browser has proved to be, in one query; empty asks nothing."""
    residents = [Actor(Kind.RESIDENT, case_id) for case_id in case_ids]
    return reduce(or_, (visible_to(resident) for resident in residents), visible_to(PUBLIC))


_PROVED = Prepared(lambda link, case_ids: _proved_by(case_ids).filter(link=link))


@dataclass(frozen=True)
class Step:
    """One fact as its applicant reads it: what, when, and by which role at which office."""

    text: str
    at: datetime
    role: str
    office: str
    detail: str = ""


def steps(page: CasePage) -> list[Step]:
    """What happened to the case, oldest first; a step about one paper names it."""
    rows = [row for row in page.history if row.name not in LOOKS and not row.name.startswith(NOT_STEPS)]
    return _told(page, rows, {paper.code: paper.name for paper in page.papers})


def looks(page: CasePage) -> list[Step]:
    """Who has looked at the data, latest first; the applicant's own looks are no news."""
    rows = [row for row in page.history if row.name in LOOKS and row.actor_kind != Kind.RESIDENT]
    return _told(page, rows, {})[::-1]


def added_since(page: CasePage, returned: ReturnRow) -> list[str]:
    """The files that came for the paper after it was asked for; what was sent before stays sent."""
    return [
        str(file.pk)
        for file in files_of(page.case.stream)
        if file.question_key == returned.question and file.created_at >= returned.at
    ]


def _told(page: CasePage, rows: list[HistoryRow], papers: Mapping[str, str]) -> list[Step]:
    return [
        Step(
            text=row.text,
            at=row.at,
            role=_role(row),
            # An applicant acts from a phone, not from the office that keeps the case.
            office=""
            if row.actor_kind == Kind.RESIDENT
            else page.office_names.get(row.office or "", row.office or ""),
            detail=papers.get(str(row.content.get("requirement", "")), ""),
        )
        for row in rows
    ]


def _role(row: HistoryRow) -> str:
    if row.actor_kind == Kind.STAFF:
        return offices.role_name(row.actor_role)
    return {Kind.SYSTEM: _("System"), Kind.RESIDENT: _("You")}.get(Kind(row.actor_kind), "")
