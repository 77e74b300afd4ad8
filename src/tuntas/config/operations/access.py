"""Who may look at the system's own state."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tuntas.domains.offices.rules import Role
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import YES, Decision


def can_see_system(actor: Actor) -> Decision:
    if actor.is_staff and actor.role == Role.ADMINISTRATOR:
        return YES
    return Decision(_("Only an administrator sees what runs here."))
