"""The tables of the embedded register: persons, families, events and the numbers given out."""

from .events import CivilEvent, DuplicateHint, NumberCounter
from .people import Family, Membership, Person

__all__ = ["CivilEvent", "DuplicateHint", "Family", "Membership", "NumberCounter", "Person"]
