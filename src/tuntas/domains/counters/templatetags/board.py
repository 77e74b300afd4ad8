"""A sentence in both languages, one under the other: nobody chooses a language on a board."""

from collections.abc import Mapping

from django import template
from django.utils import translation
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

register = template.Library()

SENTENCES: Mapping[str, Promise | str] = {
    "now": _("Now called"),
    "again": _("Called again"),
    "counter": _("Counter"),
    "earlier": _("Called before"),
    "counters": _("Open counters"),
    "none_open": _("No counter is open yet."),
    "free": _("Free now"),
    "called": _("Called here"),
    "serving": _("Serving"),
    "break": _("On a break"),
    "back": _("Back at %(time)s"),
    "waiting": _("Who waits"),
    "people": _("waiting"),
    "next": _("Next in line"),
    "now_between": _("Take a number now: %(low)s–%(high)s min"),
    "now_up_to": _("Take a number now: up to %(high)s min"),
    "nobody": _("Nobody waits"),
    "no_counter": _("No counter open for this"),
    "early": _("The office opens at %(time)s."),
    "take": _("Take a ticket. Your number appears here and is read out."),
    "quiet": _("Nobody has been called yet."),
    "over": _("The office is closed for today."),
    "shut": _("The office is closed today."),
    "opens": _("It opens again on %(time)s."),
    "heard": _("As it stands at"),
    "stale": _("This board has heard nothing since"),
    "ask": _("Please listen to the officer."),
    "sound": _("Tap to turn the sound on"),
    "sound_on": _("Sound is on"),
}


@register.simple_tag
def both(name: str, **values: object) -> SafeString:
    """The sentence of this name, Indonesian first."""
    return format_html(
        '<span lang="id">{}</span> <span lang="en">{}</span>',
        *(_said(name, language, values) for language in ("id", "en")),
    )


def _said(name: str, language: str, values: Mapping[str, object]) -> str:
    with translation.override(language):
        said = str(SENTENCES[name]) % values if values else str(SENTENCES[name])
    return said.replace("–", "\u2060–\u2060")  # an interval stands on one line
