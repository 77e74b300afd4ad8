"""The figures for Prometheus: requests of all web processes, and what the database says at this moment."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import Error, connection, transaction
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector

from . import readiness
from .version import version

CONTENT_TYPE = CONTENT_TYPE_LATEST
# Who watches may not wear out what is watched: every count below ends at 10,000, every statement after two seconds.
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
OWN = CollectorRegistry()
REQUESTS = Counter(
    "tuntas_requests",
    "Requests answered, by route, method and status",
    ("route", "method", "status"),
    registry=OWN,
)
SECONDS = Histogram(
    "tuntas_request_seconds", "Seconds until a request was answered", ("route",), buckets=BUCKETS, registry=OWN
)


@dataclass(frozen=True)
class Figure:
    """One figure that the database is asked for: its labels come first in each row, its value last."""

    name: str
    meaning: str
    statement: str
    labels: tuple[str, ...] = ()


FIGURES = (
    Figure(
        "tuntas_jobs",
        "Jobs by queue and state (todo, doing, failed); counted up to 10,000",
        "select queue_name, status::text, count(*) from (select queue_name, status from procrastinate_jobs "
        "where status in ('todo', 'doing', 'failed') limit 10000) few group by 1, 2",
        ("queue", "state"),
    ),
    Figure(
        "tuntas_job_oldest_waiting_seconds",
        "How long the oldest job that may run has waited; 0 when none waits",
        "select coalesce(extract(epoch from now() - min(coalesce(job.scheduled_at, event.at))), 0) from "
        "(select id, scheduled_at from procrastinate_jobs where status = 'todo' order by id limit 10000) job "
        "join procrastinate_events event on event.job_id = job.id and event.type = 'deferred' "
        "where job.scheduled_at is null or job.scheduled_at <= now()",
    ),
    Figure(
        "tuntas_messages",
        "Messages of the outbox that have not left, by state; counted up to 10,000",
        "select state, count(*) from (select state from messaging_message "
        "where state in ('queued', 'sending', 'uncertain', 'dead') limit 10000) few group by 1",
        ("state",),
    ),
    Figure(
        "tuntas_journal_facts_waiting",
        "Facts without a place in the tree",
        "select count(*) from (select 1 from journal_pending limit 10000) few",
    ),
    Figure(
        "tuntas_journal_behind_seconds",
        "Age of the oldest fact that no signed checkpoint covers",
        readiness.BEHIND,
    ),
    Figure(
        "tuntas_journal_checkpoint_size",
        "Facts under the latest signed checkpoint",
        "select coalesce(max(size), 0) from journal_checkpoint",
    ),
    Figure(
        "tuntas_journal_checkpoint_age_seconds",
        "Time since the latest checkpoint was signed; grows in a quiet night",
        "select extract(epoch from now() - signed_at) from journal_checkpoint order by size desc limit 1",
    ),
    Figure(
        "tuntas_promises_open",
        "Promises that run or pause; counted up to 10,000",
        "select count(*) from (select 1 from promises_promise where ended_at is null limit 10000) few",
    ),
    Figure(
        "tuntas_promises_overdue",
        "Promises that run and are past their due time; counted up to 10,000",
        "select count(*) from (select 1 from promises_promise "
        "where state = 'running' and due_at < now() limit 10000) few",
    ),
    Figure(
        "tuntas_process_silent_seconds",
        "Time since the freshest process of a kind (web, steward, worker) showed that it lives",
        "select kind, extract(epoch from now() - max(seen_at)) from house_process group by 1",
        ("kind",),
    ),
    Figure(
        "tuntas_processes",
        "Processes that showed within 20 seconds that they live, by kind",
        "select kind, count(*) from house_process where seen_at > now() - interval '20 seconds' group by 1",
        ("kind",),
    ),
    Figure(
        "tuntas_backup_age_seconds",
        "Time since the last whole backup was begun; missing while there is none",
        "select extract(epoch from now() - at) from house_moment where name = 'backup'",
    ),
    Figure(
        "tuntas_uploads_open",
        "Uploads that have begun and not ended; counted up to 10,000",
        "select count(*) from (select 1 from files_upload where state = 'open' limit 10000) few",
    ),
)
# (name, meaning) of what is counted in the processes or looked up beside the database.
BESIDE = (
    ("tuntas_requests_total", "Requests answered, by `route`, `method` and `status`"),
    ("tuntas_request_seconds", "Histogram of the seconds until a request was answered, by `route`"),
    ("tuntas_database_up", "1 when the database answered all of the following, else 0"),
    ("tuntas_disk_free_megabytes", "Room under the folder of files"),
    ("tuntas_version_info", "Always 1; `version` names the code"),
)


def count_request(route: str, method: str, status: int, seconds: float) -> None:
    """Write one answered request down; routes are the code's own, so that there are never more than a few hundred."""
    REQUESTS.labels(route, method, str(status)).inc()
    SECONDS.labels(route).observe(seconds)


def exposition() -> bytes:
    """All figures in the form that Prometheus reads."""
    shown = CollectorRegistry()
    shown.register(_Now())  # type: ignore[arg-type]
    return _requests() + generate_latest(shown)


def _requests() -> bytes:
    """Those of every web process of the group, when it is one; else this process' own."""
    folder = os.environ.get("PROMETHEUS_MULTIPROC_DIR")
    if not folder or not os.path.isdir(folder):
        return generate_latest(OWN)
    together = CollectorRegistry()
    MultiProcessCollector(together, path=folder)  # type: ignore[no-untyped-call]
    return generate_latest(together)


class _Now:
    """What holds at the moment of asking."""

    def collect(self) -> Iterator[Metric]:
        yield _gauge("tuntas_version_info", "Always 1", [(version(), 1)], ("version",))
        yield _gauge(
            "tuntas_disk_free_megabytes", "Room under the folder of files", [(readiness.free_megabytes(),)]
        )
        answered = True
        for figure in FIGURES:
            rows = _rows(figure.statement) if answered else None
            answered = rows is not None
            yield _gauge(figure.name, figure.meaning, rows or [], figure.labels)
        yield _gauge("tuntas_database_up", "1 when the database answered", [(int(answered),)])


def _rows(statement: str) -> list[tuple[object, ...]] | None:
    """The rows, or None when the database did not answer in time."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("set local statement_timeout = '2s'")
            cursor.execute(statement)
            return list(cursor.fetchall())
    except Error:
        return None


def _gauge(
    name: str, meaning: str, rows: list[tuple[object, ...]], labels: tuple[str, ...] = ()
) -> GaugeMetricFamily:
    gauge = GaugeMetricFamily(name, meaning, labels=labels)
    for *named, value in rows:
        if value is not None:
            gauge.add_metric([str(one) for one in named], float(value))  # type: ignore[arg-type]
    return gauge


def table() -> str:
    """The figures as a page of docs/reference."""
    rows = [f"| `{name}` | {meaning} |" for name, meaning in BESIDE]
    for figure in FIGURES:
        labels = f" (by {', '.join(f'`{one}`' for one in figure.labels)})" if figure.labels else ""
        rows.append(f"| `{figure.name}` | {figure.meaning}{labels} |")
    return "# Figures at `/metrics`\n\n| Name | What it says |\n|---|---|\n" + "\n".join(rows) + "\n"
