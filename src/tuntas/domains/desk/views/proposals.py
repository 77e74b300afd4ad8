"""A change that waits for its decision: corrected and proposed anew, taken back, or sent back to the officer."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tuntas.domains.cases import actions
from tuntas.domains.desk.doors import key_of, verb
from tuntas.platform.actors import Actor

# The field of each element that can be corrected: `becomes.education`.
BECOMES = "becomes."


@verb(_("Proposed anew. It waits for its approval."))
def propose_anew(request: HttpRequest, case_id: UUID, *, by: Actor, at: datetime) -> None:
    named = {name.removeprefix(BECOMES): name for name in request.POST if name.startswith(BECOMES)}
    typed = {element: request.POST.get(name, "").strip() for element, name in named.items()}
    corrected = {element: value for element, value in typed.items() if value}
    actions.propose_anew(case_id, corrected=corrected, by=by, at=at, key=key_of(request))


@verb(_("Taken back. Nobody decides before you propose it anew; the promise runs on."))
def take_back(request: HttpRequest, case_id: UUID, *, by: Actor, at: datetime) -> None:
    actions.take_back(case_id, by=by, at=at, key=key_of(request))


@verb(_("Sent back to the officer. The promise runs on."))
def send_back(request: HttpRequest, case_id: UUID, *, by: Actor, at: datetime) -> None:
    actions.send_back(case_id, reason=request.POST.get("reason", ""), by=by, at=at, key=key_of(request))
