"""The verbs of counters."""

from .appointments import Full, cancel, confirm, hold, move
from .calling import call_next, call_ticket
from .coming import check_in, release
from .days import Shut, day_for, refresh_days
from .issuing import Elsewhere, Issued, issue
from .nearly_time import ask_for_word, forget_word, forget_words
from .residents import came_after_all, give_up, take_back, tie
from .serving import absent, begin, finish, park, put_back, recall, send_on
from .sessions import begin_break, close_counter, end_break, open_counter
from .setting_up import set_up_counter, set_up_group

__all__ = [
    "Elsewhere",
    "Full",
    "Issued",
    "Shut",
    "absent",
    "ask_for_word",
    "begin",
    "begin_break",
    "call_next",
    "call_ticket",
    "came_after_all",
    "cancel",
    "check_in",
    "close_counter",
    "confirm",
    "day_for",
    "end_break",
    "finish",
    "forget_word",
    "forget_words",
    "give_up",
    "hold",
    "issue",
    "move",
    "open_counter",
    "park",
    "put_back",
    "recall",
    "refresh_days",
    "release",
    "send_on",
    "set_up_counter",
    "set_up_group",
    "take_back",
    "tie",
]
