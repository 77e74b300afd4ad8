"""What the desk shows: the head bar, the queue with its clocks, and one case with everything an officer needs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from tuntas.domains.cases import access
from tuntas.domains.cases import queries as cases
from tuntas.domains.cases.queries import AskedPaper, CasePage, Clocks, ContactRow, QueueRow
from tuntas.domains.cases.workflow import Status
from tuntas.domains.counters.access import serves_residents
from tuntas.domains.desk import compared
from tuntas.domains.desk.compared import Proposal, Typed
from tuntas.domains.offices import queries as offices
from tuntas.domains.offices.rules import Role
from tuntas.domains.promises import queries as promises
from tuntas.domains.promises.queries import CauseRow
from tuntas.domains.register import queries as register
from tuntas.platform import forms
from tuntas.platform.actors import Actor
from tuntas.platform.files import queries as files
from tuntas.platform.files.models import StoredFile
from tuntas.platform.forms.summary import SummarySection
from tuntas.platform.ui import desk
from tuntas.platform.ui.clock import ClockFace, face
from tuntas.platform.ui.desk import DeskBar, Place

# Whose bar leads to the approvals; who decides about which case is the case's own question.
APPROVE = frozenset({Role.REGISTRAR, Role.HEAD_OF_UNIT})
# What waits for an officer; the rest of what waits at an office waits for a decision.
OFFICERS = (Status.SUBMITTED, Status.TAKEN, Status.REOPENED)
# Said by another step in the same second: sending and accepting start the clocks, the case confirms its address.
SAID_ELSEWHERE = ("promise.started", "address.", "message.queued")


@dataclass(frozen=True)
class Row:
    """One case in the queue."""

    case: QueueRow
    url: str
    clock: ClockFace | None


@dataclass(frozen=True)
class PaperRow:
    """One paper of the list with the page images of its photos."""

    paper: AskedPaper
    files: tuple[StoredFile, ...]
    can_be_ticked: bool


@dataclass(frozen=True)
class Step:
    """One fact as people read it."""

    text: str
    at: datetime
    role: str
    office: str


@dataclass(frozen=True)
class DeskCase:
    """The right-hand pane."""

    page: CasePage
    # The name of who holds it.
    taken_by: str
    papers: list[PaperRow]
    sections: list[SummarySection]
    typed: list[Typed]
    proposal: Proposal | None
    duplicates: list[str]
    causes: list[CauseRow]
    steps: list[Step]
    contact: ContactRow | None

    @property
    def compares_births(self) -> bool:
        """Whether a day of birth was typed that can be compared; else it is the family card's number."""
        return any("born_on" in row.match.fields for row in self.typed)

    @property
    def can_ask_more(self) -> bool:
        """Whether the list still holds a paper that was not seen; after the acceptance it rarely does."""
        return any(not row.paper.is_settled for row in self.papers)


def bar(
    request: HttpRequest, by: Actor, *, current: str, names: Mapping[str, str] = MappingProxyType({})
) -> DeskBar:
    """Who works here, where, and where the keys lead; `names` are those of offices that the page knows already."""
    counted = cases.totals(by)
    own = min(by.offices, default="")
    return DeskBar(
        office=names.get(own) or offices.office_names([own]).get(own, ""),
        person=getattr(request.user, "name", ""),
        role=offices.role_name(by.role),
        sign_out_url=reverse("account_logout"),
        account_url=reverse("mfa_index"),
        places=(
            *_own_places(by, counted, current),
            *_at_the_counter(by, own, current),
            *desk.places(by, current=current),
        ),
    )


def _own_places(by: Actor, counted: Mapping[str, int], current: str) -> list[Place]:
    """The queue of those for whom cases exist, and the approvals of those who may approve."""
    places = []
    if access.offices_of(by):
        waiting = sum(counted.get(status, 0) for status in OFFICERS)
        here = current == "queue"
        places.append(Place(_("Queue"), reverse("desk:queue"), key="q", count=waiting, current=here))
    if by.role in APPROVE:
        count, here = counted.get(Status.ACCEPTED, 0), current == "approvals"
        places.append(Place(_("Approvals"), reverse("desk:approvals"), key="s", count=count, current=here))
    return places


def _at_the_counter(by: Actor, office_code: str, current: str) -> list[Place]:
    places = []
    if serves_residents(by, office_code):
        places.append(Place(_("Counter"), reverse("desk:calling"), key="l", current=current == "calling"))
    if access.can_start_at_counter(by, office_code):
        places.append(Place(_("New"), reverse("desk:new"), key="b", current=current == "new"))
    return places


def queue(by: Actor, at: datetime, statuses: Collection[Status] = ()) -> list[Row]:
    """The open cases with their clocks, in the order in which they came: it never moves under the hand."""
    return _rows(cases.queue_of(by, at, statuses=statuses))


def case_with_queue(
    case_id: UUID, by: Actor, at: datetime, *, own_name: str
) -> tuple[DeskCase | None, list[Row]]:
    """Both panes: the case, or None when it does not exist for the actor, and the queue about it."""
    beside, clocks = cases.queue_beside(by, case_id, at)
    return desk_case(case_id, by, at, clocks=clocks, own_name=own_name), _rows(beside)


def _rows(queue: list[QueueRow]) -> list[Row]:
    return [
        Row(row, reverse("desk:case", args=[row.id]), face(**row.clock) if row.clock else None) for row in queue
    ]


def desk_case(
    case_id: UUID, by: Actor, at: datetime, *, clocks: Clocks | None = None, own_name: str = ""
) -> DeskCase | None:
    """Everything about one case; None when it does not exist for the actor, whose name need not be asked for."""
    page = cases.case_page(case_id, by, at, clocks=clocks)
    if page is None:
        return None
    stored = {str(one.id): one for one in files.files_of(page.case.stream)}
    may_tick = bool(access.can_tick(by, page.case))
    return DeskCase(
        page=page,
        taken_by=own_name if own_name and str(page.case.taken_by) == by.id else _holder(page.case.taken_by),
        papers=[_paper(paper, stored, may_tick) for paper in page.papers],
        sections=forms.summary(cases.form_of(page.case), page.case.answers),
        typed=compared.typed(page.case, by),
        proposal=compared.proposal(page.case, by),
        duplicates=register.possible_duplicates(page.case.pk, by=by) if by.role == Role.REGISTRAR else [],
        causes=_causes(page),
        steps=_steps(page),
        contact=cases.contact_of(page.case),
    )


def _holder(staff_id: UUID | None) -> str:
    return offices.staff_name(staff_id) if staff_id else ""


def _paper(paper: AskedPaper, stored: dict[str, StoredFile], may_tick: bool) -> PaperRow:
    found = tuple(stored[one] for one in paper.file_ids if one in stored)
    return PaperRow(paper, found, may_tick and not paper.is_seen)


def _causes(page: CasePage) -> list[CauseRow]:
    """What holds this case up. An open clock that names no cause has asked already: nothing does."""
    if page.clock and page.clock.is_open and not page.clock.cause:
        return []
    lasting = promises.causes_of_office(page.case.office_code)
    return [row for row in lasting if row.subject == page.case.stream]


def _steps(page: CasePage) -> list[Step]:
    return [
        Step(
            row.text,
            row.at,
            offices.role_name(row.actor_role) if row.actor_role else _who(row.actor_kind),
            page.office_names.get(row.office or "", ""),
        )
        for row in page.history
        if not row.name.startswith(SAID_ELSEWHERE)
    ]


def _who(kind: str) -> str:
    return {"resident": _("Applicant"), "system": _("System"), "public": _("Applicant")}.get(kind, "")
