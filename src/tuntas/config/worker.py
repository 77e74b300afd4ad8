"""Runs jobs until it is told to stop; several of these may run."""

from __future__ import annotations

import asyncio
import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tuntas.config.settings")


def main() -> None:
    _step_back()
    django.setup()
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.utils import connector_params
    from procrastinate.psycopg_connector import PsycopgConnector

    from tuntas.config import logs, start
    from tuntas.config.operations import pulse

    logs.keep_last_words()
    start.refuse_unsafe(needs=start.ALL_KEYS)
    # One job at a time needs few connections; the pool would keep four for each worker.
    connector = PsycopgConnector(kwargs=connector_params(), min_size=1, max_size=4)
    # What a job defers belongs to its own transaction: it goes through that connection, as everywhere else.
    connector.get_sync_connector = app.connector.get_sync_connector  # type: ignore[method-assign]
    with pulse.beating("worker"), app.replace_connector(connector) as working:
        asyncio.run(_run(working))


def _step_back() -> None:
    """Run when nobody else wants the processor. A document may wait a second, a person at a counter may not.

    A low priority alone is not enough: a page that wakes up would still wait for the end of the worker's turn.
    """
    os.nice(19)
    if hasattr(os, "SCHED_IDLE"):
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))


async def _run(working: object) -> None:
    from tuntas.platform import jobs

    async with working.open_async():  # type: ignore[attr-defined]
        await working.run_worker_async(  # type: ignore[attr-defined]
            queues=jobs.queues(),
            concurrency=1,
            delete_jobs="successful",
            update_heartbeat_interval=2,
            stalled_worker_timeout=10,
            shutdown_graceful_timeout=10,
            fetch_job_polling_interval=2,
        )


if __name__ == "__main__":
    main()
