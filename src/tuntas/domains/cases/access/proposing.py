"""A change of data that waits for its decision: who corrects it, and who sends it back."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tuntas.domains.offices.rules import Role
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import YES, Decision

from ..models import Case
from ..workflow import Status


def can_propose_anew(actor: Actor, case: Case, *, is_proposed: bool) -> Decision:
    """An officer compares the register with the proof again, because it changed while the case waited."""
    if not (actor.serves(case.office_code) and actor.role == Role.OFFICER):
        return Decision(_("Only an officer of this office proposes a change anew."))
    if not is_proposed or case.status != Status.ACCEPTED:
        return Decision(_("Nothing of this case waits for an approval."))
    return YES
