"""Whether an e-mail address of a case was proved at a counter, as its pages show it."""

from __future__ import annotations

from dataclasses import dataclass

from tuntas.domains.messaging.rules import masked_address

from ..models import Case, ProvedContact


@dataclass(frozen=True)
class ContactRow:
    """The address as lists show it, and how far its proof has come."""

    id: str
    masked: str
    is_proved: bool
    is_waiting_for_a_code: bool


def contact_of(case: Case) -> ContactRow | None:
    """None when no officer vouched for an address; a case without any address asks the database nothing."""
    if not case.email:
        return None
    row = ProvedContact.objects.filter(case=case.pk).first()
    if row is None:
        return None
    return ContactRow(
        id=str(row.pk),
        masked=masked_address(case.email),
        is_proved=row.proved_at is not None,
        is_waiting_for_a_code=row.download_code is not None,
    )
