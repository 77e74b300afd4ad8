"""Takes a family into the register that already has its numbers: on paper, elsewhere, or in a demonstration."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tuntas.domains.register.models import CivilEvent, Family, Membership, Person
from tuntas.domains.register.models.events import EventKind
from tuntas.domains.register.models.people import FAMILY_NUMBER, NIK
from tuntas.domains.register.rules import TRAINING_PROVINCE
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Decision, ensure

from . import finding

ONLY_IMPOSSIBLE = Decision(_("While training, only numbers of the impossible province 99 are taken in."))


@dataclass(frozen=True, kw_only=True)
class KnownPerson:
    """A person with a NIK; `details` as on a family card, in codes."""

    nik: str
    name: str
    kinship: str
    details: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class KnownFamily:
    """A family with a number, in the order of its card."""

    number: str
    region_code: str
    address: dict[str, str] = field(default_factory=dict)
    members: tuple[KnownPerson, ...] = ()


def admit(known: KnownFamily, *, by: Actor, at: datetime) -> tuple[Family, bool]:
    """The family of this number, and whether it was taken in just now."""
    there = Family.objects.filter(FAMILY_NUMBER.where(known.number)).first()
    if there:
        return there, False
    ensure(_may_be_taken_in(known))
    event = CivilEvent.objects.create(
        kind=EventKind.ADMISSION, registered_on=timezone.localdate(at), recorded_by=by.id
    )
    family = Family.objects.create(
        number=known.number,
        **FAMILY_NUMBER.columns(known.number),
        region_id=known.region_code,
        address=known.address,
        entered_by=event,
    )
    for position, member in enumerate(known.members, start=1):
        _enter(member, family, position, event)
    return family, True


def _may_be_taken_in(known: KnownFamily) -> Decision:
    """No real person's number ever stands in a training register."""
    taken = [known.number, *(member.nik for member in known.members)]
    is_possible = any(not number.startswith(TRAINING_PROVINCE) for number in taken)
    return ONLY_IMPOSSIBLE if is_possible and not settings.TUNTAS_JURISDICTION else Decision()


def _enter(member: KnownPerson, family: Family, position: int, event: CivilEvent) -> None:
    person = Person.objects.create(
        nik=member.nik,
        **NIK.columns(member.nik),
        name=member.name,
        details=member.details,
        name_keys=finding.keys_of(member.name, member.details["born_on"]),
        entered_by=event,
    )
    Membership.objects.create(
        family=family, person=person, kinship=member.kinship, position=position, began_by=event
    )
