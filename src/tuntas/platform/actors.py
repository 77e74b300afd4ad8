"""Who acts: a resident, a member of staff, the system itself, or anyone."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    RESIDENT = "resident"
    STAFF = "staff"
    SYSTEM = "system"
    PUBLIC = "public"


@dataclass(frozen=True)
class Actor:
    """The acting person with the scope they act in.

    `id` is a staff member's UUID, or for a resident the id of the one case that they proved to be theirs.
    `offices` are the codes of the service points that a staff member serves at this moment. `kin` are the numbers of
    the person's own family: they are known to refuse by, and never written anywhere.
    """

    kind: Kind
    id: str
    role: str = ""
    offices: frozenset[str] = frozenset()
    kin: frozenset[str] = field(default=frozenset(), repr=False, compare=False)

    @property
    def is_staff(self) -> bool:
        return self.kind is Kind.STAFF

    @property
    def is_resident(self) -> bool:
        return self.kind is Kind.RESIDENT

    def serves(self, office_code: str) -> bool:
        return self.is_staff and office_code in self.offices


SYSTEM = Actor(Kind.SYSTEM, "system")
PUBLIC = Actor(Kind.PUBLIC, "public")
