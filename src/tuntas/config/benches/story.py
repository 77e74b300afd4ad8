"""What a finished birth leaves behind, as the seeding of a benchmark tells it: its ids, its moments, its facts."""

from __future__ import annotations

import uuid
from base64 import b32encode
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

SERVICE = "akta-kelahiran"
FIRST_AT = datetime(2025, 1, 6, 1, 0, tzinfo=UTC)
# A year of cases, evenly; each lasts half an hour.
SPREAD = timedelta(days=365)
KINDS = ("birth_certificate", "family_card", "child_card")
# Namespaces of made-up ids: the time first, as in the real ones, so that the indexes grow at their right edge too.
CASE, ACCEPT, DELIVER, DOCUMENT = 0, 1, 2, 3
# fact, who, minutes after the start, content
STORY: tuple[tuple[str, str, int, dict[str, Any] | None], ...] = (
    ("case.draft_started", "resident", 0, {"service": SERVICE, "version": 1}),
    ("promise.started", "resident", 10, {"promise": ACCEPT, "kind": "accept", "minutes": 60}),
    ("case.submitted", "resident", 10, {"service": SERVICE, "version": 1}),
    ("case.taken", "officer", 15, None),
    ("case.paper_seen", "officer", 16, {"requirement": "birth_letter"}),
    ("case.paper_seen", "officer", 17, {"requirement": "marriage_certificate"}),
    ("case.paper_seen", "officer", 18, {"requirement": "kk"}),
    ("promise.kept", "officer", 20, {"promise": ACCEPT, "kind": "accept", "seconds_taken": 600}),
    ("promise.started", "officer", 20, {"promise": DELIVER, "kind": "deliver", "minutes": 15}),
    ("case.accepted", "officer", 20, None),
    ("case.approved", "registrar", 25, None),
    *(
        ("document.frozen", "registrar", 25, {"document": DOCUMENT + at, "kind": kind})
        for at, kind in enumerate(KINDS)
    ),
    *(
        ("document.ready", "system", 27, {"document": DOCUMENT + at, "kind": kind})
        for at, kind in enumerate(KINDS)
    ),
    ("promise.kept", "system", 28, {"promise": DELIVER, "kind": "deliver", "seconds_taken": 480}),
    ("case.ready", "system", 28, None),
    ("case.handed_over", "officer", 30, {"proof": "ktp_el", "collector": "mother"}),
)
# The legal steps and the promise alone, where twenty facts a case would take an hour to write and to verify.
MAIN = {
    "case.submitted",
    "case.accepted",
    "promise.started",
    "case.approved",
    "promise.kept",
    "case.handed_over",
}
ROLES = {"resident": "", "officer": "officer", "registrar": "registrar", "system": ""}
STAFF = {"officer": str(uuid.UUID(int=1)), "registrar": str(uuid.UUID(int=2))}


def id_of(number: int, what: int) -> uuid.UUID:
    """A made-up id: milliseconds first, as UUIDv7 has them."""
    moment = int(FIRST_AT.timestamp() * 1000) + number * 31
    return uuid.UUID(int=moment << 80 | 7 << 76 | what << 64 | 2 << 62 | number)


def token_of(number: int, what: int) -> str:
    """As scattered as a real one: the next ones fall everywhere into an index of that size, not behind its end."""
    return b32encode(sha256(f"{what} {number}".encode()).digest())[:32].decode().lower()


def started(number: int, count: int) -> datetime:
    return (FIRST_AT + SPREAD * number / count).replace(microsecond=0)


def told(*, only_main: bool) -> tuple[tuple[str, str, int, dict[str, Any] | None], ...]:
    """The facts of each case: all that a real one leaves behind, or the main ones."""
    if not only_main:
        return STORY
    return tuple(row for row in STORY if row[0] in MAIN and (row[3] or {}).get("kind") != "accept")


def facts_of(
    span: range,
    count: int,
    offices: list[tuple[str, str]],
    story: tuple[tuple[str, str, int, dict[str, Any] | None], ...],
) -> Iterator[Any]:
    from tuntas.platform.journal.seeding import Seed

    for number in span:
        at, office = started(number, count), offices[number % len(offices)][0]
        names = [str(id_of(number, what)) for what in range(DOCUMENT + len(KINDS))]
        for seq, (name, who, minutes, content) in enumerate(story, start=1):
            yield Seed(
                stream=f"case:{names[CASE]}",
                seq=seq,
                name=name,
                actor_kind=who if who in {"resident", "system"} else "staff",
                actor_id=names[CASE] if who == "resident" else STAFF.get(who, "system"),
                actor_role=ROLES[who],
                office=None if name == "case.draft_started" else office,
                at=later(at, minutes),
                # Ids stand in the story as what they are ids of.
                content=content
                and {
                    key: names[value] if key in {"promise", "document"} else value
                    for key, value in content.items()
                },
            )


def later(at: datetime, minutes: int) -> datetime:
    return at + timedelta(minutes=minutes)
