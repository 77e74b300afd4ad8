"""Whatever is sent to the interface, it answers as it describes itself, and never with a fault of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.http import HttpRequest
from django.urls import path
from ninja import NinjaAPI
from schemathesis.core.failures import FailureGroup, ServerError
from tests import world as w

from tuntas.domains.partners import tokens
from tuntas.domains.partners.tests.calling import Program
from tuntas.domains.partners.tests.fuzzing import Visitor, fuzz, load

# `TUNTAS_FUZZ_EXAMPLES=500` looks longer, and elsewhere each time.
EXAMPLES = int(os.environ.get("TUNTAS_FUZZ_EXAMPLES", "6"))


SIGNALS = (request_started, request_finished)


class OneConnection(WSGIHandler):
    """A real server gives its connection back around each request; here that would end the test's transaction."""

    def __call__(self, environ: Any, start_response: Any) -> Any:
        for signal in SIGNALS:
            signal.disconnect(close_old_connections)
        return super().__call__(environ, start_response)


@pytest.fixture(autouse=True)
def _given_back_afterwards() -> Iterator[None]:
    yield
    for signal in SIGNALS:
        signal.connect(close_old_connections)


@pytest.fixture(scope="module")
def interface() -> Any:
    return load(OneConnection())


def test_anyone(interface: Any, there: w.World) -> None:
    answered = fuzz(interface, Visitor("anyone"), examples=max(1, EXAMPLES // 2))

    assert {200, 401, 404, 422} <= set(answered)


@pytest.mark.parametrize("stage", ["draft", "submitted", "handed_over"])
def test_an_applicant(interface: Any, there: w.World, stage: str) -> None:
    case = getattr(w, stage)(there.at if stage != "handed_over" else there)
    documents = [one.token for one in w.documents_of(case)] or ["x"]
    blanks = {"question": "kk_file", "token": documents[0]}
    headers = {"Authorization": f"Bearer {tokens.sealed(tokens.proof_of(case.pk))}"}

    visitor = Visitor(stage, headers, blanks)
    answered = fuzz(interface, visitor, examples=EXAMPLES, prefix="/api/v1/application")
    answered += fuzz(interface, visitor, examples=EXAMPLES, prefix="/uploads/application")

    # Now and then schemathesis leaves the token out.
    assert {200, 404, 409, 422} <= set(answered)
    assert answered[401] * 2 < answered.total()


@pytest.mark.parametrize("role", ["officer", "registrar", "head"])
def test_staff(interface: Any, there: w.World, role: str) -> None:
    case = w.taken(there) if role != "registrar" else w.accepted(there)
    program = Program().sign_in(getattr(there, role))
    cookies = {name: one.value for name, one in program.client.cookies.items()}
    headers = {"X-CSRFToken": program.headers["X-CSRFToken"]}
    blanks = {"case_id": str(case.pk), "office": w.OFFICE}

    answered = fuzz(
        interface, Visitor(role, headers, blanks, cookies), examples=EXAMPLES, prefix="/api/v1/desk"
    )

    assert {200, 404, 409, 422} <= set(answered)
    assert not {401, 403} & set(answered)


planted = NinjaAPI(urls_namespace="planted", docs_url=None)


@planted.get("square")
def square(request: HttpRequest, number: int) -> int:
    return 1 // (number - number)


urlpatterns = [path("planted/", planted.urls)]


@pytest.mark.urls(__name__)
def test_finds_a_planted_fault(db: None) -> None:
    schema = load(OneConnection(), "/planted/openapi.json")

    with pytest.raises(FailureGroup) as found:
        fuzz(schema, Visitor("anyone"), examples=5)

    assert any(isinstance(fault, ServerError) for fault in found.value.exceptions)
