"""What was given does not fit: a refusal that a page shows beside its field."""

from __future__ import annotations

from django.utils.functional import Promise as LazyText

from tuntas.platform.decisions import Decision, Refused


class Unfit(Refused):
    """One field of what was given is why nothing was done."""

    def __init__(self, field: str, reason: str | LazyText) -> None:
        super().__init__(Decision(reason))
        self.field = field
