"""What a message to the applicant says, or None when there is no confirmed address."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils import translation

from tuntas.domains.offices import queries as offices

from ..models import Case
from .asked import papers_of


@dataclass(frozen=True)
class Letter:
    """Address, language and the blanks of the letters about a case."""

    email: str
    language: str
    subject: str
    params: dict[str, str]


def letter(case_id: str) -> Letter | None:
    """The blanks for a case's letters; None without a confirmed address."""
    case = Case.objects.get(pk=case_id)
    if not case.email or case.email_confirmed_at is None:
        return None
    with translation.override(case.language):
        params = {
            "reference": str(case.reference),
            "office": offices.office_row(case.office_code).name,
            "address": f"{settings.PUBLIC_ORIGIN}/track/",
            **_asked(case),
        }
    return Letter(email=case.email, language=case.language, subject=case.stream, params=params)


def _asked(case: Case) -> dict[str, str]:
    latest = case.returns.order_by("-at").first()
    if latest is None:
        return {}
    item = next(
        (paper.name for paper in papers_of(case) if paper.code == latest.requirement), latest.requirement
    )
    return {"item": item, "reason": latest.note or "–"}
