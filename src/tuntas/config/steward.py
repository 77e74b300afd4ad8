"""The one process that keeps time: orders and signs the journal, notices broken promises, rescues jobs, sweeps."""

from __future__ import annotations

import os
import signal
import threading

import django
import structlog

from tuntas.config import schedule
from tuntas.config.schedule import Duty

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tuntas.config.settings")
log = structlog.get_logger("steward")
LONGEST_PAUSE_SECONDS = 30
# Who rests so long gives the connection back: a dozen that do nothing would cost the database a hundred megabytes.
SELDOM_SECONDS = 10


def keep(duty: Duty, stopping: threading.Event) -> None:
    """Do a duty until told to stop; a fault is logged and tried again, ever more slowly up to half a minute."""
    from django.db import close_old_connections, connection

    faults = 0
    while not stopping.is_set():
        try:
            close_old_connections()
            duty.do()
            faults = 0
        except Exception:
            faults += 1
            log.exception("duty failed", duty=duty.name, faults=faults)
            connection.close()
        pause = duty.every_seconds if not faults else min(2 ** min(faults, 5), LONGEST_PAUSE_SECONDS)
        if pause >= SELDOM_SECONDS:
            connection.close()
        stopping.wait(pause)
    connection.close()


def main() -> None:
    django.setup()
    from tuntas.config import logs, start
    from tuntas.config.operations import pulse

    logs.keep_last_words()
    start.refuse_unsafe(needs=start.STEWARD_KEYS)
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    threads = [
        threading.Thread(target=keep, args=(duty, stopping), name=duty.name) for duty in schedule.duties()
    ]
    with pulse.beating("steward"):
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


if __name__ == "__main__":
    main()
