"""A form being filled in: started, answered, given files, and deleted after 30 days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tuntas.domains.catalogue import queries as catalogue
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Decision, Refused
from tuntas.platform.files import actions as files
from tuntas.platform.idempotency import once

from .. import facts, pins, queries, rules
from ..models import Case
from ..workflow import Status
from ._moving import locked, tell


@dataclass(frozen=True)
class Started:
    """A new draft and the PIN that opens it again; the PIN is shown once and not kept."""

    case: Case
    pin: str


@transaction.atomic
def start_draft(
    service_code: str, *, by: Actor, at: datetime, language: str = "id", key: str | None = None
) -> Started:
    """Open a form for a service. Anyone may; what makes it theirs is the link and the PIN."""
    with once(key, verb="cases.start_draft", by=by) as first:
        if first.done:
            return Started(Case.objects.get(pk=first.result["case"]), first.result["pin"])
        service = catalogue.service(service_code, timezone.localdate(at))
        case = Case(
            service_code=service.code, service_version=service.version, started_at=at, language=language
        )
        pin = rules.new_pin()
        case.pin_hash = pins.pin_hash(case, pin)
        case.save(force_insert=True)
        tell(case, facts.DRAFT_STARTED, by=by, at=at, service=service.code, version=service.version)
        first.keep({"case": str(case.pk), "pin": pin})
    return Started(case, pin)


@transaction.atomic
def answer(case_id: UUID | str, values: Mapping[str, Any], *, by: Actor, at: datetime) -> Case:
    """Keep the checked answers of one page. While a case is returned, only its missing paper is open."""
    case = _draft(case_id, by)
    case.answers = {**case.answers, **values}
    case.save(update_fields=["answers"])
    return case


@transaction.atomic
def add_file(case_id: UUID | str, question: str, file_id: UUID | str, *, by: Actor, at: datetime) -> Case:
    """Attach a stored file to a question of the draft, or to the paper that a returned case is waiting for."""
    case = _open_for_files(case_id, question, by)
    attached = [*(case.answers.get(question) or []), str(file_id)]
    case.answers = {**case.answers, question: attached}
    case.save(update_fields=["answers"])
    return case


@transaction.atomic
def remove_file(case_id: UUID | str, question: str, file_id: UUID | str, *, by: Actor, at: datetime) -> Case:
    """Take a file off again, before it was sent."""
    case = _open_for_files(case_id, question, by)
    attached = case.answers.get(question) or []
    if str(file_id) in attached:
        case.answers = {**case.answers, question: [known for known in attached if known != str(file_id)]}
        case.save(update_fields=["answers"])
        files.delete_file(UUID(str(file_id)))
    return case


@transaction.atomic
def expire_drafts(*, by: Actor, at: datetime, limit: int = 200) -> int:
    """Delete drafts and their files 30 days after they were started; how many."""
    old = Case.objects.select_for_update(skip_locked=True).filter(
        status=Status.DRAFT, started_at__lte=at - rules.DRAFT_LIVES
    )[:limit]
    for case in old:
        files.delete_files(case.stream)
        tell(case, facts.DRAFT_EXPIRED, by=by, at=at)
        case.delete()
    return len(old)


def _draft(case_id: UUID | str, by: Actor) -> Case:
    case = locked(case_id, by)
    if case.status != Status.DRAFT:
        raise Refused(Decision(_("This application was already sent.")))
    return case


def _open_for_files(case_id: UUID | str, question: str, by: Actor) -> Case:
    case = locked(case_id, by)
    if case.status == Status.DRAFT:
        return case
    returned = case.returns.filter(closed_at=None).first()
    if returned is None or question != queries.question_of(case, returned.requirement):
        raise Refused(
            Decision(_("This application was already sent. Only a paper that was asked for can be added."))
        )
    return case
