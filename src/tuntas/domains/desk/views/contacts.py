"""At the counter: an address is proved to be the applicant's, so that it opens their documents later."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tuntas.domains.cases import actions
from tuntas.domains.desk.doors import verb
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Decision, Refused, ensure


@verb(_("A code was sent. Let the applicant read it out, or type it on their own phone."))
def vouch_for_contact(request: HttpRequest, case_id: UUID, *, by: Actor, at: datetime) -> None:
    address = request.POST.get("address", "").strip()
    try:
        validate_email(address)
    except ValidationError:
        fault = _("This is not an e-mail address. Check it and write it again.")
        raise Refused(Decision(fault)) from None
    actions.vouch_for_contact(case_id, address, proof=request.POST.get("proof", ""), by=by, at=at)


@verb(_("The address is proved. It opens the documents of this case later."))
def confirm_contact(request: HttpRequest, case_id: UUID, *, by: Actor, at: datetime) -> None:
    # What is refused here was counted already, so it may be raised.
    ensure(actions.confirm_contact(case_id, request.POST.get("code", ""), by=by, at=at))
