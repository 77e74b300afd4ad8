"""A resident's own case: answer, send, complete, contest, withdraw. The token says which case; no address does."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import File, Router, Status, UploadedFile
from pydantic import BaseModel, Field

from tuntas.domains.cases import access
from tuntas.domains.cases import actions as cases
from tuntas.domains.cases.access import Case
from tuntas.domains.cases.queries import CasePage, case_page, form_of, picked_office, problems
from tuntas.domains.cases.workflow import Status as State
from tuntas.domains.documents import access as document_access
from tuntas.domains.documents import actions as document_actions
from tuntas.domains.documents import queries as documents
from tuntas.domains.offices.queries import office_day
from tuntas.platform import clock, forms
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import NotThere
from tuntas.platform.files import actions as files

from ..entry import ProvedCase, acting
from ..limits import count
from ..problems import Wrong, sending, sentences, troubles, writing
from ..shapes import CaseOut, of_case
from ..words import Given, MaybeKey, OnceKey, Word, text
from .identity import is_identity_proved

router = Router(tags=["residents"], auth=ProvedCase())
PDF = {"responses": {200: {"content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}}}}


class OwnCaseOut(CaseOut):
    answers: dict[str, Any] | None = Field(description="Of a draft; what was sent is not given out again")
    missing: dict[str, str] = Field(description="What keeps a draft from being sent, by question")


class AnswersIn(Given):
    answers: dict[str, Any] = Field(
        description="By question key, as the form's JSON Schema says; null takes back"
    )


class AnsweredOut(BaseModel):
    missing: dict[str, str] = Field(description="What is still wanted, by question")
    warnings: dict[str, str] = Field(description="Worth a second look, never a reason to refuse")


class SendIn(Given):
    office: Word | None = Field(
        default=None, description="Another office than that of the place in the answers"
    )


class SentOut(BaseModel):
    reference: str
    pin: str = Field(description="The new PIN; the draft's opens nothing any more")
    office: str
    address: str = Field(description="Where a person follows it in a browser")


class FileOut(BaseModel):
    id: UUID
    pages: int


@router.get("application", response={200: OwnCaseOut, **troubles(401, 404)})
def application(request: HttpRequest) -> OwnCaseOut:
    """Where it stands."""
    page = _page(acting(request))
    is_draft = page.case.status == State.DRAFT
    return OwnCaseOut(
        **of_case(page),
        answers=page.case.answers if is_draft else None,
        missing=_missing(page.case) if is_draft else {},
    )


@router.patch("application/answers", response={200: AnsweredOut, **writing(401, 404, 409)})
def answer(request: HttpRequest, given: AnswersIn) -> AnsweredOut:
    """Some answers, judged as the pages judge them: all are kept, or with a fault none."""
    by = acting(request)
    case = _case(by)
    read = forms.read_values(form_of(case), given.answers, answers=case.answers, today=office_day(clock.now()))
    if read.errors:
        raise Wrong(sentences(read.errors))
    case = cases.answer(case.pk, read.values, by=by, at=clock.now())
    return AnsweredOut(missing=_missing(case), warnings=sentences(read.warnings))


@router.post("application/files/{question}", response={201: FileOut, **sending(401, 404, 409, 429)})
def add_file(request: HttpRequest, question: str, file: UploadedFile = File(...)) -> Status:  # noqa: B008
    """A photo (JPEG, PNG, HEIC) or PDF of at most 10 MB, for a question that takes one; at the server that is named."""
    by = acting(request)
    count(request, "upload")
    _file_question(_case(by), question)
    kept = files.receive_whole(f"case:{by.id}", question_key=question, sent=file.read(), by=by, at=clock.now())
    return Status(201, FileOut(id=kept.pk, pages=kept.pages))


@router.delete("application/files/{question}/{file_id}", response={204: None, **troubles(401, 404, 409)})
def remove_file(request: HttpRequest, question: str, file_id: UUID) -> Status:
    """Take a file off again, before it was sent; twice is once."""
    by = acting(request)
    _file_question(_case(by), question)
    cases.remove_file(by.id, question, file_id, by=by, at=clock.now())
    return Status(204, None)


@router.post("application/submission", response={200: SentOut, **writing(401, 404, 409)})
def submit(request: HttpRequest, given: SendIn, key: OnceKey) -> SentOut:
    """Hand it to an office. Sent twice with one key it is one case, one reference and the same PIN."""
    by = acting(request)
    office = picked_office(_case(by), given.office or "")
    if office is None:
        raise Wrong({"office": _("Pick the office that receives your application.")})
    sent = cases.submit(by.id, office_code=office.code, by=by, at=clock.now(), key=str(key))
    return SentOut(
        reference=sent.reference,
        pin=sent.pin,
        office=sent.case.office_code,
        address=settings.PUBLIC_ORIGIN + reverse("portal:track"),
    )


@router.post("application/paper", response={200: OwnCaseOut, **writing(401, 404, 409)})
def complete(request: HttpRequest, key: MaybeKey = None) -> OwnCaseOut:
    """Send the paper that was asked for, after its file was added."""
    by = acting(request)
    cases.complete(by.id, by=by, at=clock.now(), key=text(key))
    return application(request)


@router.post("application/contest", response={200: OwnCaseOut, **writing(401, 404, 409)})
def contest(request: HttpRequest, key: MaybeKey = None) -> OwnCaseOut:
    """Nothing is missing: the head of unit decides, and the clock runs on."""
    by = acting(request)
    cases.contest_return(by.id, by=by, at=clock.now(), key=text(key))
    return application(request)


@router.post("application/withdrawal", response={200: OwnCaseOut, **writing(401, 404, 409)})
def withdraw(request: HttpRequest, key: MaybeKey = None) -> OwnCaseOut:
    """Take the application back."""
    by = acting(request)
    cases.withdraw(by.id, by=by, at=clock.now(), key=text(key))
    return application(request)


@router.get("application/documents/{token}", response={200: None, **troubles(401, 404)}, openapi_extra=PDF)
def document(request: HttpRequest, token: str) -> HttpResponse:
    """A signed document, once who the applicant is was proved: at a counter, or by `/application/identity`."""
    by = acting(request)
    found = documents.find_by_token(token)
    if found is None or str(found.case_id) != by.id:
        raise Http404
    if not document_access.can_download(by, found, is_proved=is_identity_proved(request, _case(by))):
        raise Http404
    content = documents.file(found)
    document_actions.record_opened(found, by=by, at=clock.now())
    return HttpResponse(content, content_type="application/pdf")


def _case(by: Actor) -> Case:
    case = access.seen_by(by, by.id)
    if case is None:
        raise NotThere
    return case


def _page(by: Actor) -> CasePage:
    page = case_page(by.id, by, clock.now())
    if page is None:
        raise NotThere
    return page


def _missing(case: Case) -> dict[str, str]:
    return sentences(problems(case, today=office_day(clock.now())))


def _file_question(case: Case, key: str) -> None:
    """Only questions that take a file have an address."""
    asked = next((one for one in form_of(case).questions() if one.key == key), None)
    if asked is None or asked.type != "file":
        raise Http404
