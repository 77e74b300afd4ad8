"""What a case looks like to a program: its state, its clock, what was asked back, its documents and its history."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, Field

from tuntas.domains.cases.queries import CasePage, ReturnRow
from tuntas.domains.cases.workflow import Status
from tuntas.domains.documents.queries import Output
from tuntas.platform.ui.clock import ClockFace


class ClockOut(BaseModel):
    state: str = Field(description="waiting, on_time, nearly_late, late, paused, kept or broken")
    minutes: int = Field(description="Promised office minutes")
    minutes_left: int
    due_at: datetime | None


class PaperState(BaseModel):
    code: str
    name: str
    question: str
    photos: int
    is_seen: bool


class ReturnOut(BaseModel):
    paper: str
    paper_name: str
    question: str
    note: str
    at: datetime
    is_open: bool
    is_contested: bool
    verdict: str
    verdict_reason: str


class DocumentOut(BaseModel):
    id: UUID
    token: str
    name: str
    state: str
    status: str
    is_card: bool
    is_ready: bool
    sha256: str = Field(description="Of the newest signed file; empty until there is one")


class StepOut(BaseModel):
    fact: str
    text: str
    at: datetime
    office: str
    actor: str = Field(description="resident, staff, system or public")


class CaseOut(BaseModel):
    """One case as its page shows it."""

    service: str
    service_name: str
    version: int
    status: str
    status_text: str
    office: str | None
    office_name: str
    submitted_at: datetime | None
    clock: ClockOut | None
    papers: list[PaperState]
    returned: ReturnOut | None
    refusal: str | None
    documents: list[DocumentOut]
    history: list[StepOut]


def of_case(page: CasePage) -> dict[str, Any]:
    """The parts of a case that its applicant and its office both see."""
    case, refusal = page.case, getattr(page.case, "refusal", None)
    return {
        "service": case.service_code,
        "service_name": page.service,
        "version": case.service_version,
        "status": case.status,
        "status_text": str(Status(case.status).label),
        "office": case.office_code or None,
        "office_name": page.office,
        "submitted_at": case.submitted_at,
        "clock": clock_of(page.clock),
        "papers": [
            PaperState(
                code=one.code,
                name=one.name,
                question=one.question,
                photos=len(one.file_ids),
                is_seen=one.is_seen,
            )
            for one in page.papers
        ],
        "returned": page.returned and _return(page.returned),
        "refusal": f"{refusal.article}: {refusal.reason}" if refusal else None,
        "documents": [_document(one) for one in page.outputs],
        "history": _history(page),
    }


def clock_of(face: ClockFace | None) -> ClockOut | None:
    if face is None:
        return None
    return ClockOut(
        state=face.state.value,
        minutes=face.minutes_total,
        minutes_left=face.minutes_left,
        due_at=face.due_at,
    )


def _return(row: ReturnRow) -> ReturnOut:
    return ReturnOut(
        paper=row.paper,
        paper_name=row.paper_name,
        question=row.question,
        note=row.note,
        at=row.at,
        is_open=row.is_open,
        is_contested=row.is_contested,
        verdict=row.verdict,
        verdict_reason=row.verdict_reason,
    )


def _document(output: Output) -> DocumentOut:
    return DocumentOut(
        id=output.id,
        token=output.token,
        name=output.label,
        state=output.state.value,
        status=output.status.value,
        is_card=output.is_card,
        is_ready=output.is_ready,
        sha256=output.sha256,
    )


def _history(page: CasePage) -> list[StepOut]:
    return [
        StepOut(
            fact=row.name,
            text=row.text,
            at=row.at,
            office=page.office_names.get(row.office or "", ""),
            actor=row.actor_kind,
        )
        for row in page.history
    ]
