"""What an approved case changes in the register and which documents it orders, by the `effect` of its service."""

from __future__ import annotations

from datetime import datetime

from tuntas.platform.actors import Actor

from .. import queries
from ..models import Case
from . import birth

EFFECTS = {"birth": birth.apply}


def apply(case: Case, *, by: Actor, at: datetime) -> None:
    """Enter the event and order the documents, inside the approval's transaction."""
    effect = queries.service_of(case).effect
    if effect:
        EFFECTS[effect](case, by=by, at=at)
