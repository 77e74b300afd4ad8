"""Who may do what with a case. The reason of a refusal is product copy: page, API and tests show it."""

from ..models import Case
from ..scope import locked_for, of_offices, offices_of, seen_by, visible_to
from .applicant import can_come, can_complete, can_contest, can_withdraw
from .checking import can_accept, can_ask_for, can_reassign, can_release, can_return, can_take, can_tick
from .counter import (
    can_hand_over,
    can_print_card,
    can_prove_contact,
    can_renew_pin,
    can_report_cause,
    can_start_at_counter,
)
from .deciding import can_approve, can_decide_contest, can_refuse, can_withdraw_document
from .family import can_claim_exception, can_handle, concerns_own_family
from .proposing import can_propose_anew, can_send_back, can_take_back
from .receiving import can_receive

__all__ = [
    "Case",
    "can_accept",
    "can_approve",
    "can_ask_for",
    "can_claim_exception",
    "can_come",
    "can_complete",
    "can_contest",
    "can_decide_contest",
    "can_hand_over",
    "can_handle",
    "can_print_card",
    "can_propose_anew",
    "can_prove_contact",
    "can_reassign",
    "can_receive",
    "can_refuse",
    "can_release",
    "can_renew_pin",
    "can_report_cause",
    "can_return",
    "can_send_back",
    "can_start_at_counter",
    "can_take",
    "can_take_back",
    "can_tick",
    "can_withdraw",
    "can_withdraw_document",
    "concerns_own_family",
    "locked_for",
    "of_offices",
    "offices_of",
    "seen_by",
    "visible_to",
]
