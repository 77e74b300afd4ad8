"""Whatever goes wrong below /api/, a program reads a problem (RFC 9457) and never a page …"""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from tuntas.config.operations.requests import HEADER
from tuntas.domains.partners.tests.calling import Program

MEMBERS = {"type", "title", "status", "detail", "error"}


@pytest.fixture
def program(db: None) -> Program:
    calling = Program()
    calling.client.raise_request_exception = False
    return calling


def planted(*_args: Any, **_more: Any) -> None:
    raise OperationalError("connection to 10.0.0.7 refused for NIK 9971061402880001")


def is_problem(answer: Any, status: int, error: str) -> dict[str, Any]:
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json")
    body: dict[str, Any] = answer.json()
    assert body.keys() >= MEMBERS
    assert (body["status"], body["error"], body["type"]) == (status, error, "about:blank")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    return body


@pytest.mark.parametrize(
    "where",
    [
        "tuntas.domains.partners.api.everyone.catalogue.services",
        "tuntas.platform.ui.language.LanguageMiddleware.__call__",
    ],
)
def test_a_fault_of_ours_names_the_request_and_nothing_else(
    program: Program, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    monkeypatch.setattr(where, planted)

    answer = program.get("services", **{"Accept-Language": "en"})

    body = is_problem(answer, 500, "broken")
    assert body["detail"].startswith("The fault is ours")
    assert re.fullmatch("[0-9a-f]{32}", body["request"])
    assert body["request"] == answer.headers[HEADER]
    assert "10.0.0.7" not in answer.text


def test_a_page_that_breaks_is_a_page_still(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tuntas.platform.ui.language.LanguageMiddleware.__call__", planted)

    answer = Client(raise_request_exception=False).get("/")

    assert (answer.status_code, answer.headers["Content-Type"].split(";")[0]) == (500, "text/html")


@pytest.mark.parametrize("path", ["/api/", "/api/v2/services", "/api/v1/nothing", "/api/v1/"])
def test_what_is_not_there(program: Program, path: str) -> None:
    is_problem(program.client.get(path), 404, "not_there")


def test_a_method_that_is_not_taken(program: Program) -> None:
    answer = program.ask("PUT", "services")

    is_problem(answer, 405, "wrong_method")
    assert answer.headers["Allow"] == "GET"


def test_what_is_too_large_is_not_read(program: Program) -> None:
    for length in ("300000", "9" * 5000, "٣"):
        answer = program.client.generic(
            "POST", "/api/v1/proofs", "{}", content_type="application/json", CONTENT_LENGTH=length
        )
        is_problem(answer, 413, "too_large")


def test_what_is_of_another_kind_is_not_read(program: Program) -> None:
    answer = program.client.post("/api/v1/proofs", "<a/>", content_type="application/xml")

    is_problem(answer, 415, "wrong_type")


@pytest.mark.parametrize("path", ["/api/v1/services", "/api/elsewhere"])
def test_a_host_that_is_not_ours(program: Program, path: str, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["tuntas.example"]

    is_problem(program.client.get(path, headers={"host": "evil.example"}), 400, "unreadable")


def test_the_description_says_so(program: Program) -> None:
    paths = program.get("openapi.json").json()["paths"]
    answers = [
        one for methods in paths.values() for each in methods.values() for one in each["responses"].items()
    ]

    refusals = [told for status, told in answers if int(status) >= 400]
    assert len(refusals) > 100
    assert all(told["content"].keys() == {"application/problem+json"} for told in refusals)
