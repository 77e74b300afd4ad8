"""The pure rules of counters: letters, numbers, states, and who is called next."""

from .calling import FAIRNESS, Head, next_of
from .numbering import LETTERS, printed, spoken
from .workflow import MOVES, Channel, Rank, SentBack, State, WrongPlace

__all__ = [
    "FAIRNESS",
    "LETTERS",
    "MOVES",
    "Channel",
    "Head",
    "Rank",
    "SentBack",
    "State",
    "WrongPlace",
    "next_of",
    "printed",
    "spoken",
]
