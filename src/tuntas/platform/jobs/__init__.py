"""Work that happens after the verb: deferred in its transaction, so it happens if and only if that commits.

A job takes only ids, loads by id, and is safe to run twice: a killed worker's job is run again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from django.db import close_old_connections, connection, transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from tuntas.platform import causes

MOST_TRIES = 8
BACK_OFF = RetryStrategy(max_attempts=MOST_TRIES, exponential_wait=3)
log = structlog.get_logger("jobs")

# Jobs that are deferred while a lane is open wait there, out of the workers' reach, for whoever runs that lane.
_lane: ContextVar[str | None] = ContextVar("lane", default=None)


class Job:
    """A function that can be deferred; called directly it simply runs."""

    def __init__(self, function: Callable[..., None], *, queue: str, retry: RetryStrategy | None) -> None:
        self.name = f"{function.__module__.removeprefix('tuntas.')}.{function.__name__}"
        self.function = function
        self.__doc__ = function.__doc__
        self.task = app.task(name=self.name, queue=queue, retry=retry or False)(self._work)

    def __call__(self, **ids: int | str) -> None:
        self.function(**ids)

    def defer(self, *, run_at: datetime | None = None, **ids: int | str) -> None:
        """Put the job into the current transaction, to run at once or at a moment."""
        wrong = [name for name, value in ids.items() if not isinstance(value, (int, str))]
        if wrong:
            raise TypeError(f"{self.name} takes ids (int or str) only, not {', '.join(wrong)}.")
        self._in_lane(**({"schedule_at": run_at} if run_at else {})).defer(**causes.noted(ids))

    def defer_each(self, several: Iterable[Mapping[str, int | str]]) -> None:
        """Put several runs of the job into the current transaction, by one statement."""
        self._in_lane().batch_defer(*map(causes.noted, several))  # type: ignore[arg-type]

    def _in_lane(self, **more: Any) -> Any:
        if lane := _lane.get():
            more["queue"] = lane
        return self.task.configure(**more) if more else self.task

    def run(self, arguments: Mapping[str, Any]) -> None:
        """Run it with the arguments that it was deferred with."""
        with causes.told(self.name, arguments):
            try:
                self.function(**causes.without(arguments))
            except Exception:
                # The queue itself is silent about a fault until the last try, hours later.
                log.warning("job failed", exc_info=True)
                raise

    def _work(self, **arguments: int | str) -> None:
        close_old_connections()
        try:
            self.run(arguments)
        finally:
            close_old_connections()


def job(
    *, queue: str = "default", retry: RetryStrategy | None = BACK_OFF
) -> Callable[[Callable[..., None]], Job]:
    """Make a function a job of a queue; without `retry=None` a fault is tried again with growing waits."""
    return lambda function: Job(function, queue=queue, retry=retry)


@contextmanager
def lane(name: str) -> Iterator[None]:
    """Defer into this lane inside the block: the demonstration's past has its jobs run at moments of the past."""
    before = _lane.set(name)
    try:
        yield
    finally:
        _lane.reset(before)


def queues() -> list[str]:
    """The queues that workers serve: every job's own, and no lane."""
    return sorted({str(task.queue) for task in app.tasks.values() if task.queue})


def run_pending(limit: int = 1000, *, lane: str | None = None) -> int:
    """Run what is waiting, of one lane if it is named, here and now, in the order it was deferred; how many ran.

    For tests and for the demonstration's loading; a fault is raised, not retried.
    """
    ran = 0
    while ran < limit and (waiting := _take_one(lane)):
        name, arguments = waiting
        task: Any = app.tasks[name]
        task.func.__self__.run(arguments)
        ran += 1
    return ran


def rescue_stalled(seconds: float = 10) -> int:
    """Give the jobs of workers that died without a word back to the living; how many.

    A job that killed eight workers is failed: it would take down the next ones too.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "with dead as (delete from procrastinate_workers "
            "where last_heartbeat < now() - %s * interval '1 second' returning id) "
            "select job.id from procrastinate_jobs job where job.status = 'doing' "
            "and (job.worker_id is null or job.worker_id in (select id from dead))",
            [seconds],
        )
        stalled = [row[0] for row in cursor.fetchall()]
        for number in stalled:
            cursor.execute(
                "update procrastinate_jobs set worker_id = null, attempts = attempts + 1, status = (case when "
                "attempts + 1 < %s then 'todo' else 'failed' end)::procrastinate_job_status "
                "where id = %s and status = 'doing'",
                [MOST_TRIES, number],
            )
    return len(stalled)


@dataclass(frozen=True)
class Failed:
    """A job that was given up; `ids` are its arguments, which are never more than ids.

    `request` is the name of the request that it follows from, if one caused it.
    """

    number: int
    name: str
    tries: int
    ids: str
    request: str


def failed() -> list[Failed]:
    """The jobs that were given up, the oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select id, task_name, attempts, (args - %(cause)s)::text, coalesce(args ->> %(cause)s, '') "
            "from procrastinate_jobs where status = 'failed' order by id",
            {"cause": causes.KEY},
        )
        return [Failed(*row) for row in cursor.fetchall()]


def try_again(number: int) -> bool:
    """Let a failed job wait again, with all its tries; whether there was one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "with job as (delete from procrastinate_jobs where id = %s and status = 'failed' "
            "returning queue_name, task_name, args, priority) "
            "insert into procrastinate_jobs (queue_name, task_name, args, priority) select * from job",
            [number],
        )
        return bool(cursor.rowcount)


def _take_one(lane: str | None) -> tuple[str, dict[str, Any]] | None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "delete from procrastinate_jobs where id = (select id from procrastinate_jobs where status = 'todo' "
            "and (%(lane)s::text is null or queue_name = %(lane)s) "
            "and (scheduled_at is null or scheduled_at <= now()) order by priority desc, id limit 1 "
            "for update skip locked) returning task_name, args",
            {"lane": lane},
        )
        row = cursor.fetchone()
    if row is None:
        return None
    return row[0], json.loads(row[1])
