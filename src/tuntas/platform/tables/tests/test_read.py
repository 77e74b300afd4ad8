"""A table made with a spreadsheet is read whole, or each bad cell is named by line, column and reason."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from tuntas.platform import tables
from tuntas.platform.tables import LIMIT_BYTES, Column

COLUMNS = (
    Column("code", tables.text(5)),
    Column("on", tables.day()),
    Column("opens", tables.minute(), required=False, empty=None),
    Column("place", tables.number(-90, 90, places=6), required=False, empty=None),
    Column("open", tables.yes_or_no(), required=False, empty=False),
    Column("kind", tables.choice(["big", "small"]), required=False),
)
GOOD = {
    "code": "A1",
    "on": date(2026, 11, 22),
    "opens": 450,
    "place": Decimal("-6.175392"),
    "open": True,
    "kind": "big",
}
NAMES = "code,on,opens,place,open,kind\n"


def told(sent: str | bytes) -> list[tuple[int, str, str]]:
    content = sent.encode() if isinstance(sent, str) else sent
    with translation.override("en"):
        return [(fault.line, fault.column, str(fault.reason)) for fault in tables.read(content, COLUMNS).faults]


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    "written",
    [
        f"{NAMES}A1,2026-11-22,07.30,-6.175392,yes,big",
        "code;on;opens;place;open;kind\nA1;22/11/2026;7:30;-6,175392;Ya;BIG",
        "code\ton\topens\tplace\topen\tkind\nA1\t2026-11-22\t07:30:00\t-6.1753921\t1\tbig",
        "KIND, On ,code,opens,open,place\nbig,2026-11-22, A1 ,07.30,yes,-6.175392",
    ],
)
def test_takes_what_spreadsheets_write(written: str, end: str, mark: str) -> None:
    found = tables.read((mark + written.replace("\n", end) + end).encode(), COLUMNS)

    assert found.faults == ()
    assert [line.cells for line in found.lines] == [GOOD]


def test_names_line_column_and_reason_of_every_bad_cell() -> None:
    written = (
        f'{NAMES}A1,2026-11-22,,,,\n\nTOOLONG,2026-02-30,,,,\n"B\n2",2026-11-22,25.00,91,maybe,medium\n,x,,,,'
    )

    assert told(written) == [
        (4, "code", "Write at most 5 characters."),
        (4, "on", "Write a day as year-month-day, for example 2026-11-22."),
        (5, "code", "There are line breaks or signs in it that nobody can see. Type it anew."),
        (5, "opens", "Write a time as hours and minutes, for example 07.30."),
        (5, "place", "Write a number between -90 and 90."),
        (5, "open", "Write yes or no."),
        (5, "kind", "Write one of: big, small."),
        (7, "code", "This must not be empty."),
        (7, "on", "Write a day as year-month-day, for example 2026-11-22."),
    ]


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("code,opens\nA,07.30", (1, "on", "This column is missing.")),
        ("code,on,on\nA,2026-11-22,2026-11-22", (1, "on", "This column stands there twice.")),
        (
            "code,on,size\nA,2026-11-22,1",
            (1, "size", "There is no such column. The columns are: code, on, opens, place, open, kind."),
        ),
        (
            "code,on\nA,2026-11-22,x",
            (2, "", "There are more cells than columns. Look at separators and quotes."),
        ),
        (
            'code,on\nB,2026-11-22\n"A,2026-11-22',
            (3, "", "This line cannot be divided into cells. Look at its quotes."),
        ),
        (b"code,on\n\x00,2026-11-22", (0, "", "The file is not a table. Save it as “CSV UTF-8”.")),
        ("code,on\nÄ,2026-11-22".encode("latin-1"), (0, "", "The file is not UTF-8. Save it as “CSV UTF-8”.")),
        (b"x" * (LIMIT_BYTES + 1), (0, "", "The file is larger than 1 MB. Divide it.")),
        ("code,on\n" + "A,2026-11-22\n" * 5001, (0, "", "There are more than 5,000 lines. Divide the file.")),
    ],
)
def test_names_what_is_wrong_with_the_file(written: str | bytes, fault: tuple[int, str, str]) -> None:
    assert told(written) == [fault]


@pytest.mark.parametrize("nothing", [b"", b"\n\n", "\ufeff".encode()])
def test_an_empty_file_has_no_columns(nothing: bytes) -> None:
    assert told(nothing) == [(1, "code", "This column is missing."), (1, "on", "This column is missing.")]


@pytest.mark.parametrize(
    "cell", ['=HYPERLINK("x")', "+62 21 555", "-1+1", "@SUM(A1)", "=", "'quoted'", "O'Neil", "-"]
)
def test_what_went_out_comes_in_the_same_and_is_no_formula(cell: str) -> None:
    written = tables.as_csv(["name"], [[cell]])

    assert not written.split("\n")[2].lstrip('"').startswith(("=", "+", "-", "@"))
    found = tables.read(written.encode(), [Column("name", tables.text(80))])
    assert [line["name"] for line in found.lines] == [cell]


def test_a_demonstration_says_so_before_the_header_and_is_read_again() -> None:
    written = tables.as_csv(["code", "on"], [["A1", date(2026, 11, 22)]])

    found = tables.read(written.encode(), COLUMNS)

    assert written.startswith("\ufeff# DATA PERAGAAN – BUKAN KINERJA KANTOR SEBENARNYA\r\n")
    assert (len(found.lines), found.lines[0].number, found.faults) == (1, 3, ())


def test_writes_days_answers_and_numbers_as_they_are_read(settings: Any) -> None:
    settings.TUNTAS_MODE = "production"

    written = tables.as_csv(
        ["a", "b", "c", "d", "e"], [[date(2026, 11, 22), True, False, None, Decimal("-6.17")]]
    )

    assert written == "\ufeffa,b,c,d,e\r\n2026-11-22,yes,no,,-6.17\r\n"
