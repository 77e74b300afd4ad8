"""The applicant's verbs after the form: submit, add the missing paper, contest a return, withdraw."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tuntas.domains.catalogue import queries as catalogue
from tuntas.domains.offices import queries as offices
from tuntas.domains.promises import actions as promises
from tuntas.domains.promises.rules import Kind as Clock
from tuntas.platform import forms, journal
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Decision, Refused, ensure
from tuntas.platform.files import actions as files
from tuntas.platform.forms import Problem
from tuntas.platform.idempotency import once
from tuntas.platform.prepared import update

from .. import access, facts, pins, queries, rules
from ..models import Case, Return
from ..workflow import Status
from ._moving import locked, move, tell

SUBMITTING = ("status", "office_code", "submitted_at", "pin_hash", "pin_tries", "reference")


@dataclass(frozen=True)
class Submitted:
    """What the applicant takes away: shown once on the page and printed on the receipt."""

    case: Case
    reference: str
    pin: str


class Incomplete(Exception):
    """The form still lacks answers; `problems` says which."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(_("Some answers are still missing."))
        self.problems = problems


def submit(
    case_id: UUID | str, *, office_code: str, by: Actor, at: datetime, key: str | None = None
) -> Submitted:
    """Hand the draft to an office. Sent twice with one key it is one case, one reference and the same PIN."""
    return with_a_free_reference(lambda: _submit(case_id, office_code=office_code, by=by, at=at, key=key))


def with_a_free_reference(attempt: Callable[[], Submitted]) -> Submitted:
    """Once in many lifetimes a random reference is taken: all is undone and begins anew with another."""
    for _attempt in range(5):
        try:
            return attempt()
        except IntegrityError as fault:
            if "reference" not in str(fault):
                raise
    raise RuntimeError("Five references in a row were taken: the random source is broken.")


@transaction.atomic
def _submit(case_id: UUID | str, *, office_code: str, by: Actor, at: datetime, key: str | None) -> Submitted:
    with once(key, verb="cases.submit", by=by) as first, journal.at_once():
        case = locked(case_id, by)
        if first.done:
            return Submitted(case, first.result["reference"], first.result["pin"])
        if case.status != Status.DRAFT:
            raise Refused(Decision(_("This application was already sent.")))
        office, today = offices.find_office(office_code), timezone.localdate(at)
        ensure(access.can_receive(office, queries.service_of(case), on=today))
        sent = hand_in(case, office_code=office_code, by=by, at=at)
        first.keep({"reference": sent.reference, "pin": sent.pin})
    return sent


def hand_in(
    case: Case, *, office_code: str, seen: Collection[str] = (), by: Actor, at: datetime, **content: str
) -> Submitted:
    """Make an application of a locked draft: checked, with a reference and a new PIN, its first clock running.

    Raises `Incomplete`. `seen` are papers whose originals an officer saw: they need no photo.
    """
    problems = queries.problems(case, today=timezone.localdate(at), seen=seen)
    if problems:
        raise Incomplete(problems)
    pin = rules.new_pin()
    case.office_code, case.submitted_at = office_code, at
    case.pin_hash, case.pin_tries = pins.pin_hash(case, pin), 0
    case.status, case.reference = Status.SUBMITTED, rules.new_reference()
    update(case, (*SUBMITTING, *_keep_what_was_asked(case)))
    _start_accept_clock(case, by=by, at=at)
    said = {"service": case.service_code, "version": case.service_version, **content}
    tell(case, facts.CASE_SUBMITTED, by=by, at=at, **said)
    return Submitted(case, str(case.reference), pin)


@transaction.atomic
def complete(case_id: UUID | str, *, by: Actor, at: datetime, key: str | None = None) -> Case:
    """Send the paper that was asked for: the case goes back to where it was and its clock runs on."""
    with once(key, verb="cases.complete", by=by) as first:
        case = locked(case_id, by)
        if first.done:
            return case
        ensure(access.can_complete(by, case))
        returned = _open_return(case)
        if not set(queries.files_of(case, returned.requirement)) - set(returned.files_before):
            raise Refused(Decision(_("Add the missing paper first.")))
        promises.resume(case.stream, queries.running_clock(case), by=by, at=at)
        returned.closed_at = at
        returned.save(update_fields=["closed_at"])
        move(
            case,
            Status(returned.came_from),
            facts.CASE_COMPLETED,
            by=by,
            at=at,
            requirement=returned.requirement,
        )
        first.keep({})
    return case


@transaction.atomic
def contest_return(case_id: UUID | str, *, by: Actor, at: datetime, key: str | None = None) -> Case:
    """The applicant holds that nothing is missing: the clock runs until the head of unit has decided."""
    with once(key, verb="cases.contest_return", by=by) as first:
        case = locked(case_id, by)
        if first.done:
            return case
        returned = case.returns.select_for_update().filter(closed_at=None).first()
        ensure(access.can_contest(by, returned))
        assert returned is not None  # noqa: S101 – what can_contest just said
        promises.contest_pause(case.stream, queries.running_clock(case), by=by, at=at)
        returned.contested_at = at
        returned.save(update_fields=["contested_at"])
        tell(case, facts.CASE_RETURN_CONTESTED, by=by, at=at, requirement=returned.requirement)
        first.keep({})
    return case


@transaction.atomic
def withdraw(case_id: UUID | str, *, by: Actor, at: datetime, key: str | None = None) -> Case:
    """The applicant takes the application back; its promise ends uncounted."""
    with once(key, verb="cases.withdraw", by=by) as first:
        case = locked(case_id, by)
        if first.done:
            return case
        ensure(access.can_withdraw(by, case))
        promises.void(case.stream, queries.running_clock(case), reason="withdrawn", by=by, at=at)
        case.returns.filter(closed_at=None).update(closed_at=at)
        case.ended_at = at
        move(case, Status.WITHDRAWN, facts.CASE_WITHDRAWN, by=by, at=at)
        first.keep({})
    return case


@transaction.atomic
def offer_survey(case_id: UUID | str, *, by: Actor, at: datetime) -> bool:
    """Note that the one invitation of this case goes out now; False when it already did."""
    case = Case.objects.select_for_update(of=("self",)).get(pk=case_id)
    if case.survey_offered_at or case.status != Status.HANDED_OVER:
        return False
    case.survey_offered_at = at
    case.save(update_fields=["survey_offered_at"])
    tell(case, facts.SURVEY_OFFERED, by=by, at=at)
    return True


def _open_return(case: Case) -> Return:
    return case.returns.select_for_update().get(closed_at=None)


def _keep_what_was_asked(case: Case) -> tuple[str, ...]:
    """Forget answers that other answers have made superfluous, and their files: nobody may keep what nobody needs.

    What of the case changed by it: usually nothing, and then the form is not encrypted and written once more.
    """
    form = queries.form_of(case)
    kept = forms.relevant(form, case.answers)
    if kept == case.answers:
        return ()
    taking_files = {question.key for question in form.questions() if question.type == "file"}
    for key in (case.answers.keys() - kept.keys()) & taking_files:
        for file_id in case.answers[key] or []:
            files.delete_file(UUID(str(file_id)))
    case.answers = kept
    return ("answers",)


def _start_accept_clock(case: Case, *, by: Actor, at: datetime) -> None:
    """Submit to accept is timed too, and published beside the promise."""
    promises.start(
        case.stream,
        kind=Clock.ACCEPT,
        service_code=case.service_code,
        office_code=case.office_code,
        minutes=catalogue.accept_minutes(case.service_code, timezone.localdate(at)),
        by=by,
        at=at,
    )
