"""A lost KTP-el: a new card with what the register says of its holder; the lost one is void at once."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tuntas.domains.documents import actions as documents
from tuntas.domains.documents.actions import Order
from tuntas.domains.offices import queries as offices
from tuntas.domains.register import queries as register
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Decision, Refused

from ..models import Case
from .cards import address

# UU 24/2013: a KTP-el is had from 17 years, or once (ever) married.
HOLDER_YEARS = 17
NOT_MARRIED = "1"
# The card prints four short forms of the register's six.
MARITAL = {
    "1": "Belum kawin",
    "2": "Kawin",
    "3": "Kawin",
    "4": "Cerai hidup",
    "5": "Cerai hidup",
    "6": "Cerai mati",
}
UNKNOWN = Decision(
    _(
        "The register has nobody with this NIK on a family card, so no card can be printed. Compare the NIK with the "
        "family card. If it was typed wrong, refuse this application and ask for a new one."
    )
)
NO_HOLDER = Decision(_("By the register this person is younger than 17 and never married: there is no KTP-el."))


def examine(case: Case, *, by: Actor, at: datetime) -> None:
    """A card is only printed for somebody whom the register knows; said to the officer and to nobody else."""
    card = register.identity_card(_nik(case), by=by)
    if card is None:
        raise Refused(UNKNOWN)
    if card["marital_code"] == NOT_MARRIED and _is_young(card["born_on"], timezone.localdate(at)):
        raise Refused(NO_HOLDER)


def apply(case: Case, *, by: Actor, at: datetime) -> None:
    """Order the card from the register's data; nothing that was typed but the NIK is printed."""
    card = register.identity_card(_nik(case), by=by)
    if card is None:
        raise Refused(UNKNOWN)
    documents.freeze(
        case.pk,
        Order("ktp_el", _content(card, at), card["name"], card["nik"], voids_older=True),
        office=case.office_code,
        office_name=offices.office_row(case.office_code).name,
        specimen=card["is_specimen"],
        by=by,
        at=at,
    )


def _nik(case: Case) -> str:
    return str(case.answers["applicant"]["nik"])


def _is_young(born_on: str, today: date) -> bool:
    born = date.fromisoformat(born_on)
    return (today.year - born.year) - ((today.month, today.day) < (born.month, born.day)) < HOLDER_YEARS


def _content(card: dict[str, Any], at: datetime) -> dict[str, Any]:
    kept = ("nik", "name", "sex", "birth_place", "born_on", "blood_type", "religion", "city", "province")
    return {
        **{key: card[key] for key in kept},
        **address(card),
        "marital_status": MARITAL.get(card["marital_code"], card["marital"]),
        "occupation": card["job"],
        "citizenship": card["nationality"],
        "replaces": "kartu yang dilaporkan hilang",
        "issued_on": timezone.localdate(at).isoformat(),
    }
