"""How long a link and a recovery last, how somebody stands, and which roles are in charge of people."""

from __future__ import annotations

import re
from datetime import timedelta
from enum import StrEnum

from .kinds import Role

LINK_LASTS = timedelta(hours=72)
RECOVERY_LASTS = timedelta(hours=24)
# Whoever was appointed by the first of the two persons in this time is not yet a second one.
NEWLY_APPOINTED = timedelta(days=30)
# Who reads the list of people, and who may ask for or confirm a recovery.
READS = frozenset({Role.ADMINISTRATOR, Role.HEAD_OF_UNIT, Role.AGENCY_HEAD})
RECOVERS = READS

_USERNAME = re.compile(r"[a-z][a-z0-9._-]{2,59}")
_EMAIL = re.compile(r"[^\s@<>]{1,64}@[^\s@<>.]+(\.[^\s@<>.]+)+")


class Purpose(StrEnum):
    """What a one-time link lets somebody do for the first time, or again."""

    INVITATION = "invitation"
    RECOVERY = "recovery"


class Standing(StrEnum):
    """How somebody stands with the registry."""

    INVITED = "invited"
    LAPSED = "lapsed"  # the link ended before anybody used it
    ACTIVE = "active"
    LEAVING = "leaving"
    LEFT = "left"


def standing(
    *, is_active: bool, is_leaving: bool, was_invited: bool, entered: bool, has_link: bool
) -> Standing:
    """One word for the list. `has_link`: a link that can still be used is out."""
    if not is_active:
        return Standing.LEFT
    if is_leaving:
        return Standing.LEAVING
    if was_invited and not entered:
        return Standing.INVITED if has_link else Standing.LAPSED
    return Standing.ACTIVE


def is_username(text: str) -> bool:
    """Small letters, digits, dots, dashes: what can be said over the telephone."""
    return _USERNAME.fullmatch(text) is not None


def is_email(text: str) -> bool:
    """Whether it has the form of an e-mail address; whether somebody reads it only a letter shows."""
    return _EMAIL.fullmatch(text) is not None
