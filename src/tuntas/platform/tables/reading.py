"""Reading a table that people made with a spreadsheet: every bad cell is named by line, column and reason."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from .cells import Reader, Unreadable
from .plans import Fault

LIMIT_BYTES = 1024 * 1024
LIMIT_LINES = 5000
SEPARATORS = ",;\t"
REMARK = "#"  # before the header such lines are for people: a file of a demonstration says so in one
GUARDED = ("=", "+", "-", "@", "\t", "\r")  # with these a spreadsheet takes a cell for a formula


@dataclass(frozen=True)
class Column:
    """A column by the name in the file's first line; a cell that may be empty is read as `empty`."""

    name: str
    read: Reader
    required: bool = True
    empty: Any = ""


@dataclass(frozen=True)
class Line:
    """One line of the table; `number` is the line of the file that an editor shows.

    Every column has a value; `said` are those that stand in the file, so that a column left out erases nothing.
    """

    number: int
    cells: dict[str, Any] = field(default_factory=dict)
    said: frozenset[str] = frozenset()

    def __getitem__(self, column: str) -> Any:
        return self.cells[column]


@dataclass(frozen=True)
class Read:
    """What could be read, and what could not."""

    lines: tuple[Line, ...] = ()
    faults: tuple[Fault, ...] = ()


def read(sent: bytes, columns: Sequence[Column], *, pass_over: bool = False) -> Read:
    """The lines of a CSV file: UTF-8 with or without its mark, separated by comma, semicolon or tab.

    `pass_over`: further columns are none of ours and no fault, as in a list that somebody else publishes.
    """
    if len(sent) > LIMIT_BYTES:
        return _refused(_("The file is larger than 1 MB. Divide it."))
    try:
        written = sent.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _refused(_("The file is not UTF-8. Save it as “CSV UTF-8”."))
    if "\x00" in written:
        return _refused(_("The file is not a table. Save it as “CSV UTF-8”."))
    return _read(written, columns, pass_over)


def _read(written: str, columns: Sequence[Column], pass_over: bool) -> Read:
    rows = _rows(written)
    lines: list[Line] = []
    faults: list[Fault] = []
    try:
        first, header = next(rows, (1, []))
        names = [name.strip().lower() for name in header]
        if wrong := _faults_of(names, columns, first, pass_over):
            return Read(faults=tuple(wrong))
        for number, row in rows:
            if len(lines) + len(faults) >= LIMIT_LINES:
                return _refused(_("There are more than 5,000 lines. Divide the file."))
            line, wrong = _line(number, row, names, columns)
            faults += wrong
            lines += [] if wrong else [line]
    except _Broken as broken:
        reason = _("This line cannot be divided into cells. Look at its quotes.")
        faults.append(Fault(broken.line, "", reason))
    return Read(tuple(lines), tuple(faults))


def _rows(written: str) -> Iterator[tuple[int, list[str]]]:
    """Each row that is not empty, with the number of the line on which it begins; remarks come before the header."""
    remarks = 0
    while written.startswith(REMARK):
        written = written.partition("\n")[2]
        remarks += 1
    header = written.split("\n", 1)[0]
    separator = max(SEPARATORS, key=header.count)
    reader = csv.reader(io.StringIO(written, newline=""), delimiter=separator, strict=True)
    begins = remarks + 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield begins, row
            begins = remarks + reader.line_num + 1
    except csv.Error as fault:
        raise _Broken(begins) from fault


class _Broken(Exception):
    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line


def _faults_of(names: list[str], columns: Sequence[Column], line: int, pass_over: bool) -> list[Fault]:
    known = [column.name for column in columns]
    faults = [
        Fault(line, column.name, _("This column is missing."))
        for column in columns
        if column.required and column.name not in names
    ]
    faults += [
        Fault(
            line,
            name or "–",
            _("There is no such column. The columns are: %(names)s.") % {"names": ", ".join(known)},
        )
        for name in names
        if name not in known and not pass_over
    ]
    twice = sorted({name for name in names if names.count(name) > 1 and name in known})
    return faults + [Fault(line, name, _("This column stands there twice.")) for name in twice]


def _line(number: int, row: list[str], names: list[str], columns: Sequence[Column]) -> tuple[Line, list[Fault]]:
    if any(cell.strip() for cell in row[len(names) :]):
        return Line(number), [
            Fault(number, "", _("There are more cells than columns. Look at separators and quotes."))
        ]
    typed = {name: unguarded(cell.strip()) for name, cell in zip(names, row, strict=False)}
    cells: dict[str, Any] = {}
    faults = []
    for column in columns:
        cell = typed.get(column.name, "")
        try:
            cells[column.name] = _cell(cell, column)
        except Unreadable as wrong:
            faults.append(Fault(number, column.name, wrong.reason))
    return Line(number, cells, frozenset(names)), faults


def _cell(cell: str, column: Column) -> Any:
    if cell:
        return column.read(cell)
    if column.required:
        raise Unreadable(_("This must not be empty."))
    return column.empty


def unguarded(cell: str) -> str:
    """Without the sign that `writing` put before it, so that what went out comes in the same."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(GUARDED) else cell


def _refused(reason: Any) -> Read:
    return Read(faults=(Fault(0, "", reason),))
