"""Figures say what is so, from every web process together, and cost the database a bounded number of short looks."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.db import connection
from prometheus_client.parser import text_string_to_metric_families

from tuntas.config.operations import figures, pulse
from tuntas.platform import clock


def _read() -> dict[tuple[str, ...], float]:
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(figures.exposition().decode())
        for sample in family.samples
    }


@pytest.mark.django_db
def test_says_what_waits_and_what_failed():
    from tuntas.domains.promises.models import Promise

    _job("messages", "todo")
    _job("messages", "failed")
    at = clock.now()
    for minutes in (-5, 5):
        Promise.objects.create(
            subject=f"case:{minutes}",
            kind="deliver",
            service_code="x",
            office_code="x",
            minutes=15,
            started_at=at,
            due_at=at + timedelta(minutes=minutes),
        )
    pulse.Pulse("steward").beat()

    found = _read()

    assert found["tuntas_jobs", "messages", "todo"] == 1
    assert found["tuntas_jobs", "messages", "failed"] == 1
    assert found["tuntas_job_oldest_waiting_seconds",] >= 0
    assert found["tuntas_promises_open",] == 2
    assert found["tuntas_promises_overdue",] == 1
    assert found["tuntas_processes", "steward"] == 1
    assert found["tuntas_process_silent_seconds", "steward"] < 60
    assert found["tuntas_database_up",] == 1
    assert found["tuntas_disk_free_megabytes",] > 0


@pytest.mark.django_db
def test_every_figure_of_the_table_is_there():
    shown = figures.exposition().decode()

    for figure in figures.FIGURES:
        assert f"# HELP {figure.name} " in shown, figure.name
        assert f"`{figure.name}`" in figures.table()
    for name, _meaning in figures.BESIDE:
        assert name.removesuffix("_total") in shown, name


@pytest.mark.django_db
def test_the_number_of_looks_does_not_grow(django_assert_num_queries):
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        figures.exposition()
    for _ in range(50):
        _job("default", "todo")

    with django_assert_num_queries(len(few)):
        figures.exposition()


def test_a_database_that_is_held_up_ends_the_look_and_says_so(own_db, owner, monkeypatch):
    slow = (figures.Figure("tuntas_slow", "Too slow", "select 1 from pg_sleep(20)"), *figures.FIGURES)
    monkeypatch.setattr(figures, "FIGURES", slow)

    found = _read()

    assert found["tuntas_database_up",] == 0
    assert ("tuntas_promises_open",) not in found


def test_the_figures_of_all_processes_are_added_up(tmp_path):
    """Two web processes count; a third one is asked."""
    say = "from tuntas.config.operations import figures as f; f.count_request('/x', 'GET', 200, 0.1)"
    ask = f"{say}; print(f._requests().decode())"
    surroundings = {
        **os.environ,
        "PROMETHEUS_MULTIPROC_DIR": str(tmp_path),
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    run = [sys.executable, "-c"]
    set_up = "import django; django.setup(); "

    for _ in range(2):
        subprocess.run([*run, set_up + say], env=surroundings, check=True)
    told = subprocess.run([*run, set_up + ask], env=surroundings, check=True, capture_output=True, text=True)

    assert 'tuntas_requests_total{method="GET",route="/x",status="200"} 3.0' in told.stdout


def _job(queue: str, state: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into procrastinate_jobs (queue_name, task_name, args, status) values (%s, 'x', '{}', %s)",
            [queue, state],
        )
