"""The officer's verbs: take, tick papers, return for one paper, accept, refuse; and the head's release."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tuntas.domains.catalogue import queries as catalogue
from tuntas.domains.offices import queries as offices
from tuntas.domains.promises import actions as promises
from tuntas.domains.promises import queries as causes
from tuntas.domains.promises.rules import Cause
from tuntas.domains.promises.rules import Kind as Clock
from tuntas.platform import journal
from tuntas.platform.actors import SYSTEM, Actor
from tuntas.platform.decisions import Decision, Refused, ensure
from tuntas.platform.idempotency import once
from tuntas.platform.prepared import insert

from .. import access, effects, facts, queries
from ..models import Case, Refusal, Return, SeenPaper
from ..workflow import Status
from ._moving import locked, move, tell_each


@transaction.atomic
def take(case_id: UUID | str, *, by: Actor, at: datetime, key: str | None = None) -> Case:
    """Lock the case for this officer. Of two at once one wins, the other is told who."""
    with once(key, verb="cases.take", by=by) as first:
        case = locked(case_id, by)
        if first.done:
            return case
        if case.status == Status.TAKEN and case.taken_by:
            raise Refused(
                Decision(
                    _("%(name)s has already taken this case.") % {"name": offices.staff_name(case.taken_by)}
                )
            )
        ensure(access.can_take(by, case))
        case.taken_by, case.taken_at = UUID(by.id), at
        move(case, Status.TAKEN, facts.CASE_TAKEN, by=by, at=at)
        first.keep({})
    return case


@transaction.atomic
def release(case_id: UUID | str, *, by: Actor, at: datetime, key: str | None = None) -> Case:
    """Give a case that somebody holds back to the queue."""
    with once(key, verb="cases.release", by=by) as first:
        case = locked(case_id, by)
        if first.done:
            return case
        ensure(access.can_release(by, case))
        held_by, case.taken_by, case.taken_at = case.taken_by, None, None
        move(case, Status.SUBMITTED, facts.CASE_RELEASED, by=by, at=at, held_by=str(held_by))
        first.keep({})
    return case


@transaction.atomic
def tick_papers(case_id: UUID | str, papers: Iterable[str], *, by: Actor, at: datetime) -> Case:
    """The officer saw these papers and found them right: they can't be asked for again. Ticking twice is once."""
    case = locked(case_id, by)
    ensure(access.can_tick(by, case))
    tick(case, papers, by=by, at=at)
    return case


@transaction.atomic
def return_to_applicant(
    case_id: UUID | str,
    *,
    requirement: str,
    note: str = "",
    seen: Iterable[str] = (),
    by: Actor,
    at: datetime,
    key: str | None = None,
) -> Case:
    """Ask for exactly one paper of the list; the clock that was running waits for the applicant.

    `seen` are papers that the officer ticks in the same moment.
    """
    with once(key, verb="cases.return_to_applicant", by=by) as first:
        case = locked(case_id, by)
        if first.done:
            return case
        ensure(access.can_return(by, case))
        if case.status == Status.TAKEN:
            tick(case, seen, by=by, at=at)
        papers = queries.papers_of(case)
        settled = [paper.code for paper in papers if paper.is_settled]
        ensure(access.can_ask_for(requirement, on_the_list=[one.code for one in papers], seen=settled))
        Return.objects.create(
            case=case,
            requirement=requirement,
            files_before=queries.files_of(case, requirement),
            came_from=case.status,
            note=note[:500],
            by=UUID(by.id),
            at=at,
        )
        promises.pause(case.stream, queries.running_clock(case), by=by, at=at)
        move(case, Status.RETURNED, facts.CASE_RETURNED, by=by, at=at, requirement=requirement)
        first.keep({})
    return case


