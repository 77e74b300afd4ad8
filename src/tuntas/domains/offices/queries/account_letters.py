"""What a letter tells somebody about a change of how they enter."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from tuntas.domains.offices import facts
from tuntas.domains.offices.models import Staff
from tuntas.platform.journal.models import Fact

_CHANGES = {
    (facts.PASSWORD_CHANGED, ""): _("The password was changed."),
    (facts.SECOND_STEP_ADDED, "passkey"): _("A passkey was added."),
    (facts.SECOND_STEP_REMOVED, "passkey"): _("A passkey was taken off."),
    (facts.SECOND_STEP_ADDED, "totp"): _("An app that shows codes was set up."),
    (facts.RECOVERY_CODES_MADE, ""): _("New recovery codes were made. The ones of before no longer work."),
    (facts.RECOVERY_ASKED, ""): _(
        "Somebody in charge asked for a recovery. If another one confirms it, password and second steps end."
    ),
}


@dataclass(frozen=True)
class AccountLetter:
    """To whom, about which stream, and what happened in the letter's language."""

    address: str
    stream: str
    what: str


def account_letter(fact: Fact, *, language: str) -> AccountLetter | None:
    """None for somebody without an address, and for what nobody is written about."""
    kind = str((fact.content or {}).get("kind", ""))
    what = _CHANGES.get((fact.name, kind))
    address = (
        Staff.objects.filter(pk=fact.stream.removeprefix("staff:")).values_list("email", flat=True).first()
    )
    if what is None or not address:
        return None
    with translation.override(language):
        return AccountLetter(address, fact.stream, str(what))
