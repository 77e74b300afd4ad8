"""The documents of a case as a page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tuntas.platform.prepared import Prepared

from ..models import Document, Version
from ..workflow import READY, Kind, State, Status, is_card

_DOCUMENTS = Prepared(
    lambda case_id: (
        Document.objects.filter(case_id=case_id).defer("content", "number", "holder_masked").order_by("id")
    )
)
_VERSIONS = Prepared(
    lambda ids: Version.objects.filter(document__in=ids).order_by("id").values_list("document_id", "sha256")
)


@dataclass(frozen=True)
class Output:
    """One output of a case as a page shows it."""

    id: UUID
    token: str
    kind: Kind
    label: str
    state: State
    state_label: str
    status: Status
    is_card: bool
    is_ready: bool
    is_released: bool
    issued_at: datetime | None
    sha256: str

    @property
    def is_valid(self) -> bool:
        """Neither replaced nor withdrawn."""
        return self.status == Status.VALID


def outputs(case_id: UUID) -> list[Output]:
    """The documents of a case in the order in which they were frozen; two queries, without any content or bytes."""
    rows: list[Document] = _DOCUMENTS(case_id)
    # The newest version comes last and stays.
    newest: dict[UUID, str] = dict(_VERSIONS([row.pk for row in rows if row.state != State.PENDING]))
    return [_output(document, newest.get(document.pk, "")) for document in rows]


def _output(document: Document, sha256: str) -> Output:
    return Output(
        id=document.pk,
        token=document.token,
        kind=Kind(document.kind),
        label=str(Kind(document.kind).label),
        state=State(document.state),
        state_label=str(State(document.state).label),
        status=Status(document.status),
        is_card=is_card(document.kind),
        is_ready=document.state in READY,
        is_released=document.released_at is not None,
        issued_at=document.issued_at,
        sha256=sha256,
    )
