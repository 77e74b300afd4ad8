"""What stands about the people of a table, and which of its lines cannot be taken in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from tuntas.domains.offices import access, charge
from tuntas.domains.offices.actions._administrators import others_left
from tuntas.domains.offices.actions.posting import can_begin, can_last
from tuntas.domains.offices.models import Departure, Posting, Staff
from tuntas.domains.offices.rules.people import is_email, is_username
from tuntas.platform.actors import Actor
from tuntas.platform.tables import Line

from ._planning import Planning


@dataclass
class Known:
    """What stands in the database about the people of a file, asked once for all lines."""

    by: Actor
    today: date
    mine: dict[str, date | None]  # offices in reach, each with its last day
    people: dict[str, Staff]
    visible: set[str]
    postings: dict[str, list[Posting]]
    leaving: dict[str, date]
    new: dict[str, Line] = field(default_factory=dict)


def known_about(lines: Sequence[Line], by: Actor, today: date) -> Known:
    names = {line["username"].lower() for line in lines}
    people = {one.username: one for one in Staff.objects.filter(username__in=names)}
    visible = set(charge.visible_to(by).filter(username__in=names).values_list("username", flat=True))
    postings: dict[str, list[Posting]] = {}
    for posting in Posting.objects.filter(staff__username__in=names).select_related("staff"):
        postings.setdefault(posting.staff.username, []).append(posting)
    mine = dict(access.visible_offices(by).values_list("code", "active_to"))
    leaving = Departure.objects.filter(staff__username__in=names, undone_at=None, carried_out_at=None)
    days = dict(leaving.values_list("staff__username", "leaves_on"))
    return Known(by, today, mine, people, visible, postings, days)


def is_wrong(planning: Planning, line: Line, known: Known) -> bool:
    before, username = len(planning.faults), line["username"].lower()
    if not is_username(username):
        planning.fault(
            line.number, "username", _("A username has 3 to 60 small letters, digits, dots or dashes.")
        )
    elif username in known.people and username not in known.visible:
        planning.fault(
            line.number, "username", _("This username is taken. Choose another, for example with a number.")
        )
    if line["email"] and not is_email(line["email"]):
        planning.fault(line.number, "email", _("This is no e-mail address. Example: name@example.org"))
    if line["office"] not in known.mine:
        planning.fault(line.number, "office", _("There is no such office among yours."))
    if line["to_on"] and line["to_on"] < line["from_on"]:
        planning.fault(line.number, "to_on", _("The last day lies before the first."))
    first = known.new.get(username)
    if first is not None and (first["name"], first["email"]) != (line["name"], line["email"]):
        planning.fault(
            line.number, "name", _("Line %(line)d says another name or e-mail.") % {"line": first.number}
        )
    return len(planning.faults) > before


def may_be_taken_in(planning: Planning, line: Line, there: Posting | None, known: Known) -> bool:
    staff, by = known.people.get(line["username"].lower()), known.by
    if staff is not None and details_differ(line, staff):
        elsewhere = charge.works_elsewhere(by, staff, known.today)
        if planning.refused(line.number, "name", charge.can_decide_about(by, elsewhere=elsewhere)):
            return False
    if there is None:
        begins = can_begin(line["from_on"], office_closes=known.mine[line["office"]])
        if planning.refused(line.number, "office", charge.can_post(by, staff, line["office"]), begins):
            return False
        leaves_on = known.leaving.get(line["username"].lower())
        if planning.refused(line.number, "to_on", can_last(line["to_on"], leaves_on=leaves_on)):
            return False
        return not _overlaps(planning, line, known)
    if there.employment != line["employment"]:
        planning.fault(
            line.number, "employment", _("This posting has begun, so only its last day can be changed.")
        )
        return False
    if there.to_on == line["to_on"]:
        return True
    return _may_end(planning, line, there, known)


def _may_end(planning: Planning, line: Line, there: Posting, known: Known) -> bool:
    last_on = line["to_on"]
    if last_on is None or (there.to_on and last_on > there.to_on):
        planning.fault(
            line.number, "to_on", _("A posting is not made longer. Write a further line that begins later.")
        )
        return False
    if last_on < known.today:
        planning.fault(line.number, "to_on", _("A posting ends today or later."))
        return False
    keeps_one = others_left(there.staff, from_on=last_on, office_code=there.office_id)
    decision = charge.can_end(known.by, there, last_on=last_on, today=known.today, others_left=keeps_one)
    return not planning.refused(line.number, "to_on", decision)


def _overlaps(planning: Planning, line: Line, known: Known) -> bool:
    first, last = line["from_on"], line["to_on"] or date.max
    for one in known.postings.get(line["username"].lower(), []):
        is_same = (one.office_id, one.role) == (line["office"], line["role"])
        if is_same and one.from_on <= last and (one.to_on or date.max) >= first:
            planning.fault(
                line.number,
                "from_on",
                _("This person already has this role at this office on some of these days."),
            )
            return True
    return False


def details_differ(line: Line, staff: Staff) -> bool:
    return any(line[name] != getattr(staff, name) for name in ("name", "email") if name in line.said)
