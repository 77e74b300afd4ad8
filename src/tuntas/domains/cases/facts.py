"""What happens to a case, in words that its applicant reads too."""

from django.utils.translation import gettext_lazy as _

from tuntas.platform.journal.names import fact

DRAFT_STARTED = fact("case.draft_started", _("Form started"))
DRAFT_EXPIRED = fact("case.draft_expired", _("Unfinished form deleted after 30 days"))
CASE_SUBMITTED = fact("case.submitted", _("Application sent"))
CASE_ON_PHONE = fact("case.on_phone", _("Opened on the applicant's phone by the code at the counter"))
CASE_TAKEN = fact("case.taken", _("Taken by an officer"))
CASE_RELEASED = fact("case.released", _("Given back to the queue by the head of unit"))
CASE_REASSIGNED = fact("case.reassigned", _("Passed on by the head of unit, so that somebody goes on with it"))
CASE_REASSIGNMENT_UNDONE = fact(
    "case.reassignment_undone", _("Given back by the head of unit to who had it before")
)
CASE_PAPER_SEEN = fact("case.paper_seen", _("A paper was checked"))
CASE_RETURNED = fact("case.returned", _("Returned for a missing paper"))
CASE_RETURN_CONTESTED = fact("case.return_contested", _("The applicant contests the return"))
CASE_RETURN_UPHELD = fact("case.return_upheld", _("The head of unit upheld the return"))
CASE_RETURN_OVERTURNED = fact("case.return_overturned", _("The head of unit overturned the return"))
CASE_COMPLETED = fact("case.completed", _("The missing paper was added"))
CASE_ACCEPTED = fact("case.accepted", _("The file is complete; the promise starts"))
CASE_PROPOSED_ANEW = fact("case.proposed_anew", _("Compared with the register and proposed anew"))
CASE_PROPOSAL_SENT_BACK = fact(
    "case.proposal_sent_back", _("Sent back to the officer by who decides, to be compared again")
)
CASE_PROPOSAL_TAKEN_BACK = fact(
    "case.proposal_taken_back", _("Taken back by the officer before the decision, to be corrected")
)
CASE_APPROVED = fact("case.approved", _("Approved"))
CASE_READY = fact("case.ready", _("Ready to collect"))
CASE_HANDED_OVER = fact("case.handed_over", _("Handed over"))
CASE_REFUSED = fact("case.refused", _("Refused"))
CASE_WITHDRAWN = fact("case.withdrawn", _("Withdrawn by the applicant"))
CASE_SEEN = fact("case.seen", _("The data was looked at"))
CASE_PIN_RENEWED = fact("case.pin_renewed", _("New PIN given at a counter"))
CASE_PIN_LOCKED = fact("case.pin_locked", _("Locked after five wrong PINs"))
CASE_EMAIL_CONFIRMED = fact("case.email_confirmed", _("E-mail address confirmed"))
CASE_EMAIL_REMOVED = fact("case.email_removed", _("E-mail address removed"))
CASE_CONTACT_PROVED = fact(
    "case.contact_proved", _("E-mail address proved with proof of identity at a counter")
)
CASE_CONTACT_REVOKED = fact("case.contact_revoked", _("The e-mail address no longer proves who you are"))
CASE_IDENTITY_PROVED = fact("case.identity_proved", _("Identity proved; the documents can be downloaded"))
CASE_EXCEPTION_CLAIMED = fact(
    "case.exception_claimed", _("An emergency: handled by a relative; the level above was told")
)
SURVEY_OFFERED = fact("case.survey_offered", _("Invited to the survey"))
