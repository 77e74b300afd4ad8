"""What programs send and get: the pieces that several operations share."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from ninja import Header
from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints


def _readable(text: str) -> str:
    """A database takes no sign without a meaning: NUL, and halves of characters."""
    if "\x00" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
        raise ValueError("unreadable")
    return text


def _at_random(key: UUID) -> UUID:
    """Whoever knows a key gets the first answer, with its PIN: one that is all zeros is anybody's."""
    if key.version not in (4, 7):
        raise ValueError("not made at random")
    return key


Word = Annotated[str, StringConstraints(min_length=1, max_length=100), AfterValidator(_readable)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=2000), AfterValidator(_readable)]
Codes = Annotated[list[Word], "codes of papers"]
# Safe to send twice: the second sending gets the first one's answer, for a day.
OnceKey = Annotated[
    UUID,
    AfterValidator(_at_random),
    Header(alias="Idempotency-Key", description="A UUID of your own (version 4 or 7), one for each sending"),
]
MaybeKey = Annotated[
    Annotated[UUID, AfterValidator(_at_random)] | None,
    Header(alias="Idempotency-Key", description="A UUID of your own (version 4 or 7): sent twice, done once"),
]


class Given(BaseModel):
    """What a program sends; a field that we do not know is a mistake."""

    model_config = ConfigDict(extra="forbid")


def text(key: UUID | None) -> str | None:
    """The key as actions take it."""
    return str(key) if key else None
