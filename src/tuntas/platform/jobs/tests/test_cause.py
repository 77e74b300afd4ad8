"""A line of a job says which job wrote it and which request it follows from; the job itself is told of neither."""

from __future__ import annotations

import pytest
import structlog
from django.db import connection
from structlog.contextvars import bound_contextvars, get_contextvars

from tuntas.platform import jobs

REQUEST = "0af7651916cd43dd8448eb211c80319c"
seen: list[tuple[dict[str, object], dict[str, object]]] = []


def note_surroundings(**ids: int | str) -> None:
    seen.append((ids, get_contextvars()))


def note_and_go_on(**ids: int | str) -> None:
    NOTING.defer(number=2)


def fail(**ids: int | str) -> None:
    raise ValueError("9971065109907771")


NOTING, GOING_ON, FAILING = jobs.job()(note_surroundings), jobs.job()(note_and_go_on), jobs.job()(fail)


@pytest.fixture(autouse=True)
def forget():
    seen.clear()


@pytest.mark.parametrize(
    "defer", [lambda: NOTING.defer(number=1), lambda: NOTING.defer_each([{"number": 1}])], ids=["one", "each"]
)
def test_the_name_of_the_request_goes_with_the_job(db, defer):
    with bound_contextvars(request=REQUEST):
        defer()

    jobs.run_pending()

    ((ids, told),) = seen
    assert ids == {"number": 1}
    assert told == {"request": REQUEST, "job": NOTING.name}
    assert get_contextvars() == {}


def test_what_a_job_defers_follows_from_the_same_request(db):
    with bound_contextvars(request=REQUEST):
        GOING_ON.defer(number=1)

    jobs.run_pending()

    ((_, told),) = seen
    assert told == {"request": REQUEST, "job": NOTING.name}


def test_a_job_that_no_request_caused_names_none(db):
    NOTING.defer(number=1)

    jobs.run_pending()

    ((_, told),) = seen
    assert told == {"job": NOTING.name}


def test_every_failed_try_has_a_line(db):
    with bound_contextvars(request=REQUEST):
        FAILING.defer(number=1)

    processors = [structlog.contextvars.merge_contextvars]
    with structlog.testing.capture_logs(processors) as lines, pytest.raises(ValueError, match="9971"):
        jobs.run_pending()

    (line,) = lines
    assert (line["event"], line["job"], line["request"]) == ("job failed", FAILING.name, REQUEST)


def test_a_job_that_was_given_up_names_its_request_apart_from_its_ids(db):
    with bound_contextvars(request=REQUEST):
        NOTING.defer(number=1)
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_jobs set status = 'failed'")

    (failed,) = jobs.failed()

    assert (failed.ids, failed.request) == ('{"number": 1}', REQUEST)
    assert jobs.try_again(failed.number)
    jobs.run_pending()
    assert seen[0][1]["request"] == REQUEST
