"""Cases, and the rows of what has its own who, when and why."""

from .applicants import HandOver, PhoneLink, ProvedContact
from .case import Case, StrangerTry
from .checking import Refusal, Return, SeenPaper
from .proposing import SentBack
from .stepping_in import FamilyException, Reassignment

__all__ = [
    "Case",
    "FamilyException",
    "HandOver",
    "PhoneLink",
    "ProvedContact",
    "Reassignment",
    "Refusal",
    "Return",
    "SeenPaper",
    "SentBack",
    "StrangerTry",
]
