"""The words of what officers choose at a counter, and of an alarm: what is at risk, and what would help."""

from __future__ import annotations

from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from ..rules import SentBack, WrongPlace
from ..rules.risk import AlarmKind, Remedy

WRONG_PLACE: dict[str, LazyText] = {
    WrongPlace.SIGN.value: _("The sign is wrong or unclear"),
    WrongPlace.KIOSK.value: _("The kiosk sent them here"),
    WrongPlace.ROOM.value: _("The room: the counter was not found"),
    WrongPlace.OFFICER.value: _("Somebody of us sent them here"),
}
OUT_OF_ORDER: dict[str, LazyText] = {
    "unwell": _("Is unwell"),
    "waited_elsewhere": _("Waited at a wrong counter"),
    "same_family": _("Same family as who was just served"),
    "asked_by_head": _("The head of unit asked for it"),
    "other": _("Another reason"),
}
SENT_BACK: dict[str, LazyText] = {
    SentBack.NOT_OURS.value: _("We do not do this"),
    SentBack.PAPERS.value: _("Papers are missing for it"),
    SentBack.CLOSED.value: _("We serve nobody any more today"),
    SentBack.OTHER.value: _("Another reason"),
}
_AT_A_COUNTER: dict[str, LazyText] = {
    Remedy.OPEN_COUNTER.value: _("What helps most: open counter %(counter)s for %(minutes)s minutes."),
    Remedy.END_BREAK.value: _("What helps most: end the break at counter %(counter)s for %(minutes)s minutes."),
    Remedy.ADD_HELP.value: _(
        "Everybody on duty here sits at a counter. What helps most: somebody from elsewhere at counter %(counter)s for "
        "%(minutes)s minutes."
    ),
}


def risk_in_words(kind: str, count: int) -> str:
    if kind == AlarmKind.WAITING:
        text = ngettext(
            "%(number)s resident will probably wait more than 15 minutes",
            "%(number)s residents will probably wait more than 15 minutes",
            count,
        )
    else:
        text = ngettext(
            "%(number)s promise will probably be broken",
            "%(number)s promises will probably be broken",
            count,
        )
    return text % {"number": count}


def remedy_in_words(remedy: str, counter: int | None, minutes: int | None) -> str:
    if counter is not None and remedy in _AT_A_COUNTER:
        return str(_AT_A_COUNTER[remedy]) % {"counter": counter, "minutes": minutes}
    if remedy == Remedy.ADD_HELP:
        return gettext("What helps most: let somebody else help with these applications.")
    return gettext("No counter of this office that is shut would help much.")
