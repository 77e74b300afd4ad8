"""The verbs of counters."""

from ._unfit import Unfit
from .addresses import confirm_address, forget_address, forget_addresses, give_address
from .alarms import acknowledge_alarm, act_on_alarm
from .alarms import judge as judge_alarm
from .appointments import Full, book, cancel, chosen_time, confirm, hold, move
from .blocks import close_past_blocks, reserve_blocks
from .booking_policy import set_policy
from .calling import call_next, call_ticket
from .coming import check_in, end_for, release
from .days import DayOf, Shut, day_for, refresh_days
from .ending import end_past_days
from .issuing import Elsewhere, Issued, Standing, issue
from .kiosks import actor_of, end_kiosk, renew_queue_code, set_up_kiosk
from .mailing import remind, tell_shut
from .nearly_time import ask_for_word, forget_word, forget_words, send_words
from .offline import Step, Told, end_telling, tell_step
from .outlooks import keep_forecasts, keep_risks, settle_forecasts
from .referring import send_back
from .residents import came_after_all, give_up, take_back, tie
from .serving import absent, begin, finish, park, put_back, recall, send_on
from .sessions import begin_break, close_counter, close_counters_of_who_left, end_break, open_counter
from .setting_up import remove_group, set_up_counter, set_up_group
from .taken import Taken, record_taken

__all__ = [
    "DayOf",
    "Elsewhere",
    "Full",
    "Issued",
    "Shut",
    "Standing",
    "Step",
    "Taken",
    "Told",
    "Unfit",
    "absent",
    "acknowledge_alarm",
    "act_on_alarm",
    "actor_of",
    "ask_for_word",
    "begin",
    "begin_break",
    "book",
    "call_next",
    "call_ticket",
    "came_after_all",
    "cancel",
    "check_in",
    "chosen_time",
    "close_counter",
    "close_counters_of_who_left",
    "close_past_blocks",
    "confirm",
    "confirm_address",
    "day_for",
    "end_break",
    "end_for",
    "end_kiosk",
    "end_past_days",
    "end_telling",
    "finish",
    "forget_address",
    "forget_addresses",
    "forget_word",
    "forget_words",
    "give_address",
    "give_up",
    "hold",
    "issue",
    "judge_alarm",
    "keep_forecasts",
    "keep_risks",
    "move",
    "open_counter",
    "park",
    "put_back",
    "recall",
    "record_taken",
    "refresh_days",
    "release",
    "remind",
    "remove_group",
    "renew_queue_code",
    "reserve_blocks",
    "send_back",
    "send_on",
    "send_words",
    "set_policy",
    "set_up_counter",
    "set_up_group",
    "set_up_kiosk",
    "settle_forecasts",
    "take_back",
    "tell_shut",
    "tell_step",
    "tie",
]
