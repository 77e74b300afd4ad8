"""Jobs of the tests alone. The slow one says that it is in the middle, waits to be let go, leaves one line per end.

Its worker says when it was told to stop."""

from __future__ import annotations

import os
import time
from pathlib import Path

from django.db import transaction

from tuntas.platform.jobs import job

FOLDER = Path(os.environ.get("TUNTAS_TEST_JOBS", "/nonexistent"))


@job()
def slow_job(name: str) -> None:
    with (FOLDER / f"{name}.begun").open("a") as begun:
        begun.write(f"{os.getpid()}\n")
    while not (FOLDER / "go").exists():
        time.sleep(0.05)
    with (FOLDER / f"{name}.ended").open("a") as ended:
        ended.write(f"{os.getpid()}\n")


@job()
def takes_back() -> None:
    with transaction.atomic():
        slow_job.defer(name="taken-back")
        transaction.set_rollback(True)
    with transaction.atomic():
        slow_job.defer(name="kept")


if __name__ == "__main__":
    import django

    django.setup()
    from procrastinate.worker import Worker

    from tests.robustness import slow_jobs  # noqa: F401 – under its own name, as it was deferred
    from tuntas.config import worker

    def stop(self: Worker) -> None:
        stop_really(self)
        (FOLDER / "told").touch()

    stop_really, Worker.stop = Worker.stop, stop
    # Beside other tests there may be no processor that nobody else wants.
    worker._step_back = lambda: None
    worker.main()
