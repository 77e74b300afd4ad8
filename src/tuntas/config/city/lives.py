"""One step of a plan is one call of a real action, at the plan's moment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any
from uuid import UUID

from tuntas.domains.cases import actions as cases
from tuntas.domains.cases import queries
from tuntas.domains.cases.models import Case
from tuntas.domains.documents import queries as documents
from tuntas.domains.promises.rules import Cause
from tuntas.domains.satisfaction import actions as satisfaction
from tuntas.domains.satisfaction.instruments import element_names
from tuntas.platform import clock, ids, jobs
from tuntas.platform.actors import PUBLIC, Actor, Kind

from . import people
from .models import Life
from .plans import Step, What
from .residents import Quarter

LANE = "city"
_WHY = "Berkas tidak cocok dengan data di register."


@dataclass(frozen=True)
class Stage:
    """What every step needs to know."""

    seed: int
    quarters: dict[str, Quarter]
    crews: dict[str, people.Crew]


def take(step: Step, stage: Stage) -> None:
    """Do the step; raises what the action raises. The clock stands at the step's moment meanwhile."""
    with clock.at(step.at), jobs.lane(LANE):
        if step.what is What.SUBMIT:
            _submit(step, stage)
        elif step.what is What.MAKE:
            jobs.run_pending(lane=LANE)
        else:
            case_id = Life.objects.values_list("case_id", flat=True).get(pk=step.case)
            _VERBS[step.what](step, stage, Case.objects.get(pk=case_id))


def _submit(step: Step, stage: Stage) -> None:
    given = people.answers(step.service, step.case, stage.quarters[step.office], step.office, step.at)
    started = cases.start_draft(step.service, by=PUBLIC, at=step.at)
    by = _applicant(started.case.pk)
    cases.answer(started.case.pk, given, by=by, at=step.at)
    cases.submit(started.case.pk, office_code=step.office, by=by, at=step.at)
    Life.objects.create(pk=step.case, case_id=started.case.pk)


def _take(step: Step, stage: Stage, case: Case) -> None:
    cases.take(case.pk, by=_holder(step, stage), at=step.at)


def _holder(step: Step, stage: Stage) -> Actor:
    crew = stage.crews[step.office]
    return crew.officers[step.case % len(crew.officers)]


def _accept(step: Step, stage: Stage, case: Case) -> None:
    seen = [paper.code for paper in queries.papers_of(case) if paper.file_ids]
    cases.accept(case.pk, seen=seen, by=_holder(step, stage), at=step.at)


def _return(step: Step, stage: Stage, case: Case) -> None:
    paper = next(paper for paper in queries.papers_of(case) if not paper.is_settled)
    cases.return_to_applicant(case.pk, requirement=paper.code, by=_holder(step, stage), at=step.at)


def _complete(step: Step, stage: Stage, case: Case) -> None:
    returned = case.returns.get(closed_at=None)
    question = next(one.question for one in queries.papers_of(case) if one.code == returned.requirement)
    by = _applicant(case.pk)
    cases.add_file(case.pk, question, ids.new_id(), by=by, at=step.at)
    cases.complete(case.pk, by=by, at=step.at)


def _contest(step: Step, stage: Stage, case: Case) -> None:
    cases.contest_return(case.pk, by=_applicant(case.pk), at=step.at)


def _decide(step: Step, stage: Stage, case: Case) -> None:
    why = "Kertas ini sudah ada di berkas."
    cases.decide_contest(case.pk, overturn=True, reason=why, by=stage.crews[step.office].head, at=step.at)


def _refuse(step: Step, stage: Stage, case: Case) -> None:
    cases.refuse(case.pk, article="UU 23/2006", reason=_WHY, by=_holder(step, stage), at=step.at)


def _withdraw(step: Step, stage: Stage, case: Case) -> None:
    cases.withdraw(case.pk, by=_applicant(case.pk), at=step.at)


def _approve(step: Step, stage: Stage, case: Case) -> None:
    cases.approve(case.pk, by=stage.crews[step.office].registrar, at=step.at)


def _cause(step: Step, stage: Stage, case: Case) -> None:
    cases.report_cause(case.pk, Cause.SYSTEM, by=_holder(step, stage), at=step.at)


def _print(step: Step, stage: Stage, case: Case) -> None:
    for output in documents.outputs(case.pk):
        if output.is_card:
            blank = f"C{step.case:07d}"
            cases.record_card_printed(
                case.pk, output.id, blank_number=blank, by=_holder(step, stage), at=step.at
            )
    jobs.run_pending(lane=LANE)


def _hand_over(step: Step, stage: Stage, case: Case) -> None:
    collector = next(iter(queries.collectors_of(case)))
    cases.hand_over(case.pk, proof="ktp_el", collector=collector, by=_holder(step, stage), at=step.at)
    # The invitation that follows goes nowhere: an invented resident answers of their own accord or not at all.
    jobs.run_pending(lane=LANE)


def _answer(step: Step, stage: Stage, case: Case) -> None:
    draw = Random(f"{stage.seed}/survey/{step.case}")  # noqa: S311 – a play, not a secret
    token = satisfaction.invite_for_case(case.pk, channel="page", by=_applicant(case.pk), at=step.at)
    if token:
        kindness = draw.choice((3, 4, 4))
        scores = {name: max(1, kindness - (draw.random() < 0.25)) for name in element_names()}
        satisfaction.answer(token, scores=scores, profile={}, at=step.at)


def _applicant(case_id: UUID) -> Actor:
    return Actor(Kind.RESIDENT, str(case_id))


_VERBS: dict[What, Callable[[Step, Stage, Any], None]] = {
    What.TAKE: _take,
    What.RETURN: _return,
    What.COMPLETE: _complete,
    What.CONTEST: _contest,
    What.DECIDE: _decide,
    What.ACCEPT: _accept,
    What.REFUSE: _refuse,
    What.WITHDRAW: _withdraw,
    What.APPROVE: _approve,
    What.CAUSE: _cause,
    What.PRINT: _print,
    What.HAND_OVER: _hand_over,
    What.ANSWER: _answer,
}
