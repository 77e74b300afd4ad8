"""What anyone may ask: services, where they are served, whether a document is ours, and where the figures are."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import reverse
from ninja import Query, Router
from pydantic import BaseModel, Field, StringConstraints

from tuntas.domains.cases import queries as cases
from tuntas.domains.catalogue import queries as catalogue
from tuntas.domains.catalogue.rules import Service
from tuntas.domains.documents import queries as documents
from tuntas.domains.offices import queries as offices
from tuntas.platform import clock, forms

from ..limits import count
from ..problems import troubles, writing
from ..words import Given, Word

router = Router(tags=["everyone"])


class PromiseOut(BaseModel):
    minutes: int = Field(description="Office minutes from the complete file to the last promised document")
    confirmed: bool


class ServiceRow(BaseModel):
    code: str
    version: int
    name: str
    summary: str
    fee: int = Field(description="In rupiah")
    promise: PromiseOut | None


class PaperOut(BaseModel):
    key: str
    name: str
    question: str = Field(description="The question that takes its photo")


class RequirementOut(BaseModel):
    key: str
    name: str
    papers: list[PaperOut] = Field(description="Any one of these meets it")


class ServiceOut(ServiceRow):
    accept_within_minutes: int
    requirements: list[RequirementOut]
    outputs: list[str]
    # A property of its own name: the form's description is a JSON Schema itself.
    form: dict[str, Any] = Field(description="JSON Schema (2020-12) of the answers")


class OfficeOut(BaseModel):
    code: str
    name: str
    kind: str
    region: str


class RegionOut(BaseModel):
    code: str
    name: str


class HashIn(Given):
    sha256: Annotated[str, StringConstraints(pattern="^[0-9a-fA-F]{64}$")] = Field(
        description="Of the whole file"
    )


class VerdictOut(BaseModel):
    answer: documents.Answer
    checked_at: datetime
    kind: str
    office: str
    masked_name: str
    is_specimen: bool


class FiguresOut(BaseModel):
    addresses: dict[str, str]


@router.get("services", response={200: list[ServiceRow], **troubles()})
def services(request: HttpRequest) -> list[ServiceRow]:
    """Every service that can be asked for today."""
    today = _today()
    return [ServiceRow(**_row(one, today)) for one in catalogue.services(today)]


@router.get("services/{code}", response={200: ServiceOut, **troubles(404)})
def service(request: HttpRequest, code: str) -> ServiceOut:
    """One service with its papers and its form."""
    found, today = _service(code), _today()
    return ServiceOut(
        **_row(found, today),
        accept_within_minutes=found.accept_within_minutes,
        requirements=[
            RequirementOut(
                key=one.key,
                name=str(one.name),
                papers=[
                    PaperOut(key=paper.key, name=str(paper.name), question=paper.question)
                    for paper in one.papers
                ],
            )
            for one in found.requirements
        ],
        outputs=[str(one.name) for one in found.outputs],
        form=forms.json_schema(found.form),
    )


@router.get("services/{code}/offices", response={200: list[OfficeOut], **troubles(404)})
def serving_offices(
    request: HttpRequest,
    code: str,
    place: Annotated[Word, Query(description="A name, or the code of a region")],
) -> list[OfficeOut]:
    """Offices that serve it whose place is called so: kelurahan first, then kecamatan, then cities."""
    return [
        OfficeOut(code=one.code, name=one.name, kind=one.kind, region=one.region_code)
        for one in cases.offices_named(_service(code), place)
    ]


@router.get("regions", response={200: list[RegionOut], **troubles()})
def regions(
    request: HttpRequest, within: Annotated[Word | None, Query(description="A region's code")] = None
) -> list[RegionOut]:
    """The cities, or what lies within a region."""
    return [RegionOut(code=code, name=name) for code, name in offices.region_options(parent=within or "")]


@router.get("verification/{token}", response={200: VerdictOut, **troubles(404, 429)})
def verify_token(request: HttpRequest, token: str) -> VerdictOut:
    """What stands behind the code that is printed on a document; `not_ours` is an answer, not an error."""
    count(request, "verify")
    return _verdict(documents.verify_token(token, at=clock.now()))


@router.post("verification", response={200: VerdictOut, **writing(429)})
def verify_hash(request: HttpRequest, given: HashIn) -> VerdictOut:
    """Whether a file is one that we issued, by its SHA-256: the file stays with whoever asks."""
    count(request, "verify")
    return _verdict(documents.verify_hash(given.sha256, at=clock.now()))


@router.get("figures", response={200: FiguresOut, **troubles()})
def figures(request: HttpRequest) -> FiguresOut:
    """Where the public figures are as JSON, the page of the journal, and its latest checkpoint (signed note)."""
    here = {
        "scoreboard": reverse("public:scoreboard_file", args=["json"]),
        "journal": reverse("public:journal"),
        "checkpoint": reverse("journal:checkpoint"),
    }
    return FiguresOut(addresses={name: settings.PUBLIC_ORIGIN + path for name, path in here.items()})


def _service(code: str) -> Service:
    try:
        return catalogue.service(code, _today())
    except catalogue.NoSuchService:
        raise Http404 from None


def _row(service: Service, today: date) -> dict[str, Any]:
    term = service.promise(today)
    return {
        "code": service.code,
        "version": service.version,
        "name": str(service.name),
        "summary": str(service.summary),
        "fee": service.fee.amount,
        "promise": PromiseOut(minutes=term.minutes, confirmed=term.confirmed) if term else None,
    }


def _verdict(found: documents.Verdict) -> VerdictOut:
    return VerdictOut(
        answer=found.answer,
        checked_at=found.checked_at,
        kind=found.kind,
        office=found.office,
        masked_name=found.masked_name,
        is_specimen=found.is_specimen,
    )


def _today() -> date:
    return offices.office_day(clock.now())
