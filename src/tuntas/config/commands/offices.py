"""Offices, hours, closures and holidays as CSV, all of them.

  ./tuntas offices export offices|hours|days|holidays FILE      (FILE - writes to the terminal)
  ./tuntas offices import offices|hours|days|holidays FILE [--dry-run]

An import says line by line what it would add or change. A bad line is named with its column and the reason, and keeps
all others out. What stands already is left, so the same file may come twice.
"""

from __future__ import annotations

from tuntas.domains.offices import actions
from tuntas.domains.offices.sheets import SHEETS
from tuntas.platform import clock
from tuntas.platform.actors import SYSTEM
from tuntas.platform.tables import console


def main(argv: list[str]) -> int:
    dry_run = "--dry-run" in argv
    given = [word for word in argv if word != "--dry-run"]
    if len(given) != 3 or given[0] not in {"export", "import"} or given[1] not in SHEETS:
        print(__doc__)
        return 2
    what, name, path = given
    at = clock.now()
    actions.load_reference(at, SYSTEM)
    if what == "export":
        return console.write_out(SHEETS[name], path, by=SYSTEM, at=at)
    return console.take_in(SHEETS[name], path, dry_run=dry_run, by=SYSTEM, at=at)
