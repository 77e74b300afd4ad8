"""What the steward does for cases again and again."""

from __future__ import annotations

from datetime import datetime

from tuntas.platform.actors import SYSTEM

from . import actions


def end_old_drafts(at: datetime) -> int:
    """Delete the drafts that are 30 days old, in small transactions; how many."""
    ended = 0
    while deleted := actions.expire_drafts(by=SYSTEM, at=at):
        ended += deleted
    return ended


def end_phone_links(at: datetime) -> int:
    """Forget the links from counters that nobody opened, and the PINs in them; how many."""
    return actions.end_phone_links(at)
