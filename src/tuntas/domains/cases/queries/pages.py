"""One case as its page shows it, to an officer or to its applicant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from tuntas.domains.catalogue.rules import FilledForm
from tuntas.domains.documents import queries as documents
from tuntas.domains.documents.queries import Output
from tuntas.domains.offices import queries as offices
from tuntas.domains.promises import queries as promises
from tuntas.domains.promises.rules import Kind as Clock
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import ensure
from tuntas.platform.journal import queries as journal
from tuntas.platform.prepared import Prepared
from tuntas.platform.ui.clock import ClockFace, face

from .. import access
from ..models import Case, Return
from .asked import AskedPaper, papers_of, service_of

_RETURNS = Prepared(lambda case_ids: Return.objects.filter(case__in=case_ids).order_by("at", "id"))


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
    # Of its own office and of all that its history names.
    office_names: dict[str, str]
    papers: list[AskedPaper]
    accept_clock: ClockFace | None
    deliver_clock: ClockFace | None
    outputs: list[Output]
    history: list[journal.HistoryRow]
    returned: ReturnRow | None
    open_return: Return | None

    @property
    def office(self) -> str:
        """The name of the office that keeps the case; empty until it was sent to one."""
        return self.office_names.get(self.case.office_code, "")

    @property
    def filled_forms(self) -> tuple[FilledForm, ...]:
        """The forms of the regulation that the desk prints filled."""
        return service_of(self.case).filled_forms

    def has_form(self, code: str) -> bool:
        return service_of(self.case).filled_form(code) is not None

    @property
    def clock(self) -> ClockFace | None:
        """The clock that counts now."""
        return self.deliver_clock or self.accept_clock


Clocks = dict[promises.Clock, promises.Figures]


def clocks_of(case_id: UUID | str) -> list[promises.Clock]:
    """The two clocks of a case: until it is accepted, and from there until it is ready."""
    return [(f"case:{case_id}", kind) for kind in Clock]


def case_page(
    case_id: UUID | str, actor: Actor, at: datetime, *, clocks: Clocks | None = None
) -> CasePage | None:
    """The page's rows; None when the case does not exist for the actor. `clocks` are its two, if they are known.

    Raises `Refused` when the case is of the actor's own family.
    """
    case = access.seen_by(actor, case_id)
    if case is None:
        return None
    ensure(access.can_handle(actor, case))
    service = service_of(case)
    papers = papers_of(case)
    term = service.promise(timezone.localdate(at))
    confirmed = bool(term and term.confirmed)
    if clocks is None:
        clocks = promises.clock_figures(clocks_of(case.pk), at)
    accept, deliver = (clocks.get((case.stream, kind)) for kind in (Clock.ACCEPT, Clock.DELIVER))
    returns = returns_of([case.pk])
    history = journal.history(case.stream)
    codes = {case.office_code, *(row.office for row in history)}
    return CasePage(
        case=case,
        service=str(service.name),
        package=str(service.package or ""),
        office_names=offices.office_names(code for code in codes if code),
        papers=papers,
        accept_clock=accept and face(**accept),
        deliver_clock=deliver and face(**deliver, confirmed=confirmed),
        outputs=documents.outputs(case.pk) if case.approved_at else [],
        history=history,
        returned=_returned(returns, papers),
        open_return=next((one for one in returns if one.closed_at is None), None),
    )


def returns_of(case_ids: list[UUID]) -> list[Return]:
    """The returns of these cases, the oldest first."""
    return _RETURNS(case_ids)


def _returned(returns: list[Return], papers: list[AskedPaper]) -> ReturnRow | None:
    if not returns:
        return None
    latest = returns[-1]
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
