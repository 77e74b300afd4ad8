"""Why a file is not taken, in plain words: what happened, and what to do. Nothing else that was answered is lost."""

from __future__ import annotations

from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

from tuntas.platform.decisions import Decision, Refused

TEXTS: dict[str, LazyText] = {
    "type": _("This is not a photo (JPEG, PNG, HEIC) or a PDF. Choose another file or take a photo."),
    "too_large": _(
        "The file is larger than 10 MB. Take the photo again at a smaller size, or send fewer pages."
    ),
    "empty": _("The file is empty. Choose it again or take a photo."),
    "damaged": _("The file can't be opened: it is damaged or incomplete. Send it again or take a photo."),
    "too_many_pixels": _(
        "The picture has too many pixels. Take the photo again with your phone's ordinary camera."
    ),
    "password": _(
        "The PDF is protected by a password. Save it without a password, or take a photo of the page."
    ),
    "scripts": _(
        "The PDF contains a program or a fillable form. Print it to a new PDF, or take a photo of the page."
    ),
    "attachments": _(
        "The PDF contains attachments, sound or film. Send only the pages, or take a photo of them."
    ),
    "too_many_pages": _("The PDF has more than 40 pages. Send only the pages that are asked for."),
    "too_heavy": _("The file takes too long to open. Take a photo of the page instead."),
    "too_many_files": _("Too many files were sent for this application. Remove one that is not needed."),
    "busy": _("Many files are being checked at this moment. Send it again in a minute."),
    "other": _("The file was not added."),
}


class FileRefused(Refused):
    """A file that is not taken; `code` names the text, so that an address can carry it without any words."""

    def __init__(self, code: str) -> None:
        self.code = code if code in TEXTS else "other"
        super().__init__(Decision(TEXTS[self.code]))
