"""An appointment as a calendar file (RFC 5545): moments in UTC, so that no time zone has to be described."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr
from hashlib import sha256

LONGEST_LINE = 75  # octets, RFC 5545 section 3.1
# Sequence numbers are seconds since then: whoever moves twice in a minute has two, and they fit 31 bits until 2088.
COUNTED_FROM = datetime(2020, 1, 1, tzinfo=UTC)
REMIND_BEFORE = timedelta(hours=1)


@dataclass(frozen=True)
class Entry:
    """What stands in somebody's calendar. Calendars are shared, so the page's address is not in it."""

    token: str
    starts_at: datetime
    ends_at: datetime
    changed_at: datetime
    is_cancelled: bool
    from_whom: str  # a message to a calendar names its sender (RFC 5546): the agency …
    sender: str  # … and its e-mail address
    title: str
    place: str
    about: str


def method(entry: Entry) -> str:
    """What a calendar does with it: keep it, or take it out."""
    return "CANCEL" if entry.is_cancelled else "PUBLISH"


def calendar_file(entry: Entry, *, at: datetime) -> bytes:
    """One event. Moved or cancelled it replaces what a calendar has, because its name stays and its number grows."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Tuntas//Janji temu//ID",
        f"METHOD:{method(entry)}",
        "BEGIN:VEVENT",
        f"UID:{sha256(entry.token.encode()).hexdigest()[:32]}@tuntas",
        f"SEQUENCE:{int((entry.changed_at - COUNTED_FROM).total_seconds())}",
        f"DTSTAMP:{_moment(at)}",
        f"LAST-MODIFIED:{_moment(entry.changed_at)}",
        f'ORGANIZER;CN="{_plain(entry.from_whom).replace(chr(34), "")}":mailto:{parseaddr(entry.sender)[1]}',
        f"DTSTART:{_moment(entry.starts_at)}",
        f"DTEND:{_moment(entry.ends_at)}",
        f"SUMMARY:{_text(entry.title)}",
        f"LOCATION:{_text(entry.place)}",
        f"DESCRIPTION:{_text(entry.about)}",
        f"STATUS:{'CANCELLED' if entry.is_cancelled else 'CONFIRMED'}",
        *([] if entry.is_cancelled else _reminder(entry.title)),
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{piece}\r\n" for line in lines for piece in _folded(line)).encode()


def _reminder(title: str) -> list[str]:
    minutes = int(REMIND_BEFORE.total_seconds() // 60)
    return [
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"TRIGGER:-PT{minutes}M",
        f"DESCRIPTION:{_text(title)}",
        "END:VALARM",
    ]


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(text: str) -> str:
    lines = (_plain(line) for line in text.splitlines())
    return "\\n".join(re.sub(r"([\\;,])", r"\\\1", line) for line in lines)


def _plain(text: str) -> str:
    """Without control characters: a calendar file may not hold any."""
    return "".join(sign if sign.isprintable() else " " for sign in text)


def _folded(line: str) -> Iterator[str]:
    """No piece longer than 75 octets, none cut within a character; what follows begins with a space."""
    piece = ""
    for sign in line:
        if len((piece + sign).encode()) > LONGEST_LINE:
            yield piece
            piece = " "
        piece += sign
    yield piece
