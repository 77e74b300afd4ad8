"""A person of the register for the page at the counter: by NIK at once, by name from a list."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.utils.translation import gettext as _

from tuntas.domains.catalogue.rules import Service
from tuntas.domains.offices.queries import OfficeRow
from tuntas.domains.register import actions as register
from tuntas.domains.register.port import Found
from tuntas.platform import limits
from tuntas.platform.actors import Actor
from tuntas.platform.decisions import Refused

# Nobody serves more people than that; who lists a city would.
SEARCHES = limits.declared("person search", "officer", limits.Rate(at_once=40, a_minute=15))
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True)
class LookUp:
    """One line to look a person up, as whom they are filled in, and what came of it."""

    typed: str = ""
    question: str = ""
    found: list[Found] = field(default_factory=list)
    has_more: bool = False
    chosen: Found | None = None
    fault: str = ""
    is_nobody: bool = False
    # Whether the page opens with the cursor in this line.
    has_cursor: bool = False


def persons_of(service: Service) -> list[tuple[str, str]]:
    """The questions for a person that somebody of the register can be filled into."""
    return [(one.question, str(one.name)) for one in service.compares]


def is_asked(post: Mapping[str, str]) -> bool:
    """Whether this sending looks somebody up; sending the case never does, whatever stands in the line."""
    return "send" not in post and ("use" in post or bool(post.get("find_name", "").strip()))


def first(service: Service) -> LookUp:
    """The empty line of a fresh page, with the cursor in it."""
    return LookUp(question=next((one.question for one in service.compares), ""), has_cursor=True)


def after(line: LookUp, service: Service) -> LookUp:
    """Once somebody was filled in: the empty line for the next person of the form, or without the cursor the last."""
    asked = [one.question for one in service.compares]
    rest = asked[asked.index(line.question) + 1 :]
    return LookUp(question=rest[0], has_cursor=True) if rest else LookUp(question=line.question)


def as_typed(post: Mapping[str, str], service: Service) -> LookUp:
    """The line as it was typed, nobody looked up."""
    question = next((one.question for one in service.compares if one.question == post.get("find_for")), None)
    line = first(service)
    typed = post.get("find_name", "").strip()
    return replace(line, typed=typed, question=question or line.question, has_cursor=False)


def look_up(post: Mapping[str, str], service: Service, office: OfficeRow, *, by: Actor, at: datetime) -> LookUp:
    """Who was meant. Sixteen digits are a NIK and one person; words are a name, with the year of birth if need be."""
    line = as_typed(post, service)
    try:
        limits.take("person search", by.id, SEARCHES, at=at)
        found, more = _search(line.typed, by=by, at=at, office_code=office.code)
    except Refused as refused:
        return replace(line, fault=str(refused), has_cursor=True)
    except limits.TooMany:
        fault = _("You have searched very often. Wait a minute, or type what is on the family card.")
        return replace(line, fault=fault, has_cursor=True)
    if not found:
        return replace(line, is_nobody=True, has_cursor=True)
    wanted = found[0].person_id if _nik(line.typed) else post.get("use")
    chosen = next((one for one in found if one.person_id == wanted), None)
    return replace(line, found=found, has_more=more, chosen=chosen)


def _search(typed: str, *, by: Actor, at: datetime, office_code: str) -> tuple[list[Found], bool]:
    if nik := _nik(typed):
        found = register.look_up_person(nik, by=by, at=at, office_code=office_code)
        return [found] if found else [], False
    year = _YEAR.search(typed)
    name = _YEAR.sub(" ", typed)
    return register.search_persons(
        name, year=int(year[0]) if year else None, by=by, at=at, office_code=office_code
    )


def _nik(typed: str) -> str:
    digits = re.sub(r"[\s.\-]", "", typed)
    return digits if re.fullmatch(r"\d{16}", digits) else ""
