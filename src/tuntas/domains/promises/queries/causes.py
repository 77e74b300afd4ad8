"""What holds offices and cases up at this moment, in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tuntas.domains.promises.models import DelayCause
from tuntas.domains.promises.rules import Cause
from tuntas.platform.prepared import Prepared

_NAMES = {
    Cause.SYSTEM: _("The central population system is down."),
    Cause.NETWORK: _("The office's network is down."),
    Cause.BLANKS: _("The office has run out of blanks."),
    Cause.SIGNATURE: _("The document waits for the electronic signature."),
    Cause.PAPERS: _("The papers need a closer check."),
    Cause.STAFF: _("The office is short of staff."),
    Cause.OTHER_AGENCY: _("Another agency has not answered yet."),
}


_SHORT = {
    Cause.SYSTEM: _("Central system"),
    Cause.NETWORK: _("Network"),
    Cause.BLANKS: _("Blanks"),
    Cause.SIGNATURE: _("Electronic signature"),
    Cause.PAPERS: _("Papers"),
    Cause.STAFF: _("Staff"),
    Cause.OTHER_AGENCY: _("Other agency"),
}
_LASTING = Prepared(
    lambda offices: DelayCause.objects.filter(office_code__in=offices, to_at=None).order_by("from_at")
)


@dataclass(frozen=True)
class CauseRow:
    """One cause of delay; it lasts while it has no end."""

    id: UUID
    cause: str
    name: str
    subject: str
    from_at: datetime
    to_at: datetime | None = None


def cause_name(cause: str) -> str:
    """The cause as a sentence in the reader's language."""
    return str(_NAMES[Cause(cause)]) if cause in _NAMES else cause


def short_cause_name(cause: str) -> str:
    """The cause in a word or two, for tables."""
    return str(_SHORT[Cause(cause)]) if cause in _SHORT else cause


def causes_of_office(office_code: str) -> list[CauseRow]:
    """What holds the office up now, the oldest first."""
    lasting = _LASTING([office_code])
    return [CauseRow(row.pk, row.cause, cause_name(row.cause), row.subject, row.from_at) for row in lasting]


def causes_ended_since(office_code: str, since: datetime, *, limit: int = 50) -> list[CauseRow]:
    """What held the office up and ended since a moment, the newest first."""
    ended = DelayCause.objects.filter(office_code=office_code, to_at__gte=since).order_by("-to_at")[:limit]
    return [
        CauseRow(row.pk, row.cause, cause_name(row.cause), row.subject, row.from_at, row.to_at) for row in ended
    ]


def lasting_causes(office_codes: Iterable[str]) -> dict[tuple[str, str], list[str]]:
    """Open causes by office and subject; the office's own stand under an empty subject."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in _LASTING(sorted(set(office_codes))):
        found[row.office_code, row.subject].append(row.cause)
    return found
