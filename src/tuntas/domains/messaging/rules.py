"""When a message is tried again, when a code ends, and how an address is compared and masked."""

from __future__ import annotations

from datetime import datetime, timedelta

# Six tries over a day: a mail server that is down for a morning loses nothing, and nobody is written to for a week.
WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=5),
    timedelta(hours=18),
)
MOST_TRIES = len(WAITS) + 1
# Longer than every time-out of one sending together: who is silent for so long is dead, not slow.
SENDING_TAKES_AT_MOST = timedelta(minutes=3)

CODE_LASTS = timedelta(minutes=10)  # OWASP ASVS 5.0, 6.5.5: a code that goes out of band ends after ten minutes
CODE_TRIES = 5
CODES_PER_ADDRESS = 3
SAME_ASKING = timedelta(minutes=1)  # a form sent twice is one code
CODES_COUNTED_FOR = timedelta(minutes=30)
ENDED_KEPT_FOR = timedelta(hours=1)


def next_try(tries: int, at: datetime) -> datetime | None:
    """When a message that failed `tries` times is tried again; None when it is given up."""
    return at + WAITS[tries - 1] if tries < MOST_TRIES else None


def same_address(address: str) -> str:
    """The form in which addresses are compared: two spellings of one mailbox are one."""
    return address.strip().casefold()


def masked_address(address: str) -> str:
    """First letter, stars, and the domain: enough to recognise one's own."""
    name, _at, domain = address.rpartition("@")
    return f"{name[:1]}{'*' * max(len(name) - 1, 2)}@{domain}"
