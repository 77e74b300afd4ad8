"""Prepares drafts for the clients: each with a family of its own, every answer given, and the session that proved it.

Run inside an installation: python -m tuntas.config.benches.drafts COUNT FIRST FILE
"""

from __future__ import annotations

import json
import sys
from datetime import date, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

OFFICE = "31.71.01.1001"
SERVICE = "akta-kelahiran"
# Streams are locked until the end of a transaction: a few at a time.
AT_ONCE = 100


def main(count: int, first: int, file: Path) -> None:
    """Write one line per draft: what a client must know to walk it through."""
    import django

    django.setup()
    from tuntas.platform.journal.spread import processors, spread

    last = first + count
    spans = [range(begin, min(begin + AT_ONCE, last)) for begin in range(first, last, AT_ONCE)]
    with file.open("w") as out:
        for lines in spread(_lines, spans, processes=processors() if len(spans) > 1 else 1):
            out.writelines(lines)


def _lines(span: range) -> list[str]:
    from django.db import transaction

    from tuntas.platform import clock

    with transaction.atomic():
        return [json.dumps(prepare(number, clock.now())) + "\n" for number in span]


def prepare(number: int, at: datetime) -> dict[str, Any]:
    """One family, one draft with all answers, one session."""
    from tuntas.domains.cases import actions as cases
    from tuntas.domains.cases import queries
    from tuntas.platform.actors import PUBLIC, Actor, Kind

    admit_family(number, at)
    case = cases.start_draft(SERVICE, by=PUBLIC, at=at).case
    case = cases.answer(case.pk, answers(number, at.date()), by=Actor(Kind.RESIDENT, str(case.pk)), at=at)
    return {
        "case": str(case.pk),
        "link": case.link,
        "session": session_of(case.pk),
        "papers": [paper.code for paper in queries.papers_of(case) if paper.file_ids],
    }


def session_of(case_id: object) -> str:
    """A browser that proved this case."""
    from django.conf import settings

    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session["proved_cases"] = {str(case_id): 0}
    session.create()
    return str(session.session_key)


def admit_family(number: int, at: datetime) -> None:
    from tuntas.domains.register import actions as register
    from tuntas.domains.register.embedded.admissions import KnownFamily, KnownPerson
    from tuntas.platform.actors import SYSTEM

    parents = (("father", "male", "1"), ("mother", "female", "3"))
    members = tuple(
        KnownPerson(
            nik=nik_of(parent, number),
            name=name_of(parent),
            kinship=kinship,
            details={
                "sex": sex,
                "birth_place": "Kota Contoh",
                "born_on": "1990-09-11",
                "religion": "7",
                "education": "8",
                "job": "15",
                "blood_type": "13",
                "marital": "2",
                "marital_on": "2014-05-17",
                "father_name": "CONTOH KAKEK",
                "mother_name": "CONTOH NENEK",
            },
        )
        for parent, sex, kinship in parents
    )
    address = {"address": "Jalan Contoh 1", "rt": "001", "rw": "001", "postal_code": "99999"}
    family = KnownFamily(number=family_number(number), region_code=OFFICE, address=address, members=members)
    register.admit_family(family, by=SYSTEM, at=at)


def answers(number: int, today: date) -> dict[str, Any]:
    """A whole form as a resident would have answered it. Births are spread over a month, as they are."""
    born = (today - timedelta(days=1 + number % 28)).isoformat()
    files = {key: [f"0192f000-0000-7000-8000-{number:012}"] for key in FILES}
    witnesses = [
        {"name": f"SAKSI CONTOH {word}", "nik": f"997101010170000{index}"} for index, word in WITNESSES
    ]
    return {
        **FIXED,
        **files,
        "kk_number": family_number(number),
        "birth_date": born,
        "mother": _parent("mother", number),
        "father": _parent("father", number),
        "witnesses": witnesses,
    }


def _parent(parent: str, number: int) -> dict[str, str]:
    return {
        "name": name_of(parent),
        "nationality": "wni",
        "nik": nik_of(parent, number),
        "birth_date": "1990-09-11",
        "birth_place": "Kota Contoh",
    }


def name_of(parent: str) -> str:
    return "CONTOH AYAH UKUR" if parent == "father" else "CONTOH IBU UKUR"


def nik_of(parent: str, number: int) -> str:
    """A number of the impossible province; the day of birth carries 40 more for a woman. Ten thousand a district."""
    day = "11" if parent == "father" else "51"
    return f"9971{10 + number // 9999:02}{day}0990{number % 9999 + 1:04}"


def family_number(number: int) -> str:
    return f"9971{10 + number // 9999:02}110914{number % 9999 + 1:04}"


WITNESSES = ((1, "SATU"), (2, "DUA"))
FILES = ("birth_letter_file", "marriage_certificate_file", "kk_file")
FIXED = {
    "applicant_relation": "mother",
    "kk_place": OFFICE,
    "child_name": "ANAK CONTOH UKUR",
    "child_sex": "female",
    "birth_time": "10:42",
    "birth_place_kind": "hospital",
    "birth_place": "Jakarta",
    "birth_kind": "single",
    "birth_order": 1,
    "birth_helper": "doctor",
    "parents_marriage": "recorded",
    "birth_proof": "birth_letter",
}

if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
