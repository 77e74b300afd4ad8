"""An applicant's e-mail address, who they are by it, and the survey's one link."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import Router, Status
from pydantic import BaseModel, Field, StringConstraints

from tuntas.domains.cases import actions as cases
from tuntas.domains.cases.access import Case
from tuntas.domains.cases.queries import case_page, contact_of
from tuntas.domains.satisfaction import actions as satisfaction
from tuntas.platform import clock
from tuntas.platform.decisions import NotThere, ensure

from ..entry import ProvedCase, acting, held_proof
from ..problems import Wrong, writing
from ..words import Given, Word
from .proving import ProvedOut, answered

router = Router(tags=["residents"], auth=ProvedCase())
NOTHING = {204: None, **writing(401, 404, 409)}


class AddressIn(Given):
    address: Annotated[str, StringConstraints(min_length=1, max_length=254)]


class CodeIn(Given):
    code: Word


class SurveyOut(BaseModel):
    address: str = Field(
        description="The one link of this case's survey; it cannot be joined to the case afterwards"
    )


@router.post("application/email", response=NOTHING)
def give_email(request: HttpRequest, given: AddressIn) -> Status:
    """Send a code to the address; nothing else goes there before it came back."""
    by = acting(request)
    cases.give_email(by.id, email_address(given.address), by=by, at=clock.now())
    return Status(204, None)


@router.post("application/email/code", response=NOTHING)
def confirm_email(request: HttpRequest, given: CodeIn) -> Status:
    """The six digits that went to the address."""
    by = acting(request)
    ensure(cases.confirm_email(by.id, given.code, by=by, at=clock.now()))
    return Status(204, None)


@router.delete("application/email", response=NOTHING)
def remove_email(request: HttpRequest) -> Status:
    """Consent is taken back as easily as it was given."""
    by = acting(request)
    cases.remove_email(by.id, by=by, at=clock.now())
    return Status(204, None)


@router.post("application/identity", response=NOTHING)
def send_code(request: HttpRequest) -> Status:
    """Six digits to the address that was proved at a counter."""
    by = acting(request)
    cases.send_download_code(by.id, by=by, at=clock.now())
    return Status(204, None)


@router.post("application/identity/code", response={200: ProvedOut, **writing(401, 404, 409)})
def prove_identity(request: HttpRequest, given: CodeIn) -> ProvedOut:
    """The code from that address: a token that opens documents too."""
    by = acting(request)
    page = case_page(by.id, by, clock.now())
    contact = contact_of(page.case) if page else None
    ensure(cases.prove_by_contact(by.id, given.code, by=by, at=clock.now()))
    return ProvedOut(**answered(replace(held_proof(request), contact=contact.id if contact else "")))


@router.post("application/survey", response={200: SurveyOut, **writing(401, 404, 409)})
def survey(request: HttpRequest) -> SurveyOut:
    """The link of this case's survey, given once."""
    by = acting(request)
    token = satisfaction.invite_for_case(by.id, channel="portal", by=by, at=clock.now())
    if token is None:
        raise NotThere
    return SurveyOut(address=settings.PUBLIC_ORIGIN + reverse("satisfaction:survey", args=[token]))


def is_identity_proved(request: HttpRequest, case: Case) -> bool:
    """Whether the token's holder proved who they are by an address that is proved still."""
    means = held_proof(request).contact
    contact = contact_of(case) if means else None
    return contact is not None and contact.is_proved and contact.id == means


def email_address(typed: str) -> str:
    """The address, or the page's sentence."""
    try:
        validate_email(typed.strip())
    except ValidationError:
        raise Wrong({"address": _("This is not an e-mail address. Check it and write it again.")}) from None
    return typed.strip()
