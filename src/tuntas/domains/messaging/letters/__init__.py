"""The texts of messages: one file each per language, the subject in its first line."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template

from django.utils.translation import gettext_lazy as _

FOLDER = Path(__file__).parent
LANGUAGES = ("id", "en")
TITLES = {
    "confirm_email": _("Code to confirm an e-mail address"),
    "open_documents": _("Code to open documents"),
    "case_ready": _("Documents ready to collect"),
    "case_returned": _("One paper is missing"),
    "case_contact_removed": _("This address is no longer used"),
    "survey_invitation": _("Invitation to the survey"),
    "ticket_nearly": _("A ticket is nearly called"),
    "confirm_appointment": _("Code to confirm an e-mail address of an appointment"),
    "appointment_made": _("Time of an appointment"),
    "appointment_reminder": _("Reminder of an appointment"),
    "appointment_cancelled": _("Appointment cancelled"),
    "appointment_shut": _("Office closed at the time of an appointment"),
    "staff_invitation": _("Invitation for staff to set a password"),
    "staff_recovery": _("Link for staff to enter again"),
    "alarm_above": _("An alarm that nobody answered at an office"),
    "staff_account_changed": _("Change to the account of somebody on the staff"),
}
# Templates whose text opens something: such a message needs no confirmed address (it confirms one). The address of
# somebody on the staff was entered by who is in charge of them. About a ticket one message leaves, once, with nothing
# in it but the number: whoever waits has no time for a code.
BEFORE_CONFIRMATION = frozenset(
    {
        "confirm_email",
        "confirm_appointment",
        "open_documents",
        "staff_invitation",
        "staff_recovery",
        "staff_account_changed",
        "alarm_above",
        "ticket_nearly",
    }
)
# Sent when consent was taken back: the only letter that leaves after that.
LAST = "case_contact_removed"


@dataclass(frozen=True)
class Letter:
    """A message as the reader gets it."""

    subject: str
    body: str


def write(template: str, parameters: dict[str, str], language: str) -> Letter:
    """The letter with its blanks filled; KeyError when one is left, so that no half letter is ever sent."""
    subject, body = _read(template, language if language in LANGUAGES else "id")
    return Letter(subject=subject, body=Template(body).substitute(parameters))


def blanks(template: str, language: str = "id") -> set[str]:
    """The names of the blanks in a letter."""
    return set(Template(_read(template, language)[1]).get_identifiers())


@cache
def _read(template: str, language: str) -> tuple[str, str]:
    if template not in TITLES:
        raise KeyError(f"There is no message '{template}'.")
    subject, _separator, body = (
        (FOLDER / f"{template}.{language}.txt").read_text(encoding="utf-8").partition("\n\n")
    )
    return subject.strip(), body
