"""What can be done with a case: one function a verb, by who does it."""

from ._moving import NotThere
from .contacting import (
    confirm_contact,
    confirm_email,
    give_email,
    prove_by_contact,
    prove_by_sign_in,
    remove_email,
    send_download_code,
    vouch_for_contact,
)
from .deciding import approve, decide_contest, withdraw_document
from .delivering import hand_over, record_card_printed, settle
from .drafting import add_file, answer, expire_drafts, remove_file, start_draft
from .ending_pins import end_pins_under
from .excepting import claim_exception
from .leaving import release_stranded
from .opening import end_phone_links, open_on_phone, start_at_counter
from .owning import forget_strangers, prove, renew_pin
from .proposing import propose_anew, send_back, take_back
from .reassigning import Reassigned, reassign, undo_reassignment
from .requesting import Incomplete, complete, contest_return, offer_survey, submit, withdraw
from .serving import accept, end_cause, refuse, release, report_cause, return_to_applicant, take, tick_papers

__all__ = [
    "Incomplete",
    "NotThere",
    "Reassigned",
    "accept",
    "add_file",
    "answer",
    "approve",
    "claim_exception",
    "complete",
    "confirm_contact",
    "confirm_email",
    "contest_return",
    "decide_contest",
    "end_cause",
    "end_phone_links",
    "end_pins_under",
    "expire_drafts",
    "forget_strangers",
    "give_email",
    "hand_over",
    "offer_survey",
    "open_on_phone",
    "propose_anew",
    "prove",
    "prove_by_contact",
    "prove_by_sign_in",
    "reassign",
    "record_card_printed",
    "refuse",
    "release",
    "release_stranded",
    "remove_email",
    "remove_file",
    "renew_pin",
    "report_cause",
    "return_to_applicant",
    "send_back",
    "send_download_code",
    "settle",
    "start_at_counter",
    "start_draft",
    "submit",
    "take",
    "take_back",
    "tick_papers",
    "undo_reassignment",
    "vouch_for_contact",
    "withdraw",
    "withdraw_document",
]
