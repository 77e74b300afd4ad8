"""The public check: a file up to 10 MB, or the code that is printed under the QR code."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import MemoryFileUploadHandler, StopUpload
from django.http import HttpRequest

from .queries import LARGEST_FILE

# The multipart wrapping around the file itself.
_AROUND = 16 * 1024


class TooLarge(Exception):
    """More was sent than the largest file that we would ever have issued."""


class BoundedMemory(MemoryFileUploadHandler):
    """Keeps the file in memory and never on disk: a stranger's document is not ours to store."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, Any],
        content_length: int,
        boundary: Any,
        encoding: str | None = None,
    ) -> None:
        self.activated = True
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self.received += len(raw_data)
        if self.received > LARGEST_FILE:
            raise StopUpload(connection_reset=True)
        return super().receive_data_chunk(raw_data, start)


def keep_in_memory(request: HttpRequest) -> None:
    """Say how the form is read, before anybody reads it; raises `TooLarge` before reading too much."""
    length = request.headers.get("Content-Length") or ""
    if not length.isdecimal() or int(length) > LARGEST_FILE + _AROUND:
        raise TooLarge
    request.upload_handlers = [BoundedMemory(request)]


def sent_file(request: HttpRequest) -> bytes | None:
    """The bytes of the uploaded file, None when there is none."""
    found = request.FILES.get("file")
    return found.read() if isinstance(found, UploadedFile) else None
