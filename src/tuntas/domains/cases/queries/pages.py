"""One case as its page shows it, to an officer or to its applicant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tuntas.domains.documents import queries as documents
from tuntas.domains.documents.queries import Output
from tuntas.domains.offices import queries as offices
from tuntas.domains.promises import queries as promises
from tuntas.domains.promises.rules import Kind as Clock
from tuntas.platform.actors import Actor
from tuntas.platform.journal import queries as journal
from tuntas.platform.ui.clock import ClockFace

from .. import access
from ..models import Case, Return
from .asked import AskedPaper, papers_of, service_of


@dataclass(frozen=True)
class ReturnRow:
    """The open return, or the last one that was decided."""

    paper: str
    paper_name: str
    question: str
    note: str
    at: datetime
    is_open: bool
    is_contested: bool
    is_undecided: bool
    verdict: str
    verdict_reason: str


@dataclass(frozen=True)
class CasePage:
    """Everything that a case's page shows, in a bounded number of queries."""

    case: Case
    service: str
    package: str
    office: str
    papers: list[AskedPaper]
    accept_clock: ClockFace | None
    deliver_clock: ClockFace | None
    outputs: list[Output]
    history: list[journal.HistoryRow]
    returned: ReturnRow | None
    taken_by: str

    @property
    def clock(self) -> ClockFace | None:
        """The clock that counts now."""
        return self.deliver_clock or self.accept_clock


def case_page(case_id: UUID | str, actor: Actor, at: datetime) -> CasePage | None:
    """The page's rows; None when the case does not exist for the actor."""
    case = access.visible_to(actor).prefetch_related("seen_papers", "returns").filter(pk=case_id).first()
    if case is None:
        return None
    service = service_of(case)
    papers = papers_of(case)
    term = service.promise(at.date())
    confirmed = bool(term and term.confirmed)
    return CasePage(
        case=case,
        service=str(service.name),
        package=str(service.package or ""),
        office=offices.office_row(case.office_code).name if case.office_code else "",
        papers=papers,
        accept_clock=promises.clock_face(case.stream, at, kind=Clock.ACCEPT),
        deliver_clock=(
            promises.clock_face(case.stream, at, kind=Clock.DELIVER, confirmed=confirmed)
            if case.accepted_at
            else None
        ),
        outputs=documents.outputs(case.pk) if case.approved_at else [],
        history=journal.history(case.stream),
        returned=_returned(case, papers),
        taken_by=offices.staff_name(case.taken_by) if case.taken_by else "",
    )


def _returned(case: Case, papers: list[AskedPaper]) -> ReturnRow | None:
    latest: Return | None = max(case.returns.all(), key=lambda one: one.at, default=None)
    if latest is None:
        return None
    paper = next((one for one in papers if one.code == latest.requirement), None)
    return ReturnRow(
        paper=latest.requirement,
        paper_name=paper.name if paper else latest.requirement,
        question=paper.question if paper else "",
        note=latest.note,
        at=latest.at,
        is_open=latest.closed_at is None,
        is_contested=latest.contested_at is not None,
        is_undecided=latest.is_undecided,
        verdict=latest.verdict,
        verdict_reason=latest.verdict_reason,
    )
