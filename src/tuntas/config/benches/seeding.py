"""Fills a demonstration's database with finished cases by COPY: the rows and the facts that a birth leaves behind.

Run as the owner inside an installation: python -m tuntas.config.benches.seeding COUNT whole|main
"""

from __future__ import annotations

import json
import os
import sys
import time
import uuid
from base64 import b32encode
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from hashlib import sha256
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo

SERVICE = "akta-kelahiran"
FIRST_AT = datetime(2025, 1, 6, 1, 0, tzinfo=UTC)
# A year of cases, evenly; each lasts half an hour.
SPREAD = timedelta(days=365)
# What one process makes at a time.
ROWS, FACTS = 10_000, 16_384
# So many different encrypted forms are enough: nobody compares them, and each is as long as a real one.
FORMS = 64
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


def main(count: int, story: str) -> None:
    """Seed, publish, gather statistics; prints how long it took."""
    import django

    django.setup()
    from tuntas.platform.journal.spread import processors

    began = time.monotonic()
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as owner:
        facts = seed(owner, count, only_main=story == "main", processes=processors())
        owner.execute("vacuum analyze")
    print(json.dumps({"cases": count, "facts": facts, "seconds": round(time.monotonic() - began, 1)}))


def seed(owner: psycopg.Connection[Any], count: int, *, only_main: bool = False, processes: int = 1) -> int:
    """Add so many finished cases with clocks, documents and facts, and publish; how many facts."""
    from tuntas.domains.offices.models import Office
    from tuntas.platform import clock
    from tuntas.platform.journal import seeding, sequencer
    from tuntas.platform.journal.spread import spread

    from .bare import bare

    offices = list(Office.objects.filter(kind="kelurahan").order_by("code").values_list("code", "name"))
    sequencer.sequence()
    address = make_conninfo(owner.info.dsn, password=owner.info.password)
    fill = partial(_copy_cases, address, count, offices)
    with bare(address, "cases_case", "promises_promise", "documents_document"):
        for _ in spread(fill, _spans(count, ROWS), processes=processes):
            pass
    story = told(only_main=only_main)
    parts = (partial(_facts, span, count, offices, story) for span in _spans(count, FACTS // len(story)))
    facts = seeding.seed(owner, parts, processes=processes)
    sequencer.turn(at=clock.now(), processes=processes)
    return facts


def _spans(count: int, most: int) -> Iterator[range]:
    return (range(first, min(first + most, count)) for first in range(0, count, most))


def _copy_cases(address: str, count: int, offices: list[tuple[str, str]], span: range) -> None:
    with psycopg.connect(address, autocommit=True) as owner:
        copy_rows(owner, "cases_case", _cases(span, count, offices))
        copy_rows(owner, "promises_promise", _promises(span, count, offices))
        copy_rows(owner, "documents_document", _documents(span, count, offices))


def copy_rows(owner: psycopg.Connection[Any], table: str, rows: Iterable[dict[str, Any]]) -> None:
    """COPY dictionaries that all have the same keys; what they leave out is null or its default."""
    source = iter(rows)
    first = next(source)
    statement = f"copy {table} ({', '.join(first)}) from stdin"
    with owner.transaction(), owner.cursor() as cursor, cursor.copy(statement) as copy:  # type: ignore[arg-type]
        copy.write_row(tuple(first.values()))
        for row in source:
            copy.write_row(tuple(row.values()))


def id_of(number: int, what: int) -> uuid.UUID:
    """A made-up id: milliseconds first, as UUIDv7 has them."""
    moment = int(FIRST_AT.timestamp() * 1000) + number * 31
    return uuid.UUID(int=moment << 80 | 7 << 76 | what << 64 | 2 << 62 | number)


def token_of(number: int, what: int) -> str:
    """As scattered as a real one: the next ones fall everywhere into an index of that size, not behind its end."""
    return b32encode(sha256(f"{what} {number}".encode()).digest())[:32].decode().lower()


def started(number: int, count: int) -> datetime:
    return (FIRST_AT + SPREAD * number / count).replace(microsecond=0)


def _cases(span: range, count: int, offices: list[tuple[str, str]]) -> Iterator[dict[str, Any]]:
    from tuntas.platform.secrets import encrypt

    from .drafts import answers

    forms = [
        encrypt(json.dumps(answers(at, FIRST_AT.date())).encode(), context="cases_case.answers")
        for at in range(FORMS)
    ]
    for number in span:
        at = started(number, count)
        yield {
            "id": id_of(number, CASE),
            "status": "handed_over",
            "service_code": SERVICE,
            "service_version": 1,
            "office_code": offices[number % len(offices)][0],
            "link": token_of(number, CASE),
            "reference": token_of(number, CASE)[:11].upper(),
            "pin_hash": number.to_bytes(32, "big"),
            "pin_tries": 0,
            "answers": forms[number % FORMS],
            "language": "id",
            "started_at": at,
            "submitted_at": _later(at, 10),
            "taken_at": _later(at, 15),
            "taken_by": STAFF["officer"],
            "accepted_at": _later(at, 20),
            "accepted_by": STAFF["officer"],
            "approved_at": _later(at, 25),
            "approved_by": STAFF["registrar"],
            "ready_at": _later(at, 28),
            "ended_at": _later(at, 30),
        }


def _promises(span: range, count: int, offices: list[tuple[str, str]]) -> Iterator[dict[str, Any]]:
    clocks = ((ACCEPT, "accept", 60, 10, 20), (DELIVER, "deliver", 15, 20, 28))
    for number in span:
        at = started(number, count)
        for what, kind, minutes, begins, ends in clocks:
            yield {
                "id": id_of(number, what),
                "subject": f"case:{id_of(number, CASE)}",
                "kind": kind,
                "service_code": SERVICE,
                "office_code": offices[number % len(offices)][0],
                "minutes": minutes,
                "started_at": _later(at, begins),
                "due_at": _later(at, begins + minutes),
                "state": "kept",
                "ended_at": _later(at, ends),
                "seconds_taken": (ends - begins) * 60,
            }


def _documents(span: range, count: int, offices: list[tuple[str, str]]) -> Iterator[dict[str, Any]]:
    from tuntas.platform.secrets import encrypt

    number_of, masked, content = (
        encrypt(text.encode(), context=f"documents_document.{column}")
        for column, text in (
            ("number", "9971-LU-03112026-0001"),
            ("holder_masked", "C***** A***"),
            ("content", json.dumps({"name": "ANAK CONTOH UKUR", "number": "9971-LU-03112026-0001"})),
        )
    )
    for number in span:
        at, (office, name) = started(number, count), offices[number % len(offices)]
        for place, kind in enumerate(KINDS):
            is_card = kind == "child_card"
            yield {
                "id": id_of(number, DOCUMENT + place),
                "token": token_of(number, DOCUMENT + place),
                "case_id": id_of(number, CASE),
                "kind": kind,
                "number": number_of,
                "office_code": office,
                "office_name": name,
                "holder_masked": masked,
                "content": content,
                "is_specimen": True,
                "state": "handed_over" if is_card else "signed",
                "status": "valid",
                "withdrawn_reason": "",
                "blank_number": f"S{number}" if is_card else "",
                "certificate": "" if is_card else "seed",
                "frozen_at": _later(at, 25),
                "issued_at": _later(at, 27),
                "released_at": None if is_card else _later(at, 30),
            }


def told(*, only_main: bool) -> tuple[tuple[str, str, int, dict[str, Any] | None], ...]:
    """The facts of each case: all that a real one leaves behind, or the main ones."""
    if not only_main:
        return STORY
    return tuple(row for row in STORY if row[0] in MAIN and (row[3] or {}).get("kind") != "accept")


def _facts(
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
                at=_later(at, minutes),
                # Ids stand in the story as what they are ids of.
                content=content
                and {
                    key: names[value] if key in {"promise", "document"} else value
                    for key, value in content.items()
                },
            )


def _later(at: datetime, minutes: int) -> datetime:
    return at + timedelta(minutes=minutes)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
