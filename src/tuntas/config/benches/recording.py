"""Walks one draft in this process and writes down every statement, as a script that pgbench can run many times over.

Run inside an installation: python -m tuntas.config.benches.recording DRAFTS SCRIPT ROWS
"""

from __future__ import annotations

import json
import re
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

# pgbench puts a number of eight digits here: one for each lifecycle, so that every run writes rows of its own.
OWN = ":d"
DIGITS = 8
UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
# What is unique to a lifecycle: its UUIDs, keyed hashes (32 bytes), links and tokens, its reference.
UNIQUE = re.compile(
    rf"{UUID}|(?<=')[0-9a-f]{{32}}(?='::uuid)|(?<=\\x)[0-9a-f]{{64}}(?=')|(?<=')[a-z2-7]{{32}}(?=')"
    r"|(?<=')[0-9A-HJKMNP-TV-Z]{11}(?=')"
)
HEAD = "\\set i :i + 1\n\\set d 10000000 + :client_id * 1000000 + :i\n"


def main(drafts: Path, script: Path, rows: Path) -> None:
    import django

    django.setup()
    draft = json.loads(drafts.read_text().splitlines()[0])
    rows.write_text(json.dumps(copied_rows(draft["case"])))
    browsers = Browsers(draft)
    with recorded() as statements:
        browsers.walk()
    kept = {draft["session"], *browsers.kept}
    script.write_text(HEAD + "".join(f"{at_this_moment(own_rows(text, kept))};\n" for text in statements))


MOMENT = re.compile(r"'\d{4}-\d\d-\d\d[ T]\d\d:[^']*'(::timestamptz)?")


class Browsers:
    """The resident's, the officer's and the registrar's browser, in this process."""

    def __init__(self, draft: dict[str, Any]) -> None:
        from django.conf import settings
        from django.test import Client

        from tuntas.domains.offices.demonstration import cast_members

        self.draft = draft
        self.resident, self.officer, self.registrar = (Client(SERVER_NAME="127.0.0.1") for _ in range(3))
        self.resident.cookies[settings.SESSION_COOKIE_NAME] = draft["session"]
        staff = {member.name: str(member.pk) for member in cast_members()}
        self.kept = {form for key in staff.values() for form in (key, key.replace("-", ""))}
        for browser, name in ((self.officer, OFFICER), (self.registrar, REGISTRAR)):
            browser.post("/staff/cast/", {"staff": staff[name]})
            self.kept.add(browser.cookies[settings.SESSION_COOKIE_NAME].value)

    def walk(self) -> None:
        """The steps of `walk.Walker.lifecycle`."""
        case = f"/desk/cases/{self.draft['case']}/"
        self._post(self.resident, f"/apply/{self.draft['link']}/check/", 200, office=OFFICE, send="1")
        self._post(self.officer, f"{case}take/", 302)
        self._post(self.officer, f"{case}acceptance/", 302, seen=self.draft["papers"])
        self._post(self.registrar, f"{case}approval/", 302)
        if self.officer.get(case).status_code != 200:
            raise RuntimeError("The case's page did not open.")

    def _post(self, browser: Any, path: str, status: int, **fields: Any) -> None:
        answer = browser.post(path, {"key": str(uuid.uuid4()), **fields})
        if answer.status_code != status:
            raise RuntimeError(f"{path.rsplit('/', 2)[1]} answered {answer.status_code}.")


@contextmanager
def recorded() -> Iterator[list[str]]:
    """Every statement of the block with its values, transactions included."""
    from django.db import connection as open_connection

    # Any: that a transaction ends is told by two methods that Django keeps to itself.
    connection: Any = open_connection
    statements: list[str] = []
    commit, rollback = connection._commit, connection._rollback

    def ended(how: str, really: Callable[[], None]) -> Callable[[], None]:
        def end() -> None:
            statements.append(how)
            really()

        return end

    def execute(run: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        began = not connection.get_autocommit() and not _in_transaction(statements)
        result = run(sql, params, many, context)
        text = str(connection.ops.last_executed_query(context["cursor"].cursor, sql, params))
        statements.extend((["begin"] if began else []) + [text])
        return result

    connection._commit, connection._rollback = ended("commit", commit), ended("rollback", rollback)
    try:
        with connection.execute_wrapper(execute):
            yield statements
    finally:
        connection._commit, connection._rollback = commit, rollback


def statements_of(script: Path, number: int) -> list[str]:
    """The script's statements for one lifecycle, where pgbench is not there to put its number in."""
    text = script.read_text().removeprefix(HEAD)
    # Not the cast `::date`.
    return re.sub(rf"(?<!:){OWN}\b", str(number), text).split(";\n")[:-1]


def copied_rows(case_id: str) -> list[str]:
    """Statements that copy the draft and its family, as they are now, for each number d of a series."""
    from tuntas.domains.cases.models import Case
    from tuntas.domains.register.models import Family, Membership
    from tuntas.domains.register.models.people import FAMILY_NUMBER

    case = Case.objects.get(pk=case_id)
    family = Family.objects.get(FAMILY_NUMBER.where(case.answers["kk_number"]))
    members = list(Membership.objects.filter(family=family))
    return [
        _copy("cases_case", case.pk, "id", "link"),
        _copy("register_family", family.pk, "id", "number_hash"),
        *(_copy("register_person", member.person_id, "id", "nik_hash") for member in members),
        *(_copy("register_membership", member.pk, "family_id", "person_id", serial="id") for member in members),
    ]


def _copy(table: str, key: Any, *own: str, serial: str = "") -> str:
    """The row as it stands, with the last digits of its own columns taken from d."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"select to_jsonb(source) from {table} source where id = %s", [key])  # noqa: S608
        row = cursor.fetchone()[0]
    row = json.loads(row) if isinstance(row, str) else row
    changed = [f"'{name}', '{row[name][:-DIGITS]}' || d" for name in own]
    changed += [f"'{serial}', nextval(pg_get_serial_sequence('{table}', '{serial}'))"] if serial else []
    whole = json.dumps(row).replace("'", "''").replace("%", "%%")
    return (
        f"insert into {table} select made.* from generate_series(%(first)s, %(last)s) d, "  # noqa: S608
        f"jsonb_populate_record(null::{table}, '{whole}'::jsonb || jsonb_build_object({', '.join(changed)})) made"
    )


def own_rows(text: str, kept: set[str]) -> str:
    def replaced(found: re.Match[str]) -> str:
        return found[0] if found[0] in kept else found[0][:-DIGITS] + OWN

    return UNIQUE.sub(replaced, text)


def at_this_moment(text: str) -> str:
    """A fact can't be dated back, so a script that runs minutes later dates its facts when it runs."""
    return MOMENT.sub("clock_timestamp()", text) if "INTO journal_fact" in text else text


def _in_transaction(statements: list[str]) -> bool:
    last = next((text for text in reversed(statements) if text in {"begin", "commit", "rollback"}), "commit")
    return last == "begin"


OFFICE = "31.71.01.1001"
OFFICER, REGISTRAR = "Petugas Peragaan Satu", "Pejabat Pencatatan Peragaan"

if __name__ == "__main__":
    main(*(Path(word) for word in sys.argv[1:4]))
