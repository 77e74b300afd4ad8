"""A change that waits for its decision: corrected and proposed anew, taken back, or sent back to the officer."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tuntas.domains.cases import actions
from tuntas.domains.desk.doors import key_of, verb
from tuntas.domains.offices.doors import staff_only
from tuntas.platform import clock
from tuntas.platform.actors import Actor

# The field of each element that can be corrected: `becomes.education`.
BECOMES = "becomes."


@require_POST
@staff_only
@verb(_("Proposed anew. It waits for its approval."))
def propose_anew(request: HttpRequest, case_id: UUID, *, by: Actor) -> None:
    named = {name.removeprefix(BECOMES): name for name in request.POST if name.startswith(BECOMES)}
    typed = {element: request.POST.get(name, "").strip() for element, name in named.items()}
    corrected = {element: value for element, value in typed.items() if value}
    actions.propose_anew(case_id, corrected=corrected, by=by, at=clock.now(), key=key_of(request))


@require_POST
@staff_only
@verb(_("Taken back. Nobody decides before you propose it anew; the promise runs on."))
def take_back(request: HttpRequest, case_id: UUID, *, by: Actor) -> None:
    actions.take_back(case_id, by=by, at=clock.now(), key=key_of(request))


@require_POST
@staff_only
@verb(_("Sent back to the officer. The promise runs on."))
def send_back(request: HttpRequest, case_id: UUID, *, by: Actor) -> None:
    actions.send_back(
        case_id, reason=request.POST.get("reason", ""), by=by, at=clock.now(), key=key_of(request)
    )
