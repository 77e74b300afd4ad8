"""Writing a table that spreadsheets open and that no cell can turn into a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from tuntas.platform.demonstration import notice

from .reading import GUARDED, REMARK

_NUMBER = re.compile(r"-?\d+(\.\d+)?")
MARK = "\ufeff"  # without it spreadsheets read UTF-8 as something else


def as_csv(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """The whole file, with the mark of UTF-8 and commas; in a demonstration a line before the names says so."""
    out = io.StringIO(newline="")
    if notice():
        out.write(f"{REMARK} {notice()}\r\n")
    writer = csv.writer(out)
    writer.writerow(names)
    writer.writerows([cell(value) for value in row] for row in rows)
    return MARK + out.getvalue()


def cell(value: Any) -> str:
    """A value as it is read again; a text that a spreadsheet would calculate gets an apostrophe before it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    written = str(value)
    if written.startswith(GUARDED) and not _NUMBER.fullmatch(written):
        return f"'{written}"
    return written
