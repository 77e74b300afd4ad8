"""What a case proposes to change, and what the forms of the regulation are filled with."""

from __future__ import annotations

from tuntas.domains.documents.queries import Filling, StatedChange
from tuntas.domains.register.port import ProposedRow
from tuntas.platform.actors import Actor

from .. import effects
from ..models import Case, SentBack
from .asked import requirements_of, service_of
from .pages import CasePage


def proposed(case: Case, *, by: Actor) -> list[ProposedRow]:
    """What the case is to change beside what the register holds now; empty for services that change nothing so."""
    return effects.compared(case, by=by)


def is_proposed(case: Case) -> bool:
    """Whether what this case changes is proposed by one and decided by another."""
    return effects.of_case(case).is_proposed


def sent_back_because(case: Case) -> SentBack | None:
    """Why a proposal was sent back the last time."""
    return SentBack.objects.filter(case=case.pk).last()


def filling(page: CasePage, code: str, *, submitted_at: str, signed_at: str) -> Filling:
    """The filling of one form, in the language that is active; the moments as they are to be printed."""
    form = service_of(page.case).filled_form(code)
    return Filling(
        answers=page.case.answers,
        reference=str(page.case.reference),
        office=page.office,
        submitted_at=submitted_at,
        signed_at=signed_at,
        request=str(form.request or "") if form else "",
        attachments=tuple(_proofs(page.case).values()),
        changes=_stated(page.case),
    )


def _proofs(case: Case) -> dict[str, str]:
    """The paper that the applicant photographed for each requirement, or the requirement's own name."""
    return {
        requirement.key: next(
            (str(paper.name) for paper in requirement.papers if case.answers.get(paper.question)),
            str(requirement.name),
        )
        for requirement in requirements_of(case)
    }


def _stated(case: Case) -> tuple[StatedChange, ...]:
    """Each element of a change with its proof: the requirement that is called after it."""
    proofs = {key.removesuffix("_proof"): name for key, name in _proofs(case).items()}
    return effects.stated(case, proofs)
