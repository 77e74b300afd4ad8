"""Tables on the command line: the same plan as on the page, in words."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Refused

from .plans import Plan
from .sheets import NotSound, Sheet, look
from .sheets import take_in as import_all

MARKS = {"add": "+", "change": "~"}


def write_out(sheet: Sheet, path: str, *, by: Actor, at: datetime) -> int:
    """Write the table to a file, or to the terminal for `-`."""
    written = sheet.written(by, at)
    if path == "-":
        sys.stdout.write(written)
    else:
        Path(path).write_text(written, encoding="utf-8", newline="")
    return 0


def take_in(sheet: Sheet, path: str, *, dry_run: bool, by: Actor, at: datetime) -> int:
    """Say line by line what the file would do; without `dry_run` do it. 1 when it has faults."""
    try:
        sent = Path(path).read_bytes()
    except OSError as fault:
        print(f"{path}: {fault.strerror}")
        return 1
    plan = look(sheet, sent, by=by, at=at)
    tell(plan)
    if not plan.is_sound:
        print("Nothing was changed.")
        return 1
    if dry_run:
        print("This was a dry run: nothing was changed.")
        return 0
    try:
        import_all(sheet, sent, confirmed=plan.digest, by=by, at=at)
    except Refused as refused:
        print(f"{refused} Nothing was changed.")
        return 1
    except NotSound:
        print("Somebody changed something meanwhile. Nothing was changed; please run it again.")
        return 1
    return 0


def tell(plan: Plan) -> None:
    for fault in plan.faults:
        where = f"line {fault.line}" if fault.line else "file"
        print(f"{where}{', ' + fault.column if fault.column else ''}: {fault.reason}")
    for change in plan.told:
        details = "; ".join(str(part) for part in change.details)
        print(f"{MARKS[change.kind]} line {change.line}: {change.name}{': ' + details if details else ''}")
    counts = plan.counts
    if plan.is_sound and plan.told and (follows := plan.follows()):
        print(follows)
    print(f"{counts['add']} to add, {counts['change']} to change, {counts['leave']} as they are.")
