"""The public check: a file up to 10 MB, or the code that is printed under the QR code."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest

from .queries import LARGEST_FILE

# What the live process lets through is read to its end, or it would be told nothing: a little more than the file itself.
_AROUND = 512 * 1024


class TooLarge(Exception):
    """More was sent than the largest file that we would ever have issued."""


class InMemory(MemoryFileUploadHandler):
    """Keeps the file in memory and never on disk: a stranger's document is not ours to store."""

    def handle_raw_input(self, *_form: Any, **_more: Any) -> None:
        self.activated = True


def keep_in_memory(request: HttpRequest) -> None:
    """Say how the form is read, before anybody reads it; raises `TooLarge` before reading too much."""
    length = request.headers.get("Content-Length") or ""
    if not length.isdecimal() or int(length) > LARGEST_FILE + _AROUND:
        raise TooLarge
    request.upload_handlers = [InMemory(request)]


def sent_file(request: HttpRequest) -> bytes | None:
    """The bytes of the uploaded file, None when there is none; raises `TooLarge` for more than we ever issued."""
    found = request.FILES.get("file")
    if not isinstance(found, UploadedFile):
        return None
    if (found.size or 0) > LARGEST_FILE:
        raise TooLarge
    return found.read()
