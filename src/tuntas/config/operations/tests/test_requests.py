"""Each request has a name, one line and its figures, and none of them tells whom it was about."""

from __future__ import annotations

import io
import json
import logging
import re

import pytest
import structlog
from django.http import HttpResponse
from django.urls import path
from tests.secrets.marks import Mark

from tuntas.config import logs
from tuntas.config.operations import figures
from tuntas.platform import jobs

MARKS = [Mark("number", "9971065109907771"), Mark("name", "KANARI JALAN"), Mark("link", "mfrggzdfmztwq2lk")]


@pytest.fixture
def lines():
    """What is written at the level of a production system, with the logging of the settings."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    processors = logs.LOGGING["formatters"]["record"]["processors"]
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(processors=processors))
    root = logging.getLogger()
    before = root.handlers[:], root.level
    root.handlers[:], root.level = [handler], logging.INFO
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    root.handlers[:], root.level = before


@pytest.mark.urls(__name__)
def test_one_line_says_what_was_answered(lines, client):
    answer = client.get("/there/mfrggzdfmztwq2lk/?nik=9971065109907771")

    (line,) = lines()
    assert (line["event"], line["route"], line["method"], line["status"]) == (
        "answered",
        "/there/<str:link>/",
        "GET",
        200,
    )
    assert line["request"] == answer["X-Request-Id"]
    assert line["ms"] >= 0
    assert line["actor"] == "-"


@pytest.mark.urls(__name__)
def test_every_line_of_a_request_carries_its_name(lines, client):
    client.raise_request_exception = False

    answer = client.get("/broken/mfrggzdfmztwq2lk/")

    assert answer.status_code == 500
    names = {line["request"] for line in lines()}
    assert names == {answer["X-Request-Id"]}
    assert {line["event"] for line in lines()} >= {"a line of a view", "answered"}


@pytest.mark.urls(__name__)
def test_a_line_of_a_job_carries_the_name_of_the_request_that_deferred_it(lines, client, db):
    answer = client.get("/later/")

    jobs.run_pending()

    (line,) = [line for line in lines() if line["event"] == "a line of a job"]
    assert line["request"] == answer["X-Request-Id"]
    assert line["job"] == _LATER.name


@pytest.mark.urls(__name__)
def test_two_requests_have_two_names_and_the_next_line_has_none(lines, client):
    first, second = client.get("/there/a/"), client.get("/there/b/")
    structlog.get_logger("steward").info("between two requests")

    assert first["X-Request-Id"] != second["X-Request-Id"]
    assert "request" not in lines()[-1]


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("peer", "given", "kept"),
    [
        ("10.0.0.1", "0af7651916cd43dd8448eb211c80319c", True),
        ("10.0.0.1", "0AF76519-16CD-43DD-8448-EB211C80319C", True),
        ("10.0.0.1", "9971065109907771", False),
        ("10.0.0.1", "KANARI JALAN", False),
        ("10.0.0.1", "0af7651916cd43dd8448eb211c80319c\r\nforged: 1", False),
        ("192.0.2.7", "0af7651916cd43dd8448eb211c80319c", False),
    ],
)
def test_a_name_is_taken_only_from_our_own_proxy(client, settings, peer, given, kept):
    settings.TUNTAS_PROXIES = frozenset({"10.0.0.1"})

    answer = client.get("/there/a/", headers={"x-request-id": given}, REMOTE_ADDR=peer)

    assert (answer["X-Request-Id"] == given.lower()) is kept
    assert re.fullmatch(r"[0-9a-f-]{32,36}", answer["X-Request-Id"])


@pytest.mark.urls(__name__)
def test_nothing_that_a_resident_gave_stands_in_a_line_or_a_figure(lines, client, settings):
    settings.TUNTAS_PROXIES = frozenset({"10.0.0.1"})
    client.raise_request_exception = False

    for mark in MARKS:
        for where in ("/there/{}/", "/broken/{}/", "/nowhere/{}/", "/{}", "/there/a/?q={}"):
            for method in ("get", "post"):
                send = getattr(client, method)
                send(
                    where.format(mark.value),
                    {"typed": mark.value},
                    headers={"user-agent": mark.value, "referer": mark.value, "x-request-id": mark.value},
                    REMOTE_ADDR="10.0.0.1",
                )
        client.generic(mark.value.split()[0], "/there/a/")

    shown = json.dumps(lines()).encode() + figures._requests()
    assert len(lines()) > 30
    assert [mark.name for mark in MARKS if mark.stands_in(shown)] == []


@pytest.mark.urls(__name__)
def test_a_view_that_writes_its_address_would_be_found(lines, client):
    structlog.get_logger("request").info("answered", route=f"/there/{MARKS[2].value}/")

    assert MARKS[2].stands_in(json.dumps(lines()).encode())


@pytest.mark.urls(__name__)
def test_a_request_is_counted_by_its_route(client):
    before = _value("tuntas_requests_total", route="/there/<str:link>/", method="GET", status="200")

    client.get("/there/a/")
    client.get("/there/b/")

    after = _value("tuntas_requests_total", route="/there/<str:link>/", method="GET", status="200")
    assert after - before == 2
    assert _value("tuntas_request_seconds_count", route="/there/<str:link>/") >= 2


@pytest.mark.urls(__name__)
def test_an_answer_is_given_although_it_cannot_be_counted(client, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(figures, "count_request", full)

    assert client.get("/there/a/").status_code == 200


@pytest.mark.urls(__name__)
def test_unknown_addresses_and_methods_make_no_new_figure(client):
    client.get("/nowhere/1/")
    client.generic("GUESS", "/there/a/")
    before = figures._requests().count(b"\n")

    for number in range(20):
        client.get(f"/nowhere/{number}x/")
        client.generic(f"GUESS{number}", "/there/a/")

    assert figures._requests().count(b"\n") == before


def _value(name: str, **labels: str) -> float:
    return figures.OWN.get_sample_value(name, labels) or 0


def _there(request, link):
    return HttpResponse()


def _write_a_line(number):
    structlog.get_logger("job").info("a line of a job")


_LATER = jobs.job()(_write_a_line)


def _later(request):
    _LATER.defer(number=1)
    return HttpResponse()


def _broken(request, link):
    structlog.get_logger("view").warning("a line of a view")
    raise ValueError(request.path)


def _sorry(request, exception=None):
    return HttpResponse(status=500)


def _not_here(request, exception=None):
    return HttpResponse(status=404)


urlpatterns = [path("there/<str:link>/", _there), path("broken/<str:link>/", _broken), path("later/", _later)]
handler500 = _sorry
handler404 = _not_here
