"""Files: the answer is the list of stored file ids; who takes the upload registers its own template."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tuntas.platform.forms.answering import Cleaned, Context, Post
from tuntas.platform.forms.definition import Question

from .base import Refusal, Type

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class File(Type):
    """Ids of stored files, at most `max`. A page posts back those that are kept (`parse_page`)."""

    template = "forms/types/file.html"
    is_single = False
    settings = frozenset({"max", "requirement"})

    def read(self, question: Question, post: Post, name: str) -> Any:
        return [one for one in post.every(name) if one]

    def clean(self, question: Question, raw: Any, context: Context) -> list[str]:
        if not isinstance(raw, list) or any(not isinstance(one, str) or not _ID.fullmatch(one) for one in raw):
            raise Refusal(_("This file is not known here. Please add it again."))
        if len(raw) > self.most(question):
            raise Refusal(_("Please add at most %(number)s files.") % {"number": self.most(question)})
        return list(dict.fromkeys(raw))

    def take(self, question: Question, raw: Any, name: str, context: Context) -> Cleaned:
        taken = super().take(question, raw, name, context)
        # No file is an empty list: files are added to what is there.
        taken.value = taken.value or []
        return taken

    def most(self, question: Question) -> int:
        return int(question.setting("max", 5))

    def say(self, question: Question, value: Any) -> str:
        return ngettext("%(count)s file", "%(count)s files", len(value)) % {"count": len(value)}

    def show(self, question: Question, value: Any) -> Any:
        return value or []

    def schema(self, question: Question) -> dict[str, Any]:
        items = {"type": "string", "format": "uuid"}
        return {
            "type": "array",
            "items": items,
            "minItems": 1,
            "maxItems": self.most(question),
            "uniqueItems": True,
        }
