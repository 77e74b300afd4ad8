"""Every refusal in one form: a word for the program, a sentence for its user, and the fields when some are wrong."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from pydantic import BaseModel, Field

from tuntas.domains.cases.actions import Incomplete
from tuntas.platform.decisions import NotThere, Refused
from tuntas.platform.files.decoding import Busy
from tuntas.platform.files.refusals import FileRefused
from tuntas.platform.forms import Problem
from tuntas.platform.limits import TooMany

from .answers import PROBLEM, answer, not_there


class Trouble(BaseModel):
    """What every refusal looks like (RFC 9457)."""

    type: str = Field(description="Always about:blank: `error` says more")
    title: str = Field(description="What the status is called")
    status: int
    detail: str = Field(description="A sentence for the person who uses the program, in the language asked for")
    error: str = Field(description="A word that stays the same: not_there, refused, invalid …")
    request: str | None = Field(default=None, description="With a fault of ours: by this name we find it")
    fields: dict[str, str] | None = Field(default=None, description="The sentence for each field that is wrong")


class Wrong(Exception):
    """Answers that cannot be taken: the sentence of each question, by its key."""

    def __init__(self, fields: dict[str, Any]) -> None:
        super().__init__("Some answers cannot be taken.")
        self.fields = fields


def sentences(problems: Iterable[Problem]) -> dict[str, str]:
    """The page's own sentence for each field, the first one where there are several."""
    found: dict[str, str] = {}
    for problem in problems:
        found.setdefault(problem.name, str(problem.message))
    return found


def wrong(fields: dict[str, Any]) -> HttpResponse:
    return answer(422, "invalid", _("Something in what was sent cannot be taken."), fields=fields)


def _invalid(request: HttpRequest, fault: ValidationError) -> HttpResponse:
    return wrong({_place(one): _sentence(one) for one in fault.errors})


def _place(error: dict[str, Any]) -> str:
    """Where it stands: `body.pin`; ninja puts the name of our own argument between, which says nothing."""
    parts = [str(part) for part in error["loc"] if part != "given"]
    return ".".join(parts)[:200]


def _sentence(error: dict[str, Any]) -> str:
    return _("This is missing.") if error["type"] == "missing" else _("This cannot be taken as it is.")


def _http(request: HttpRequest, fault: HttpError) -> HttpResponse:
    if fault.status_code == 403:
        return answer(403, "forged", _("The header X-CSRFToken is missing or has grown old."))
    return answer(fault.status_code, "unreadable", _("What was sent cannot be read."))


def _unreadable(request: HttpRequest, fault: Exception) -> HttpResponse:
    return answer(400, "unreadable", _("What was sent cannot be read."))


def _signed_out(request: HttpRequest, fault: AuthenticationError) -> HttpResponse:
    response = answer(401, "not_proved", _("Prove first who you are: the token is missing or has grown old."))
    response.headers["WWW-Authenticate"] = "Bearer"
    return response


def _nowhere(request: HttpRequest, fault: Exception) -> HttpResponse:
    return not_there()


def _busy(request: HttpRequest, fault: Busy) -> HttpResponse:
    text = _("Many files are being checked at this moment. Send it again in a minute.")
    return answer(429, "too_many", text, retry_after=30)


def _too_many(request: HttpRequest, fault: TooMany) -> HttpResponse:
    text = _("Too many at once. Wait as long as the header Retry-After says, then go on.")
    return answer(429, "too_many", text, retry_after=math.ceil(fault.wait.total_seconds()))


def _file_refused(request: HttpRequest, fault: FileRefused) -> HttpResponse:
    return wrong({"file": fault})


def _refused(request: HttpRequest, fault: Refused) -> HttpResponse:
    return answer(409, "refused", fault)


def _incomplete(request: HttpRequest, fault: Incomplete) -> HttpResponse:
    return answer(422, "invalid", _("Some answers are still missing."), fields=sentences(fault.problems))


def _wrong(request: HttpRequest, fault: Wrong) -> HttpResponse:
    return wrong(fault.fields)


HANDLERS: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
    AuthenticationError: _signed_out,
    Busy: _busy,
    FileRefused: _file_refused,
    Http404: _nowhere,
    HttpError: _http,
    Incomplete: _incomplete,
    MultiPartParserError: _unreadable,
    NotThere: _nowhere,
    Refused: _refused,
    SuspiciousOperation: _unreadable,
    TooMany: _too_many,
    ValidationError: _invalid,
    Wrong: _wrong,
}


def speak_through(api: NinjaAPI) -> None:
    """Let the interface answer every refusal this way."""
    for kind, handler in HANDLERS.items():
        api.add_exception_handler(kind, handler)


def as_problems(description: dict[str, Any]) -> dict[str, Any]:
    """The description with the media type that refusals have; ninja knows only one."""
    for methods in description["paths"].values():
        for operation in methods.values():
            for status, told in operation["responses"].items():
                if int(status) >= 400 and "content" in told:
                    told["content"] = {PROBLEM: told["content"].pop("application/json")}
    return description


def troubles(*statuses: int) -> dict[int, type[Trouble]]:
    """What an operation may answer besides what it is for, for its description; these three are always possible."""
    return dict.fromkeys((400, 422, 500, *statuses), Trouble)


def writing(*statuses: int) -> dict[int, type[Trouble]]:
    """The same for an operation that something is sent to."""
    return troubles(413, 415, *statuses)


def sending(*statuses: int) -> dict[int, type[Trouble]]:
    """The same for one that takes a file: the live process before it says these."""
    return writing(408, 502, 503, *statuses)
