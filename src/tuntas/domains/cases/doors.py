"""What cases tell the platform and the layers below about files and documents of a case."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tuntas.domains.documents import access as document_access
from tuntas.platform.actors import Actor, Kind
from tuntas.platform.decisions import YES, Decision
from tuntas.platform.files import owners
from tuntas.platform.files.models import StoredFile

from . import access, actions, proof

if TYPE_CHECKING:
    from tuntas.domains.documents.models import Document

_NOT_HERE = Decision(_("This file is not here."))


def open_doors() -> None:
    """Called once at start."""
    owners.register_access("case", _may_see)
    owners.register_upload_access("case", _may_send)
    owners.register_on_finished("case", _attach)
    document_access.register_access(_may_read)


def _may_see(actor: Actor, subject: str, request: HttpRequest) -> Decision:
    """An officer of the office that keeps the case, or the resident who proved it."""
    return YES if _finds(actor, subject, request) else _NOT_HERE


def _may_send(actor: Actor, subject: str, request: HttpRequest) -> Decision:
    resident = proof.resident_of(request, _case_id(subject))
    return YES if resident else _NOT_HERE


def _may_read(actor: Actor, document: Document) -> Decision:
    """A signed file is for the applicant and for the office that keeps the case."""
    return YES if _exists(actor, document.case_id) else _NOT_HERE


def _attach(subject: str, question_key: str, stored_file: StoredFile, *, by: Actor, at: datetime) -> None:
    # The platform knows a visitor; that this visitor proved the case is what `_may_send` found.
    sender = by if by.is_staff else Actor(Kind.RESIDENT, _case_id(subject))
    actions.add_file(_case_id(subject), question_key, stored_file.pk, by=sender, at=at)


def _finds(actor: Actor, subject: str, request: HttpRequest) -> bool:
    who = actor if actor.is_staff else proof.resident_of(request, _case_id(subject))
    return who is not None and _exists(who, _case_id(subject))


def _exists(who: Actor, case_id: UUID | str) -> bool:
    """Whether the case exists for this actor and is not of their own family."""
    if not who.kin:
        return access.visible_to(who).filter(pk=case_id).exists()
    case = access.seen_by(who, case_id)
    return case is not None and bool(access.can_handle(who, case))


def _case_id(subject: str) -> str:
    return subject.removeprefix("case:")
