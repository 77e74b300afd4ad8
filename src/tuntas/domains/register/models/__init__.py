"""The tables of the embedded register: persons, families, events, changes and the numbers given out."""

from .changes import EarlierProposal, PersonVersion, Proposal
from .events import CivilEvent, DuplicateHint, NumberCounter
from .people import Family, Membership, Person

__all__ = [
    "CivilEvent",
    "DuplicateHint",
    "EarlierProposal",
    "Family",
    "Membership",
    "NumberCounter",
    "Person",
    "PersonVersion",
    "Proposal",
]
