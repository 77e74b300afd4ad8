"""The words of what officers choose at a counter: why out of order, why at the wrong counter, why sent back."""

from __future__ import annotations

from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

from ..rules import SentBack, WrongPlace

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
