"""Reads of cases: what a service asks of one, what an applicant and an officer see, what a letter says."""

from .asked import (
    AskedPaper,
    codes_of,
    collectors_of,
    files_of,
    form_of,
    papers_not_seen,
    papers_of,
    problems,
    question_of,
    questions_met,
    requirements_of,
    running_clock,
    seen_papers,
    serves,
    service_of,
)
from .contacts import ContactRow, contact_of
from .exceptions import ExceptionRow, exceptions_of
from .filled import filling, is_proposed, proposed, sent_back_because
from .letters import Letter, letter
from .lists import QueueRow, find_by_reference, queue_beside, queue_of, totals
from .pages import CasePage, Clocks, ReturnRow, case_page
from .receiving import offices_named, own_office, picked_office

__all__ = [
    "AskedPaper",
    "CasePage",
    "Clocks",
    "ContactRow",
    "ExceptionRow",
    "Letter",
    "QueueRow",
    "ReturnRow",
    "case_page",
    "codes_of",
    "collectors_of",
    "contact_of",
    "exceptions_of",
    "files_of",
    "filling",
    "find_by_reference",
    "form_of",
    "is_proposed",
    "letter",
    "offices_named",
    "own_office",
    "papers_not_seen",
    "papers_of",
    "picked_office",
    "problems",
    "proposed",
    "question_of",
    "questions_met",
    "queue_beside",
    "queue_of",
    "requirements_of",
    "running_clock",
    "seen_papers",
    "sent_back_because",
    "serves",
    "service_of",
    "totals",
]
