"""References, PINs and the days a draft lives: pure."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from stdnum import luhn

# Crockford's base 32: no I, L, O and U, which people misread or misspell.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans("ILO", "110")
_OFFICIAL = re.compile(r"[0-9]{16}")
SHORTEST_REASON = 20
PIN_TRIES = 5
# How an application came that an officer opened for the person before them; said by its fact `case.submitted`.
COUNTER = "counter"
DRAFT_LIVES = timedelta(days=30)
PHONE_LINK_LIVES = timedelta(minutes=30)


def new_reference() -> str:
    """Ten random characters (50 bits) and a check character (Luhn, modulo 32)."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(10))
    return body + luhn.calc_check_digit(body, ALPHABET)


def read_reference(typed: str) -> str | None:
    """The reference as it is kept, from what a person typed; None when it can't be one."""
    text = re.sub(r"[\s\-.]", "", typed).upper().translate(_READ_AS)
    if len(text) != 11 or any(character not in ALPHABET for character in text):
        return None
    return text if luhn.is_valid(text, ALPHABET) else None


def read_link(typed: str) -> str | None:
    """The link's code in what a person typed or pasted, an address as well as groups of five; None without one."""
    text = re.sub(r"[\s\-]", "", typed.strip().lower())
    last = re.search(r"apply/([a-z2-7]+)", text)
    code = last[1] if last else text
    return code if re.fullmatch(r"[a-z2-7]{26,40}", code) else None


def new_pin() -> str:
    """Six random digits."""
    return f"{secrets.randbelow(1_000_000):06d}"


def read_pin(typed: str) -> str:
    """The digits of what a person typed."""
    return re.sub(r"\D", "", typed)[:12]


def numbers_in(answers: Any) -> frozenset[str]:
    """Every official number (NIK or KK, sixteen digits) in these answers, however deep it stands."""
    if isinstance(answers, dict):
        return frozenset[str]().union(*(numbers_in(one) for one in answers.values()))
    if isinstance(answers, list):
        return frozenset[str]().union(*(numbers_in(one) for one in answers))
    return frozenset({answers}) if isinstance(answers, str) and _OFFICIAL.fullmatch(answers) else frozenset()


def applicants_number(answers: Mapping[str, Any]) -> str | None:
    """The NIK of who applies, who is one of the parents or said so apart; None for who has none (a foreign mother)."""
    relation = answers.get("applicant_relation")
    person = answers.get(relation if relation in ("mother", "father") else "applicant")
    number = person.get("nik") if isinstance(person, dict) else None
    return number if isinstance(number, str) and _OFFICIAL.fullmatch(number) else None


def may_be_asked(requirement: str, *, on_the_list: Iterable[str], seen: Iterable[str]) -> bool:
    """Only a paper of the list that was not yet ticked as seen can be asked for."""
    return requirement in set(on_the_list) and requirement not in set(seen)
