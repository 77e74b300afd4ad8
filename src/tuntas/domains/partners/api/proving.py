"""Beginning a case, and proving that one is one's own: both give a token for half an hour."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router, Status
from pydantic import BaseModel, Field, model_validator

from tuntas.domains.cases import actions as cases
from tuntas.domains.cases import rules
from tuntas.domains.cases.actions.owning import WRONG
from tuntas.domains.catalogue import queries as catalogue
from tuntas.platform import clock
from tuntas.platform.actors import PUBLIC
from tuntas.platform.decisions import Decision, Refused

from .. import tokens
from ..limits import count
from ..problems import Wrong, writing
from ..words import Given, OnceKey, Word

router = Router(tags=["residents"])


class DraftIn(Given):
    service: Word


class ProofIn(Given):
    reference: Word | None = Field(default=None, description="Of a case that was sent")
    link: Word | None = Field(default=None, description="Of a draft: its address, or the code in it")
    pin: Word

    @model_validator(mode="after")
    def _one_of_both(self) -> ProofIn:
        if (self.reference is None) == (self.link is None):
            raise ValueError("one")
        return self


class ProvedOut(BaseModel):
    token: str = Field(description="Authorization: Bearer …")
    expires_at: datetime


class DraftOut(ProvedOut):
    link: str
    address: str = Field(description="Where a person goes on with it in a browser")
    pin: str = Field(description="Shown in this answer alone")


@router.post("drafts", response={201: DraftOut, **writing(404, 409, 429)})
def start_draft(request: HttpRequest, given: DraftIn, key: OnceKey) -> Status:
    """Begin an application: link and PIN stand in this answer alone."""
    count(request, "draft")
    try:
        started = cases.start_draft(
            given.service, by=PUBLIC, at=clock.now(), language=str(request.LANGUAGE_CODE), key=str(key)
        )
    except catalogue.NoSuchService:
        raise Http404 from None
    link = started.case.link
    address = settings.PUBLIC_ORIGIN + reverse("portal:resume", args=[link])
    return Status(
        201, DraftOut(**answered(tokens.proof_of(started.case.pk)), link=link, address=address, pin=started.pin)
    )


@router.post("proofs", response={200: ProvedOut, **writing(409, 429)})
def prove(request: HttpRequest, given: ProofIn) -> ProvedOut:
    """Reference (or a draft's link) and PIN. Wrong, unknown and locked are one answer; five wrong tries lock the PIN."""
    count(request, "pin")
    if len(rules.read_pin(given.pin)) != 6:
        # Nothing that could be one: said at once, and not counted as a wrong try, as on the page.
        raise Wrong({"pin": _("Write the PIN: six digits.")})
    link = rules.read_link(given.link) if given.link else None
    # In one transaction: a PIN that is renewed meanwhile waits, and ends this token too.
    with transaction.atomic():
        case = cases.prove(reference=given.reference or "", link=link or "none", pin=given.pin, at=clock.now())
        proof = tokens.proof_of(case.pk) if case else None
    if proof is None:
        raise Refused(Decision(WRONG))
    return ProvedOut(**answered(proof))


def answered(proof: tokens.Proof) -> dict[str, Any]:
    """A token and until when it is good."""
    # Not the application's clock: a demonstration that moves it ends nobody's half hour.
    return {"token": tokens.sealed(proof), "expires_at": timezone.now() + tokens.LASTS}
