"""A table is shown before it changes anything, and comes in whole or not at all."""

from __future__ import annotations

import re
import uuid
from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import RequestFactory

from tuntas.platform import tables
from tuntas.platform.actors import Actor, Kind
from tuntas.platform.decisions import YES, Decision, NotThere
from tuntas.platform.tables import Change, Column, Fault, Plan, Sheet, views

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
BY = Actor(Kind.STAFF, "0193f0a0-0000-7000-8000-0000000000ad", "administrator", frozenset({"31"}))
STRANGER = Actor(Kind.STAFF, "0193f0a0-0000-7000-8000-0000000000ae", "officer", frozenset({"31"}))
GOOD = "code,floor\nA,1\nB,2\nC,3\n"


@pytest.fixture
def shelf() -> dict[str, str]:
    return {"A": "1", "B": "9"}


@pytest.fixture
def sheet(shelf: dict[str, str]) -> Sheet:
    def plan(lines: Any, by: Actor, at: datetime) -> Plan:
        changes, faults = [], []
        for line in lines:
            code, floor = line["code"], line["floor"]
            kind = "add" if code not in shelf else "leave" if shelf[code] == floor else "change"
            changes.append(Change(line.number, tables.Kind(kind), code, (f"{shelf.get(code)} → {floor}",)))
            faults += [Fault(line.number, "floor", "No such floor.")] if floor == "13" else []
        return Plan(
            tuple(changes), tuple(faults), lambda: shelf.update({line["code"]: line["floor"] for line in lines})
        )

    return Sheet(
        name="shelf",
        title="Shelf",
        about="One line is one thing.",
        columns=(Column("code", tables.text(5)), Column("floor", tables.text(5))),
        rows=lambda by, at: sorted(shelf.items()),
        plan=plan,
        may=lambda by: YES if by == BY else Decision("Not theirs."),
    )


def ask(sheet: Sheet, posted: dict[str, Any] | None = None, by: Actor = BY) -> HttpResponse:
    make = RequestFactory()
    request = make.get("/shelf/") if posted is None else make.post("/shelf/", posted)
    request._messages = CookieStorage(request)  # type: ignore[attr-defined]
    return views.upload(request, sheet, by=by, at=AT, frame={}, download_url="/shelf.csv")


def sent(written: str) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("shelf.csv", written.encode())}


def confirmation(page: HttpResponse) -> dict[str, str]:
    shown = page.content.decode()
    found = {
        name: re.search(rf'name="{name}" value="([^"]*)"', shown)[1]  # type: ignore[index]
        for name in ("key", "confirmed", "content")
    }
    return {**found, "content": re.sub("\r?\n", "\r\n", found["content"])}  # as browsers send it


def test_shows_what_would_change_and_changes_nothing(sheet: Sheet, shelf: dict[str, str], db: None) -> None:
    page = ask(sheet, sent(GOOD)).content.decode()

    assert "9 → 2" in page
    assert "None → 3" in page
    assert "1 → 1" not in page  # what stays as it is only counts
    assert shelf == {"A": "1", "B": "9"}


def test_takes_in_what_was_confirmed_once(sheet: Sheet, shelf: dict[str, str], db: None) -> None:
    posted = confirmation(ask(sheet, sent(GOOD)))

    first = ask(sheet, posted)
    shelf["B"] = "5"
    second = ask(sheet, posted)

    assert (first.status_code, second.status_code) == (302, 302)
    assert shelf == {"A": "1", "B": "5", "C": "3"}


def test_one_bad_line_keeps_all_others_out(sheet: Sheet, shelf: dict[str, str], db: None) -> None:
    page = ask(sheet, sent("code,floor\nC,3\nD,13\n,4\n")).content.decode()

    assert "No such floor." in page
    assert 'name="confirmed"' not in page
    assert re.findall(r'<th scope="row">Baris (\d+)</th>', page) == ["3", "4"]
    with pytest.raises(tables.NotSound):
        tables.take_in(sheet, b"code,floor\nC,3\nD,13", confirmed="", by=BY, at=AT)
    assert shelf == {"A": "1", "B": "9"}


def test_shows_again_what_would_be_something_else_by_now(sheet: Sheet, shelf: dict[str, str], db: None) -> None:
    posted = confirmation(ask(sheet, sent(GOOD)))
    shelf["B"] = "7"

    page = ask(sheet, posted)

    assert "7 → 2" in page.content.decode()
    assert shelf == {"A": "1", "B": "7"}
    assert ask(sheet, {**confirmation(page), "key": str(uuid.uuid4())}).status_code == 302
    assert shelf["B"] == "2"


def test_a_file_changed_after_it_was_shown_is_not_taken_in(
    sheet: Sheet, shelf: dict[str, str], db: None
) -> None:
    posted = confirmation(ask(sheet, sent(GOOD)))

    ask(sheet, {**posted, "content": GOOD + "Z,9\n"})

    assert "Z" not in shelf


def test_second_sending_of_the_same_file_leaves_everything(sheet: Sheet, db: None) -> None:
    ask(sheet, confirmation(ask(sheet, sent(GOOD))))

    page = ask(sheet, sent(GOOD)).content.decode()

    assert 'name="confirmed"' not in page


@pytest.mark.parametrize("posted", [{}, {"file": SimpleUploadedFile("empty.csv", b"")}])
def test_asks_again_for_a_file(sheet: Sheet, db: None, posted: dict[str, Any]) -> None:
    assert 'aria-invalid="true"' in ask(sheet, posted).content.decode()


def test_what_goes_out_comes_in_and_changes_nothing(sheet: Sheet, db: None) -> None:
    out = views.download(RequestFactory().get("/"), sheet, by=BY, at=AT)

    assert out["Content-Disposition"] == 'attachment; filename="shelf-20261123.csv"'
    assert tables.look(sheet, out.content, by=BY, at=AT).counts == {"add": 0, "change": 0, "leave": 2}


def test_pages_are_not_there_for_others(sheet: Sheet, db: None) -> None:
    with pytest.raises(NotThere):
        ask(sheet, by=STRANGER)
    with pytest.raises(NotThere):
        views.download(RequestFactory().get("/"), sheet, by=STRANGER, at=AT)
