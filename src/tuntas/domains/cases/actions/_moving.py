"""What every verb shares: find the case for the actor, lock it, move it along the table, record the fact."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tuntas.platform import decisions, journal
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Decision, Refused, ensure
from tuntas.platform.prepared import update

from .. import access
from ..models import Case
from ..workflow import Status, may_move

# What verbs change. The answers, which are large and encrypted, are written only when somebody answers.
CHANGED = (
    "status",
    "taken_at",
    "taken_by",
    "accepted_at",
    "accepted_by",
    "approved_at",
    "approved_by",
    "ready_at",
    "ended_at",
)


class NotThere(decisions.NotThere):
    """No such case for this actor: another office's case and a missing one are the same."""


def locked(case_id: UUID | str, by: Actor) -> Case:
    """The case, locked until the transaction ends, for whom it exists and concerns no relative."""
    case = there(case_id, by)
    ensure(access.can_handle(by, case))
    return case


def there(case_id: UUID | str, by: Actor) -> Case:
    """The case, locked until the transaction ends; raises `NotThere` when it does not exist for `by`."""
    case = access.locked_for(by, case_id)
    if case is None:
        raise NotThere(_("There is no such application here."))
    return case


def move(case: Case, to: Status, fact: str, *, by: Actor, at: datetime, **content: Any) -> None:
    """Change the status along the table and record the fact; who and when of the verbs are saved with it."""
    if not may_move(case.status, to, fact):
        raise Refused(Decision(_("This is not possible in the case's present state.")))
    case.status = to
    update(case, CHANGED)
    tell(case, fact, by=by, at=at, **content)


def change(case: Case, fact: str, *, by: Actor, at: datetime, **content: Any) -> None:
    """Save what a verb changed besides the status, and record the fact."""
    update(case, CHANGED)
    tell(case, fact, by=by, at=at, **content)


def tell(case: Case, fact: str, *, by: Actor, at: datetime, **content: Any) -> None:
    """Record a fact of the case in its stream."""
    journal.record(case.stream, fact, by=by, at=at, office=case.office_code or None, content=content or None)


def tell_each(case: Case, fact: str, contents: list[dict[str, Any]], *, by: Actor, at: datetime) -> None:
    """Record one fact for each of several contents."""
    journal.record_each(case.stream, fact, contents, by=by, at=at, office=case.office_code or None)
