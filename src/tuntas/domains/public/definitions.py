"""What each figure means, in both languages: on the page, in the JSON and in docs/open-data.md the same words."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _


def meanings() -> dict[str, str]:
    """The terms of the tables and what they mean, in the reader's language."""
    return {
        _("Promise kept"): _(
            "Kept of those decided in the week (kept and broken together). A promise is broken in the week in which "
            "its time ran out, even if the case is still open."
        ),
        _("Interval"): _(
            "Where the true share lies with 95 % certainty (Wilson). Few cases make it wide: two intervals that overlap "
            "are no difference."
        ),
        _("Half within, nine of ten within"): _(
            "Median and 90th percentile in begun office minutes, by nearest rank. Of fewer than five cases none is given."
        ),
        _("Taken"): _(
            "From sending to the first taking by an officer, in minutes in which the office was open. Without the "
            "cases that an officer opened for a person at the counter: nobody waited there, so they would flatter it."
        ),
        _("Checked"): _(
            "From sending to the decision that the file is complete, without waiting for the applicant."
        ),
        _("Finished"): _("From that decision until everything promised is ready: the promise itself."),
        _("Ended without a result"): _(
            "Refused or withdrawn after the promise began and before its time ran out: counted apart, never as kept."
        ),
        _("Refused, withdrawn"): _("All cases that ended so in the week, before and after the promise began."),
        _("Satisfaction"): _(
            "Index by PermenPANRB 14/2017 of all published answers up to now; a week's is of the tens that became full "
            "in it. Answers are published in tens, each of one office and one service, and all count the same. Who "
            "answered chose to: no random sample."
        ),
        _("Not published"): _(
            "Answers whose ten is not full yet; an index by the day or week of answering, by age, sex or schooling: "
            "beside the other tables it would tell what single people said."
        ),
        _("Week"): _("Monday to Sunday, where the offices are. The running week still grows."),
    }


def definitions() -> dict[str, dict[str, str]]:
    """The meanings in both languages, for files."""
    found = {}
    for language in ("id", "en"):
        with translation.override(language):
            found[language] = meanings()
    return found
