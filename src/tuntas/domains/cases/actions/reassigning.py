"""Somebody is ill: what they hold goes to a colleague or back to the queue, and the way back while nothing was done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tuntas.domains.offices import queries as offices
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Decision, Refused, ensure
from tuntas.platform.idempotency import once

from .. import access, facts
from ..models import Case, Reassignment
from ..queries.unit import held_at, touched_since
from ..workflow import Status
from ._moving import NotThere, change, move


@dataclass(frozen=True)
class Reassigned:
    """How many cases went on, and how many had to stay where they were."""

    moved: int
    stayed: int


@transaction.atomic
def reassign(
    office_code: str,
    held_by: UUID | str,
    *,
    to: UUID | str | None = None,
    by: Actor,
    at: datetime,
    key: str | None = None,
) -> Reassigned:
    """Pass on everything that somebody holds at an office: to an officer on duty there, or to the queue.

    A case of the receiver's own family, or of `by`'s, stays. So does one that waits for its applicant when the others
    go to the queue: it comes back as taken, and somebody must hold it then.
    """
    with once(key, verb="cases.reassign", by=by) as first:
        if first.done:
            return Reassigned(**first.result)
        ensure(access.can_reassign(by, office_code))
        receiver = _receiver(office_code, to, held_by, at) if to else None
        held = _locked(held_at(office_code, held_by))
        going = [case for case in held if _may_go(case, by, receiver)]
        if not held:
            raise Refused(Decision(_("This person holds no case at this office any more.")))
        if not going:
            raise Refused(Decision(_("None of these cases can be passed on this way.")))
        row = _kept(office_code, held_by, to, going, by=by, at=at)
        for case in going:
            _pass_on(case, row, by=by, at=at)
        done = Reassigned(len(going), len(held) - len(going))
        first.keep({"moved": done.moved, "stayed": done.stayed})
    return done


@transaction.atomic
def undo_reassignment(
    reassignment_id: UUID | str, *, by: Actor, at: datetime, key: str | None = None
) -> Reassigned:
    """Give back what was passed on, each case with which nobody has done anything since."""
    with once(key, verb="cases.undo_reassignment", by=by) as first:
        if first.done:
            return Reassigned(**first.result)
        row = _there(reassignment_id, by)
        ensure(access.can_reassign(by, row.office_code))
        if row.undone_at:
            raise Refused(Decision(_("These cases were already given back.")))
        cases = _locked(Case.objects.filter(pk__in=row.cases))
        touched = touched_since(row, [case.stream for case in cases])
        back = [case for case in cases if _is_as_passed_on(case, row) and case.stream not in touched]
        if not back:
            raise Refused(Decision(_("Others have gone on with every one of these cases.")))
        for case in back:
            _give_back(case, row, by=by, at=at)
        row.undone_by, row.undone_at = UUID(by.id), at
        row.save(update_fields=["undone_by", "undone_at"])
        done = Reassigned(len(back), len(row.cases) - len(back))
        first.keep({"moved": done.moved, "stayed": done.stayed})
    return done


def _receiver(office_code: str, to: UUID | str, held_by: UUID | str, at: datetime) -> Actor:
    found = offices.officer_on_duty(to, office_code, offices.office_day(at))
    if found is None or str(to) == str(held_by):
        raise Refused(Decision(_("Choose an officer who is on duty at this office today.")))
    return found


def _locked(cases: Iterable[Case]) -> list[Case]:
    """In one order for everybody: two heads at once wait for each other and never block each other."""
    return list(cases.select_for_update(of=("self",)).order_by("pk"))  # type: ignore[attr-defined]


def _may_go(case: Case, by: Actor, receiver: Actor | None) -> bool:
    if not access.can_handle(by, case):
        return False
    if receiver is None:
        return case.status == Status.TAKEN
    return not access.concerns_own_family(receiver, case)


def _kept(
    office_code: str, held_by: UUID | str, to: UUID | str | None, cases: list[Case], *, by: Actor, at: datetime
) -> Reassignment:
    return Reassignment.objects.create(
        office_code=office_code,
        held_by=UUID(str(held_by)),
        given_to=UUID(str(to)) if to else None,
        cases={str(case.pk): case.taken_at.isoformat() if case.taken_at else None for case in cases},
        by=UUID(by.id),
        at=at,
    )


def _pass_on(case: Case, row: Reassignment, *, by: Actor, at: datetime) -> None:
    said = {"held_by": str(row.held_by), "given_to": str(row.given_to or ""), "reassignment": str(row.pk)}
    # When it was first taken stays: how long applicants waited for that is published.
    case.taken_by = row.given_to
    if row.given_to:
        change(case, facts.CASE_REASSIGNED, by=by, at=at, **said)
    else:
        case.taken_at = None
        move(case, Status.SUBMITTED, facts.CASE_REASSIGNED, by=by, at=at, **said)


def _is_as_passed_on(case: Case, row: Reassignment) -> bool:
    expected = {Status.TAKEN, Status.RETURNED} if row.given_to else {Status.SUBMITTED}
    return case.status in expected and case.taken_by == row.given_to


def _give_back(case: Case, row: Reassignment, *, by: Actor, at: datetime) -> None:
    said = {"held_by": str(row.given_to or ""), "given_to": str(row.held_by), "reassignment": str(row.pk)}
    case.taken_by = row.held_by
    if row.given_to:
        change(case, facts.CASE_REASSIGNMENT_UNDONE, by=by, at=at, **said)
        return
    taken_at = row.cases[str(case.pk)]
    case.taken_at = datetime.fromisoformat(taken_at) if taken_at else at
    move(case, Status.TAKEN, facts.CASE_REASSIGNMENT_UNDONE, by=by, at=at, **said)


def _there(reassignment_id: UUID | str, by: Actor) -> Reassignment:
    row = Reassignment.objects.select_for_update().filter(pk=reassignment_id).first()
    if row is None or not by.serves(row.office_code):
        raise NotThere(_("There is nothing to take back here."))
    return row
