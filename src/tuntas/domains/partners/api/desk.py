"""An office's work: the queue, a case, and each verb that officers, registrars and heads of unit have."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from ninja import Router, Status
from pydantic import BaseModel, Field

from tuntas.domains.cases import actions
from tuntas.domains.cases import queries as cases
from tuntas.domains.catalogue import queries as catalogue
from tuntas.domains.offices.queries import office_day, staff_name
from tuntas.platform import clock, forms, journal
from tuntas.platform.decisions import NotThere
from tuntas.platform.ui.clock import face

from ..entry import SignedInStaff, acting
from ..problems import Wrong, sentences, troubles, writing
from ..shapes import CaseOut, ClockOut, clock_of, of_case
from ..words import Given, MaybeKey, OnceKey, Word, text

router = Router(tags=["staff"], auth=SignedInStaff())


class QueueOut(BaseModel):
    id: UUID
    reference: str
    service: str
    status: str
    submitted_at: datetime
    is_mine: bool
    is_contested: bool
    clock: ClockOut | None


class DeskCaseOut(CaseOut):
    id: UUID
    reference: str
    taken_by: str = Field(description="The name of who holds it; empty when nobody does")
    answers: dict[str, Any]


class FindIn(Given):
    reference: Word


class FoundOut(BaseModel):
    id: UUID


class StartIn(Given):
    service: Word
    office: Word
    answers: dict[str, Any] = Field(description="As the form's JSON Schema says, without the photos")
    seen: list[Word] = Field(max_length=50, description="Codes of the papers whose originals were seen")


class StartedOut(BaseModel):
    id: UUID
    reference: str
    pin: str = Field(description="Shown in this answer alone")
    address: str = Field(description="Opens the case on the applicant's phone, once, within half an hour")


class ReassignIn(Given):
    held_by: UUID
    to: UUID | None = Field(default=None, description="An officer on duty there; without one, the queue")


class ReassignedOut(BaseModel):
    moved: int
    stayed: int


@router.get("desk/queue", response={200: list[QueueOut], **troubles(401)})
def queue(request: HttpRequest) -> list[QueueOut]:
    """The open cases of one's offices, the oldest first, at most a hundred. No names."""
    return [
        QueueOut(
            id=UUID(one.id),
            reference=one.reference,
            service=one.service,
            status=one.status.value,
            submitted_at=one.submitted_at,
            is_mine=one.is_mine,
            is_contested=one.is_contested,
            clock=clock_of(face(**one.clock) if one.clock else None),
        )
        for one in cases.queue_of(acting(request), clock.now())
    ]


@router.post("desk/found", response={200: FoundOut, **writing(401, 403, 404)})
def find(request: HttpRequest, given: FindIn) -> FoundOut:
    """The case of a reference at one's office, also one that is over. Never in an address."""
    case_id = cases.find_by_reference(given.reference, acting(request))
    if case_id is None:
        raise NotThere
    return FoundOut(id=case_id)


@router.post("desk/cases", response={201: StartedOut, **writing(401, 403, 409)})
def start_at_counter(request: HttpRequest, given: StartIn, key: OnceKey) -> Status:
    """Start, send and take a case for a person who stands here."""
    started = actions.start_at_counter(
        given.service,
        _read(given),
        given.seen,
        office_code=given.office,
        by=acting(request),
        at=clock.now(),
        key=str(key),
    )
    address = settings.PUBLIC_ORIGIN + reverse("portal:receive", args=[started.token])
    return Status(
        201, StartedOut(id=started.case.pk, reference=started.reference, pin=started.pin, address=address)
    )


@router.get("desk/cases/{uuid:case_id}", response={200: DeskCaseOut, **troubles(401, 404, 409)})
def case(request: HttpRequest, case_id: UUID) -> DeskCaseOut:
    """The whole case. That it was looked at is a fact that its applicant sees."""
    by, at = acting(request), clock.now()
    page = cases.case_page(case_id, by, at)
    if page is None:
        raise NotThere
    row = page.case
    journal.record_sighting(row.stream, by=by, at=at, office=row.office_code)
    return DeskCaseOut(
        **of_case(page),
        id=row.pk,
        reference=str(row.reference),
        taken_by=staff_name(page.case.taken_by) if page.case.taken_by else "",
        answers=row.answers,
    )


@router.post("desk/offices/{office}/reassignment", response={200: ReassignedOut, **writing(401, 403, 409)})
def reassign(request: HttpRequest, office: str, given: ReassignIn, key: MaybeKey = None) -> ReassignedOut:
    """Pass on everything that somebody holds at an office."""
    done = actions.reassign(
        office, given.held_by, to=given.to, by=acting(request), at=clock.now(), key=text(key)
    )
    return ReassignedOut(moved=done.moved, stayed=done.stayed)


def _read(given: StartIn) -> dict[str, Any]:
    """The answers as a page would have kept them; whether the service is served here the action says."""
    today = office_day(clock.now())
    try:
        form = catalogue.service(given.service, today).form
    except catalogue.NoSuchService:
        return {}
    read = forms.read_values(form, given.answers, answers={}, today=today)
    if read.errors:
        raise Wrong(sentences(read.errors))
    return read.values
