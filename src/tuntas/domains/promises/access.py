"""Who may report what holds an office up."""

from django.utils.translation import gettext_lazy as _

from tuntas.platform.actors import Actor, Kind
from tuntas.platform.decisions import YES, Decision


def can_report_cause(actor: Actor, office_code: str) -> Decision:
    if actor.kind is Kind.SYSTEM or actor.serves(office_code):
        return YES
    return Decision(_("Only staff of this office report what holds it up."))
