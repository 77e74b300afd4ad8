"""Enters an approved change: what was said before stays readable, what is said now makes the family's new card."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, time
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tuntas.domains.register import elements
from tuntas.domains.register.models import CivilEvent, Family, Membership, Person, PersonVersion, Proposal
from tuntas.domains.register.models.events import EventKind
from tuntas.domains.register.port import ChangeRecorded
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Decision, Refused

from . import cards, finding
from .proposals import held

NOTHING_PROPOSED = Decision(_("Nothing was proposed for this case."))
NO_LONGER_ON_THE_CARD = Decision(
    _("This person is no longer on this family card. Refuse the case and say so to the applicant.")
)


def record(case_id: str, *, by: Actor, at: datetime) -> tuple[ChangeRecorded, bool]:
    """Change the person once per case. Two changes of one family are entered one after the other."""
    proposal = Proposal.objects.filter(case_id=UUID(case_id)).first()
    if proposal is None:
        raise Refused(NOTHING_PROPOSED)
    family = _locked(proposal.family_id)
    done = CivilEvent.objects.filter(case_id=UUID(case_id), kind=EventKind.CHANGE).first()
    if done and done.outcome:
        return ChangeRecorded(**done.outcome), False
    # Read after the family's lock was got: who waited for it sees what the other one has entered.
    # No stronger than needed: a birth elsewhere may name this person as its mother at the same moment.
    person = Person.objects.select_for_update(of=("self",), no_key=True).get(pk=proposal.person_id)
    _refuse_stale(proposal, person, family)
    event = CivilEvent.objects.create(
        kind=EventKind.CHANGE,
        case_id=UUID(case_id),
        registered_on=timezone.localdate(at),
        recorded_by=by.id,
    )
    _keep_what_was(person, event, at)
    _write(person, proposal)
    recorded = _answer(event, proposal, family)
    event.outcome = asdict(recorded)
    event.save(update_fields=["outcome"])
    return recorded, True


def _locked(family_id: UUID) -> Family:
    """The family with its places, held until the caller's transaction ends."""
    return (
        Family.objects.select_for_update(of=("self",))
        .select_related("region__parent__parent__parent")
        .get(pk=family_id)
    )


def _refuse_stale(proposal: Proposal, person: Person, family: Family) -> None:
    """Nothing is entered over a value that nobody has compared with the proof."""
    if not Membership.objects.filter(person=person, family=family, ended_by=None).exists():
        raise Refused(NO_LONGER_ON_THE_CARD)
    changed = [
        elements.name_of(one["element"])
        for one in proposal.changes
        if held(person, one["element"]) != one["old"]
    ]
    if changed:
        raise Refused(
            Decision(
                _(
                    "The register has changed since this was proposed: %(elements)s. Nothing was entered. An officer "
                    "compares it with the proof and proposes it anew; then you can decide."
                )
                % {"elements": ", ".join(changed)}
            )
        )


def _keep_what_was(person: Person, event: CivilEvent, at: datetime) -> None:
    earlier = PersonVersion.objects.filter(person=person).last()
    began = earlier.valid_until if earlier else _morning_of(person.entered_by.registered_on)
    PersonVersion.objects.create(
        person=person,
        name=person.name,
        details=person.details,
        # A demonstration may enter somebody later than it lets them act.
        valid_from=min(began, at),
        valid_until=at,
        ended_by=event,
    )


def _morning_of(day: object) -> datetime:
    return datetime.combine(day, time.min, tzinfo=timezone.get_default_timezone())  # type: ignore[arg-type]


def _write(person: Person, proposal: Proposal) -> None:
    new = {one["element"]: one["new"] for one in proposal.changes}
    person.name = new.pop("name", person.name)
    person.details = {**person.details, **new}
    person.name_keys = finding.keys_of(person.name, person.details["born_on"])
    person.save(update_fields=["name", "details", "name_keys"])


def _answer(event: CivilEvent, proposal: Proposal, family: Family) -> ChangeRecorded:
    issued_on = event.registered_on.isoformat()
    return ChangeRecorded(
        event_id=str(event.pk),
        registered_on=issued_on,
        family_number=family.number,
        changes=proposal.changes,
        family_card={**cards.of_family(family), "issued_on": issued_on},
        is_specimen=not settings.TUNTAS_JURISDICTION,
    )