@transaction.atomic
def accept(
    case_id: UUID | str, *, seen: Iterable[str] = (), by: Actor, at: datetime, key: str | None = None
) -> Case:
    """The file is complete: a decision by a named officer, and the moment when the promise starts.

    `seen` are papers that the officer ticks in the same moment.
    """
    with once(key, verb="cases.accept", by=by) as first, journal.at_once():
        case = locked(case_id, by)
        if first.done:
            return case
        ensure(access.can_tick(by, case))
        tick(case, seen, by=by, at=at)
        ensure(access.can_accept(by, case, missing=queries.papers_not_seen(case)))
        effects.accept(case, by=by, at=at)
        case.accepted_by, case.accepted_at = UUID(by.id), at
        hours = promises.calendar_since(case.office_code, case.submitted_at or at)
        promises.keep(case.stream, Clock.ACCEPT, by=by, at=at, calendar=hours)
        promises.start(
            case.stream,
            kind=Clock.DELIVER,
            service_code=case.service_code,
            office_code=case.office_code,
            minutes=catalogue.promise_minutes(case.service_code, timezone.localdate(at)),
            by=by,
            at=at,
            calendar=hours,
        )
        move(case, Status.ACCEPTED, facts.CASE_ACCEPTED, by=by, at=at)
        if queries.service_of(case).approver is None:
            _go_straight_on(case, at=at)
        first.keep({})
    return case


@transaction.atomic
def refuse(
    case_id: UUID | str, *, article: str, reason: str, by: Actor, at: datetime, key: str | None = None
) -> Case:
    """Refuse with the article of law; the promise ends uncounted, never as kept."""
    with once(key, verb="cases.refuse", by=by) as first:
        case = locked(case_id, by)
        if first.done:
            return case
        ensure(access.can_refuse(by, case))
        if not article.strip() or not reason.strip():
            raise Refused(Decision(_("Name the article of law and the reason.")))
        Refusal.objects.create(case=case, article=article[:200], reason=reason[:2000], by=UUID(by.id), at=at)
        promises.void(case.stream, queries.running_clock(case), reason="refused", by=by, at=at)
        case.ended_at = at
        move(case, Status.REFUSED, facts.CASE_REFUSED, by=by, at=at)
        first.keep({})
    return case


@transaction.atomic
def report_cause(case_id: UUID | str, cause: Cause, *, by: Actor, at: datetime) -> Case:
    """Say why it takes longer. The clock runs on: to the resident these are no excuse."""
    case = locked(case_id, by)
    ensure(access.can_report_cause(by, case))
    promises.report_cause(case.office_code, cause=cause, subject=case.stream, by=by, at=at)
    return case


@transaction.atomic
def end_cause(case_id: UUID | str, cause_id: UUID | str, *, by: Actor, at: datetime) -> Case:
    """Say that a cause of delay of this case is over; ended twice, the first end counts."""
    case = locked(case_id, by)
    lasting = {
        str(row.id): row for row in causes.causes_of_office(case.office_code) if row.subject == case.stream
    }
    if str(cause_id) in lasting:
        promises.end_cause(lasting[str(cause_id)].id, by=by, at=at)
    return case


def tick(case: Case, papers: Iterable[str], *, by: Actor, at: datetime) -> None:
    """Tick papers of the list that were not ticked yet; the case is locked, so nobody ticks in between."""
    chosen = list(dict.fromkeys(papers))
    if not set(chosen) <= queries.codes_of(case):
        raise Refused(Decision(_("This paper is not on the list of this service, so nobody may ask for it.")))
    before = queries.seen_papers(case)
    fresh = [paper for paper in chosen if paper not in before]
    if not fresh:
        return
    insert(*(SeenPaper(case=case, requirement=paper, by=UUID(by.id), at=at) for paper in fresh))
    before.update(fresh)
    tell_each(case, facts.CASE_PAPER_SEEN, [{"requirement": paper} for paper in fresh], by=by, at=at)


def _go_straight_on(case: Case, *, at: datetime) -> None:
    """The service's file names nobody who approves: what was accepted is decided."""
    case.approved_at = at
    move(case, Status.APPROVED, facts.CASE_APPROVED, by=SYSTEM, at=at)
    effects.apply(case, by=SYSTEM, at=at)
