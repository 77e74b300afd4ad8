"""Who is in charge of which people: whom one sees, and what one may decide about them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tuntas.platform.actors import Actor, Kind
from tuntas.platform.decisions import YES, Decision
from tuntas.platform.journal.models import Fact

from . import facts
from .access import can_manage_staff as can_manage
from .models import Posting, Recovery, Staff
from .rules import Role
from .rules.people import NEWLY_APPOINTED, READS, RECOVERS

_NOT_WHOLLY_YOURS = _(
    "This person also works at an office that you are not in charge of. Ask an administrator above both offices."
)


def visible_to(actor: Actor) -> QuerySet[Staff]:
    """The people who work, worked or will work at an office that this actor is in charge of."""
    if actor.kind is Kind.SYSTEM:
        return Staff.objects.all()
    if not (actor.is_staff and actor.role in READS):
        return Staff.objects.none()
    theirs = Posting.objects.filter(staff=OuterRef("pk"), office__in=actor.offices)
    return Staff.objects.filter(Exists(theirs))


def postings_visible_to(actor: Actor) -> QuerySet[Posting]:
    """Postings at the offices that this actor is in charge of: what somebody does elsewhere is not theirs to see."""
    if actor.kind is Kind.SYSTEM:
        return Posting.objects.all()
    if not (actor.is_staff and actor.role in READS):
        return Posting.objects.none()
    return Posting.objects.filter(office__in=actor.offices)


def can_see_people(actor: Actor) -> Decision:
    """Asks no database: the desk's bar is drawn with it."""
    if actor.is_staff and actor.role in READS:
        return YES
    return Decision(_("Only who is in charge of an office sees its people."))


def can_post(actor: Actor, staff: Staff | None, office_code: str) -> Decision:
    """Whether this actor may give the person a role at this office. `staff` is None for somebody new."""
    if not (decision := can_manage(actor)) or actor.kind is Kind.SYSTEM:
        return decision
    if not actor.serves(office_code):
        return Decision(_("You are not in charge of this office."))
    if staff is not None and str(staff.pk) == actor.id:
        return Decision(_("Nobody gives themselves a role. Ask another administrator."))
    if staff is not None and not staff.is_active:
        return Decision(_("This person has left the registry."))
    return YES


def can_correct(actor: Actor, posting: Posting, *, today: date) -> Decision:
    """A posting that began stays as it was, because people acted under it; only its end can still be set."""
    decision = can_post(actor, posting.staff, posting.office_id)
    if decision and posting.from_on <= today:
        return Decision(_("This posting has begun, so only its last day can be changed."))
    return decision


def can_end(actor: Actor, posting: Posting, *, last_on: date, today: date, others_left: bool) -> Decision:
    """`others_left`: after that day another administrator is still in charge of this office."""
    if not (decision := can_manage(actor)) or actor.kind is Kind.SYSTEM:
        return decision
    if not actor.serves(posting.office_id):
        return Decision(_("You are not in charge of this office."))
    if posting.to_on and posting.to_on < today:
        return Decision(_("This posting is over. Add a new one."))
    if last_on < today - timedelta(days=1):
        return Decision(_("A posting ends with yesterday at the earliest: then it is over at once."))
    if str(posting.staff_id) == actor.id and posting.to_on and last_on > posting.to_on:
        return Decision(_("Nobody gives themselves a role. Ask another administrator."))
    return _or_last(posting.role == Role.ADMINISTRATOR and not others_left)


def can_decide_about(actor: Actor, *, elsewhere: bool) -> Decision:
    """`elsewhere`: some of what this person does now or later is not at this actor's offices."""
    if not (decision := can_manage(actor)) or actor.kind is Kind.SYSTEM:
        return decision
    return Decision(_NOT_WHOLLY_YOURS) if elsewhere else YES


def can_dismiss(actor: Actor, staff: Staff, *, elsewhere: bool, others_left: bool) -> Decision:
    """Let somebody leave the registry."""
    if not (decision := can_decide_about(actor, elsewhere=elsewhere)):
        return decision
    if not staff.is_active:
        return Decision(_("This person has left the registry."))
    return _or_last(not others_left)


def can_bring_back(actor: Actor, staff: Staff, *, elsewhere: bool) -> Decision:
    """Take a day of leaving back."""
    if str(staff.pk) == actor.id:
        return Decision(_("Nobody gives themselves a role. Ask another administrator."))
    return can_decide_about(actor, elsewhere=elsewhere)


def can_take_on_again(actor: Actor, staff: Staff) -> Decision:
    """Let somebody return who left; at which office, `can_post` says as for everybody."""
    if not (decision := can_manage(actor)):
        return decision
    return Decision(_("This person has not left the registry.")) if staff.is_active else YES


def can_ask_recovery(actor: Actor, staff: Staff, *, elsewhere: bool) -> Decision:
    if not (actor.is_staff and actor.role in RECOVERS):
        return Decision(_("Only who is in charge of an office recovers an account."))
    if str(staff.pk) == actor.id:
        return Decision(_("Nobody recovers their own account. Two others in charge do it."))
    if not staff.is_active:
        return Decision(_("This person has left the registry."))
    return Decision(_NOT_WHOLLY_YOURS) if elsewhere else YES


def can_confirm_recovery(
    actor: Actor, recovery: Recovery, *, elsewhere: bool, newly_appointed: bool = False
) -> Decision:
    """`newly_appointed`: whoever asked also made the actor's account or posting, and not long ago."""
    decision = can_ask_recovery(actor, recovery.staff, elsewhere=elsewhere)
    if decision and str(recovery.asked_by_id) == actor.id:
        return Decision(_("You asked for this recovery yourself. Another person in charge confirms it."))
    if decision and newly_appointed:
        return Decision(
            _(
                "Who asked for this recovery appointed you less than 30 days ago. Another person in charge confirms it."
            )
        )
    return decision


def is_newly_appointed(actor: Actor, appointed_by: object, at: datetime) -> bool:
    """Whether this person made the actor's account or gave them a posting in the last 30 days.

    Else one person alone could make a second account and be two.
    """
    return Fact.objects.filter(
        stream=f"staff:{actor.id}",
        name__in=(facts.STAFF_ADDED, facts.STAFF_POSTED),
        actor_id=str(appointed_by),
        recorded_at__gte=at - NEWLY_APPOINTED,
    ).exists()


def offices_now_or_later(staff_ids: Iterable[object], today: date) -> QuerySet[Posting]:
    """Postings that are in force or to come."""
    return Posting.objects.filter(Q(to_on=None) | Q(to_on__gte=today), staff__in=list(staff_ids))


def works_elsewhere(actor: Actor, staff: Staff, today: date) -> bool:
    """Whether this person has, or will have, a posting at an office that the actor is not in charge of."""
    if actor.kind is Kind.SYSTEM:
        return False
    return offices_now_or_later([staff.pk], today).exclude(office__in=actor.offices).exists()


def _or_last(is_last: bool) -> Decision:
    if is_last:
        return Decision(
            _("This is the last administrator in charge of this office. Post another administrator first.")
        )
    return YES
