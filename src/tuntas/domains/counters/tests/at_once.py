"""Verbs of several people at the same moment, each in a thread of its own."""

import threading
import time
from collections.abc import Callable

from django.db import connection, transaction

Verb = Callable[[], object]


def at_once(*verbs: Verb) -> list[Exception]:
    """All at the same moment; the faults."""
    meeting: threading.Barrier = threading.Barrier(len(verbs))
    faults: list[Exception] = []

    def one(verb: Verb) -> None:
        try:
            meeting.wait()
            verb()
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(verb,)) for verb in verbs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return faults


def before_the_end_of(first: Verb, second: Verb) -> list[Exception]:
    """`first` is done and not yet kept while `second` begins, waits for it or goes on; the faults of `second`."""
    faults: list[Exception] = []
    other = threading.Thread(target=lambda: faults.extend(at_once(second)))
    with transaction.atomic():
        first()
        other.start()
        until = time.monotonic() + 30
        while other.is_alive() and not _somebody_waits_for_us() and time.monotonic() < until:
            time.sleep(0.01)
    other.join()
    return faults


def _somebody_waits_for_us() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "select exists (select from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid)))"
        )
        return bool(cursor.fetchone()[0])
