"""What the worker does every second: notice what broke."""

from datetime import datetime

from tuntas.domains.promises import actions
from tuntas.platform import clock

BATCH = 100


def look(at: datetime | None = None) -> int:
    """Notice everything that is due now, batch by batch; how many broke. Safe to run in several workers at once.

    `at` is another moment than now for a demonstration that still lives through its past.
    """
    noticed = 0
    while broken := actions.notice_broken(at or clock.now(), BATCH):
        noticed += len(broken)
        if len(broken) < BATCH:
            break
    return noticed
