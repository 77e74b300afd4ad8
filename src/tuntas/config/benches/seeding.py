"""Fills a demonstration's database with finished cases by COPY: the rows and the facts that a birth leaves behind.

Run as the owner inside an installation: python -m tuntas.config.benches.seeding COUNT whole|main
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo

from .story import (
    ACCEPT,
    CASE,
    DELIVER,
    DOCUMENT,
    FIRST_AT,
    KINDS,
    SERVICE,
    STAFF,
    facts_of,
    id_of,
    later,
    started,
    token_of,
    told,
)

# What one process makes at a time.
ROWS, FACTS = 10_000, 16_384
# So many different encrypted forms are enough: nobody compares them, and each is as long as a real one.
FORMS = 64


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
    parts = (partial(facts_of, span, count, offices, story) for span in _spans(count, FACTS // len(story)))
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
            "submitted_at": later(at, 10),
            "taken_at": later(at, 15),
            "taken_by": STAFF["officer"],
            "accepted_at": later(at, 20),
            "accepted_by": STAFF["officer"],
            "approved_at": later(at, 25),
            "approved_by": STAFF["registrar"],
            "ready_at": later(at, 28),
            "ended_at": later(at, 30),
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
                "started_at": later(at, begins),
                "due_at": later(at, begins + minutes),
                "state": "kept",
                "ended_at": later(at, ends),
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
                "frozen_at": later(at, 25),
                "issued_at": later(at, 27),
                "released_at": None if is_card else later(at, 30),
            }


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
