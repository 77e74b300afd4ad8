"""Log lines are records: one line of JSON each, whoever writes them, and never what a resident typed."""

import io
import json
import logging
import logging.config

import pytest
import structlog

from tuntas.config import logs

TYPED = "9971015109900001"


@pytest.fixture
def lines():
    """What is written with the logging of the settings, without touching the run's own."""
    written = io.StringIO()
    formatter = logs.LOGGING["formatters"]["record"]
    handler = logging.StreamHandler(written)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(processors=formatter["processors"]))
    root = logging.getLogger()
    before = root.handlers[:], root.level
    root.handlers[:], root.level = [handler], logging.INFO
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    root.handlers[:], root.level = before


@pytest.mark.parametrize(
    "name", ["django", "django.request", "procrastinate", "procrastinate.worker", "pyhanko"]
)
def test_each_framework_writes_one_record(lines, name):
    logging.getLogger(name).error("Something about %s ended", 17)

    (line,) = lines()
    assert line["event"] == "Something about 17 ended"
    assert line["logger"] == name
    assert line["level"] == "error"
    assert line["timestamp"].endswith("Z")


def test_our_own_lines_go_the_same_way(lines):
    structlog.get_logger("steward").error("duty failed", duty="sweep", faults=2)

    (line,) = lines()
    assert (line["logger"], line["event"], line["duty"], line["faults"]) == (
        "steward",
        "duty failed",
        "sweep",
        2,
    )


def test_the_queues_own_line_names_the_job_and_the_request_that_it_follows_from(lines):
    """As the queue writes it when a job is given up."""
    job = {"task_name": "domains.cases.jobs.settle_case", "task_kwargs": {"fact_id": 7, "_request": "0af7"}}

    logging.getLogger("procrastinate.worker").error("Job ended with status: Error", extra={"job": job})

    (line,) = lines()
    assert (line["job"], line["request"]) == ("domains.cases.jobs.settle_case", "0af7")


@pytest.mark.parametrize("log", [logging.getLogger("django.request"), structlog.get_logger("steward")])
def test_a_fault_shows_where_it_came_from_but_not_what_it_was_about(lines, log):
    try:
        try:
            int(f"{TYPED}!")
        except ValueError as fault:
            raise LookupError(f"no such person: {TYPED}") from fault
    except LookupError:
        log.exception("ended by a fault")

    (line,) = lines()
    assert [fault["kind"] for fault in line["fault"]] == ["builtins.LookupError", "builtins.ValueError"]
    assert "test_logs.py" in line["fault"][0]["places"][-1]
    assert TYPED not in json.dumps(line)


@pytest.mark.django_db
def test_a_database_fault_names_the_constraint_but_not_the_value(lines):
    from django.db import Error, connection, transaction

    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("create temp table typed (nik text, constraint a_nik_is_given_once unique (nik))")
            cursor.execute("insert into typed values (%s), (%s)", [TYPED, TYPED])
    except Error:
        logging.getLogger("django").exception("ended by a fault")

    (line,) = lines()
    cause = line["fault"][-1]
    assert cause["sqlstate"] == "23505"
    assert cause["constraint_name"] == "a_nik_is_given_once"
    assert TYPED not in json.dumps(line)


@pytest.mark.urls(__name__)
def test_a_failing_page_logs_neither_its_body_nor_its_query(lines, client):
    client.raise_request_exception = False

    answer = client.post(f"/broken/?q={TYPED}", {"nik": TYPED})

    assert answer.status_code == 500
    assert [line["logger"] for line in lines()] == ["django.request", "request"]
    assert TYPED not in json.dumps(lines())


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(("method", "status"), [("get", 500), ("post", 403)])
def test_an_address_that_opens_something_is_named_by_its_route(lines, method, status):
    """The link of a draft, the token of a survey: whoever reads the log must not come in by it."""
    from django.test import Client

    browser = Client(raise_request_exception=False, enforce_csrf_checks=True)

    answer = getattr(browser, method)("/broken/mfrggzdfmztwq2lk/page/")

    assert answer.status_code == status
    [line, answered] = lines()
    assert "/broken/<str:link>/page/" in line["event"]
    assert answered["route"] == "/broken/<str:link>/page/"
    assert "mfrggzdfmztwq2lk" not in json.dumps([line, answered])


@pytest.mark.urls(__name__)
def test_an_address_without_a_route_is_named_by_its_beginning(lines, client, settings):
    client.raise_request_exception = False
    settings.MIDDLEWARE = [f"{__name__}.failing_middleware"]

    client.get("/broken/mfrggzdfmztwq2lk/page/")

    [line] = lines()
    assert line["event"] == "Internal Server Error: /broken/…"


def failing_middleware(get_response):
    def fail(request):
        raise ValueError(request.path)

    return fail


def _broken(request, link=""):
    raise ValueError(f"invalid literal: {request.POST['nik']}")


def _sorry(request):
    from django.http import HttpResponse

    return HttpResponse(status=500)


def _urls():
    from django.urls import path

    return [path("broken/", _broken), path("broken/<str:link>/page/", _broken)]


urlpatterns = _urls()
handler500 = _sorry
