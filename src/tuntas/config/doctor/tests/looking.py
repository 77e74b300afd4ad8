"""One check looked at, and what it says."""

from __future__ import annotations

from tuntas.config.doctor import database, house, machine
from tuntas.config.doctor.verdicts import Check, Finding, Verdict, examine

MACHINE = {check.name: check for check in (*machine.CHECKS, *machine.WITH_SETTINGS)}
HOUSE = {check.name: check for check in (database.REACH, database.CLOCK, database.TABLES, *house.WITH_TABLES)}


def look(check: Check) -> Finding:
    (found,) = examine([check])
    return found


def says(check: Check, verdict: Verdict, words: str) -> None:
    found = look(check)
    assert (found.verdict, words in found.sentence) == (verdict, True), found
    assert found.mend or verdict is Verdict.OK
