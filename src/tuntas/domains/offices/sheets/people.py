"""People with their postings as a table: one line is one posting, and a username that is new is invited."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tuntas.domains.offices import actions, charge
from tuntas.domains.offices.actions._administrators import hold_administrators
from tuntas.domains.offices.facts import PEOPLE_EXPORTED, PEOPLE_IMPORTED
from tuntas.domains.offices.models import Posting, Staff
from tuntas.domains.offices.queries import held_by, office_day
from tuntas.domains.offices.queries.reach import top_office
from tuntas.domains.offices.rules import Employment, Role
from tuntas.platform import tables
from tuntas.platform.actors import Actor, Kind
from tuntas.platform.journal import record
from tuntas.platform.tables import Column, Line, Plan, Sheet

from ._people import Known, details_differ, is_wrong, known_about, may_be_taken_in
from ._planning import Planning, differences

COLUMNS = (
    Column("username", tables.text(60)),
    Column("name", tables.text(120)),
    Column("email", tables.text(254), required=False),
    Column("office", tables.text(20)),
    Column("role", tables.choice(Role)),
    Column("employment", tables.choice(Employment)),
    Column("from_on", tables.day()),
    Column("to_on", tables.day(), required=False, empty=None),
)

Todo = tuple[Line, Posting | None, bool]  # the bool: a posting that is there ends with another day


def _rows(by: Actor, at: datetime) -> Iterable[Sequence[Any]]:
    lasting = Q(to_on=None) | Q(to_on__gte=office_day(at))
    held = charge.postings_visible_to(by).filter(lasting, staff__is_active=True).select_related("staff")
    for one in held.order_by("staff__username", "from_on", "office_id", "role"):
        staff = one.staff
        yield (
            staff.username,
            staff.name,
            staff.email,
            one.office_id,
            one.role,
            one.employment,
            one.from_on,
            one.to_on,
        )


def _plan(lines: Sequence[Line], by: Actor, at: datetime) -> Plan:
    planning, known = Planning(), known_about(lines, by, office_day(at))
    todo: list[Todo] = []
    for line in lines:
        username = line["username"].lower()
        if planning.is_twice(line.number, "", (username, line["office"], line["role"], line["from_on"])):
            continue
        if is_wrong(planning, line, known):
            continue
        there = _same(line, known.postings.get(username, []))
        if not may_be_taken_in(planning, line, there, known):
            continue
        said = _said_anew(line, there, known)
        if there is not None and not said:
            planning.leave(line.number, username)
            continue
        ends = there is not None and there.to_on != line["to_on"]
        todo.append((line, there, ends))
        if there is None:
            is_new = username not in known.people and known.new.setdefault(username, line) is line
            planning.add(line.number, username, *_details(line, is_new), *said)
            known.postings.setdefault(username, []).append(_to_come(line))
        else:
            planning.change(line.number, username, said)
            there.to_on = line["to_on"]  # seen by later lines, saved by the verb

    def write() -> None:
        _write(todo, known, by, at)

    return planning.done(write, follows=lambda: _given_back(todo))


def _given_back(todo: list[Todo]) -> str:
    """How many cases are in the hands of those whose postings as officers end."""
    ending = [there for _line, there, ends in todo if there is not None and ends and there.role == Role.OFFICER]
    held = sum(held_by(there.staff_id, there.office_id) for there in ending)
    words = ngettext(
        "They hold %(count)d case, which goes back to the queue when their posting is over",
        "They hold %(count)d cases, which go back to the queue when their postings are over",
        held,
    )
    return words % {"count": held} if held else ""


def _same(line: Line, postings: list[Posting]) -> Posting | None:
    named = (line["office"], line["role"], line["from_on"])
    return next((one for one in postings if (one.office_id, one.role, one.from_on) == named), None)


def _said_anew(line: Line, there: Posting | None, known: Known) -> list[str]:
    staff = known.people.get(line["username"].lower())
    before: dict[str, Any] = {"name": staff.name, "email": staff.email} if staff else {}
    after: dict[str, Any] = {name: line[name] for name in before if name in line.said}
    if there is not None:
        before, after = {**before, "to_on": there.to_on}, {**after, "to_on": line["to_on"]}
    return differences(before, after)


def _details(line: Line, is_new: bool) -> list[str]:
    posting = f"{line['role']}, {line['office']}, {line['from_on']}–{line['to_on'] or ''}"
    if not is_new:
        return [posting]
    invited = _("new; invited by e-mail") if line["email"] else _("new; make the link on the person's page")
    return [invited, posting]


def _write(todo: list[Todo], known: Known, by: Actor, at: datetime) -> None:
    if not todo:
        return
    for line, there, ends in todo:
        username = line["username"].lower()
        staff = known.people.get(username)
        if staff is None:
            known.people[username] = _engage(line, by, at)
            continue
        if username not in known.new and details_differ(line, staff):
            email = line["email"] if "email" in line.said else staff.email
            known.people[username] = actions.correct_staff(
                staff.pk, name=line["name"], email=email, by=by, at=at
            )
        if there is None:
            actions.post_staff(staff.pk, **_posting(line), by=by, at=at)
        elif ends:
            actions.end_posting(there.pk, last_on=line["to_on"], by=by, at=at)
    office = top_office(by)
    record(f"office:{office or 'all'}", PEOPLE_IMPORTED, by=by, at=at, content={"lines": len(todo)})


def _engage(line: Line, by: Actor, at: datetime) -> Staff:
    staff = actions.engage(
        line["username"], name=line["name"], email=line["email"], **_posting(line), by=by, at=at
    )
    if line["email"]:
        actions.invite(staff.pk, by_email=True, by=by, at=at)
    return staff


def _posting(line: Line) -> dict[str, Any]:
    return {
        "office_code": line["office"],
        "role": Role(line["role"]),
        "employment": Employment(line["employment"]),
        "from_on": line["from_on"],
        "to_on": line["to_on"],
    }


def _to_come(line: Line) -> Posting:
    """Never saved: lets a later line of the file see that these days are taken."""
    return Posting(office_id=line["office"], role=line["role"], from_on=line["from_on"], to_on=line["to_on"])


def told_as_taken_out(by: Actor, at: datetime) -> None:
    """That the list left as a file is a fact, each time."""
    if by.kind is not Kind.SYSTEM:
        record(f"office:{top_office(by)}", PEOPLE_EXPORTED, by=by, at=at)


PEOPLE = Sheet(
    name="people",
    title=gettext_lazy("People"),
    about=gettext_lazy(
        "One line is one posting of one person, named by the username. A username that is new is added and, with an "
        "e-mail address, invited. Whoever is not in the file stays as they are."
    ),
    columns=COLUMNS,
    rows=_rows,
    plan=_plan,
    may=charge.can_manage,
    lock=hold_administrators,
)

__all__ = ["PEOPLE", "told_as_taken_out"]
