"""What the worker does every second: notice what broke."""

from tuntas.domains.promises import actions
from tuntas.platform import clock

BATCH = 100


def look() -> int:
    """Notice everything that is due now, batch by batch; how many broke. Safe to run in several workers at once."""
    noticed = 0
    while broken := actions.notice_broken(clock.now(), BATCH):
        noticed += len(broken)
        if len(broken) < BATCH:
            break
    return noticed
