"""What the service asks of this case: its form, its papers, what is missing, which clock runs."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from tuntas.domains.catalogue import queries as catalogue
from tuntas.domains.catalogue.rules import Requirement, Service
from tuntas.domains.offices.queries import OfficeRow
from tuntas.domains.promises.rules import Kind as Clock
from tuntas.platform import forms
from tuntas.platform.forms import Form, Problem
from tuntas.platform.prepared import Prepared

from ..models import Case, SeenPaper
from ..workflow import Status

_SEEN = Prepared(lambda case_id: SeenPaper.objects.filter(case=case_id).values_list("requirement", flat=True))
_TICKED = "_ticked"


@dataclass(frozen=True)
class AskedPaper:
    """One paper of the list as the desk shows it."""

    code: str
    name: str
    requirement: str
    question: str
    file_ids: tuple[str, ...] = ()
    is_seen: bool = False
    # Settled: this paper, or another one that meets the same requirement, was ticked as seen.
    is_settled: bool = False


def service_of(case: Case) -> Service:
    """The service in the version that the case was asked with."""
    return catalogue.service_version(case.service_code, case.service_version)


def form_of(case: Case) -> Form:
    return service_of(case).form


def collectors_of(case: Case) -> dict[str, str]:
    """To whom the documents may be given: code and name."""
    return {one.code: str(one.name) for one in service_of(case).collectors}


def requirements_of(case: Case) -> list[Requirement]:
    """What this case's answers call for: nothing else may be asked."""
    return service_of(case).asked_requirements(case.answers)


def papers_of(case: Case) -> list[AskedPaper]:
    """Every paper of the case's list, with its files and whether it was ticked as seen."""
    seen = seen_papers(case)
    return [
        AskedPaper(
            code=paper.key,
            name=str(paper.name),
            requirement=requirement.key,
            question=paper.question,
            file_ids=tuple(case.answers.get(paper.question) or ()),
            is_seen=paper.key in seen,
            is_settled=any(one.key in seen for one in requirement.papers),
        )
        for requirement in requirements_of(case)
        for paper in requirement.papers
    ]


def codes_of(case: Case) -> set[str]:
    """The papers of the case's list by their codes alone, without asking the database."""
    return {paper.key for requirement in requirements_of(case) for paper in requirement.papers}


def papers_not_seen(case: Case) -> list[str]:
    """The requirements of which no paper was ticked as seen yet."""
    seen = seen_papers(case)
    return [
        requirement.key
        for requirement in requirements_of(case)
        if not any(paper.key in seen for paper in requirement.papers)
    ]


def question_of(case: Case, paper: str) -> str | None:
    """The question of the form that takes this paper's photo."""
    return next((one.question for one in papers_of(case) if one.code == paper), None)


def files_of(case: Case, paper: str) -> list[str]:
    """The ids of the photos that the applicant added for this paper."""
    question = question_of(case, paper)
    return list(case.answers.get(question) or []) if question else []


def problems(case: Case, *, today: date, seen: Collection[str] = ()) -> list[Problem]:
    """What keeps the form from being sent; warnings do not. An original that was `seen` needs no photo."""
    met = questions_met(service_of(case), seen)
    return [one for one in forms.check(form_of(case), case.answers, today=today) if one.name not in met]


def questions_met(service: Service, seen: Collection[str]) -> set[str]:
    """The questions for photos that papers ticked as seen answer: those of every paper of a requirement that is met."""
    return {
        question
        for requirement in service.requirements
        if any(paper.key in seen for paper in requirement.papers)
        for question in requirement.questions
    }


def serves(service: Service, office: OfficeRow, *, on: date) -> bool:
    """Whether this kind of office takes this service, and the office is there on that day."""
    return office.is_active_on(on) and office.kind in service.served_at.kinds


def running_clock(case: Case) -> Clock:
    """Which of the two clocks the case is under: until it is accepted, or until it is delivered."""
    return Clock.DELIVER if case.accepted_at else Clock.ACCEPT


def seen_papers(case: Case) -> set[str]:
    """The papers that were ticked as seen; asked of the database once for each case in hand."""
    if case.status == Status.DRAFT:
        return set()
    if not hasattr(case, _TICKED):
        setattr(case, _TICKED, set(_SEEN(case.pk)))
    found: set[str] = getattr(case, _TICKED)
    return found
