"""Runs the decoder for one file in a process of its own and reads its answer with the same distrust."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from itertools import accumulate
from pathlib import Path

from .decoder.limits import OUTPUT_BYTES, PAGES, SECONDS, Unfit

SOURCE = str(Path(__file__).resolve().parents[3])
# `-I` ignores the environment and the current folder; the code comes from where this module came from.
DECODER = "tuntas.platform.files.decoder"
START = f"import runpy, sys; sys.path.insert(0, {SOURCE!r}); runpy.run_module({DECODER!r}, run_name='__main__')"
COMMAND = (sys.executable, "-I", "-c", START)
JPEG_START = b"\xff\xd8\xff"

# Each child may take half a gigabyte and ten seconds: two at a time in one web process. The others give their thread
# back soon, because the pages need it; the script at the browser's end comes again by itself.
PATIENCE_SECONDS = 1
_turns = threading.BoundedSemaphore(2)


class Busy(Exception):
    """Too many files are being opened at this moment; the same request may come again in a few seconds."""


def page_images(sent: bytes, content_type: str) -> list[bytes]:
    """JPEG page images of a file of this type; raises `Unfit` with the code of the refusal, or `Busy`."""
    if not _turns.acquire(timeout=PATIENCE_SECONDS):
        raise Busy
    try:
        return _pages(_run(sent, content_type))
    finally:
        _turns.release()


def _run(sent: bytes, content_type: str) -> bytes:
    # An empty environment and no inherited descriptors: the child that reads strangers' bytes knows no secret.
    try:
        done = subprocess.run(
            [*COMMAND, content_type],
            input=sent,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={},
            cwd="/",
            timeout=SECONDS + 2,
            check=False,
        )
    except subprocess.TimeoutExpired as fault:
        raise Unfit("too_heavy") from fault
    if done.returncode != 0 or len(done.stdout) > 2 * OUTPUT_BYTES:
        raise Unfit("too_heavy")
    return done.stdout


def _pages(answer: bytes) -> list[bytes]:
    head, _, body = answer.partition(b"\n")
    try:
        said = json.loads(head)
        code, sizes = said.get("refused"), said.get("pages", [])
        pages = [body[end - size : end] for size, end in zip(sizes, accumulate(sizes), strict=True)]
    except (ValueError, TypeError, AttributeError) as fault:
        raise Unfit("damaged") from fault
    if code is not None:
        raise Unfit(str(code))
    if not 1 <= len(pages) <= PAGES or not all(page.startswith(JPEG_START) for page in pages):
        raise Unfit("damaged")
    return pages
