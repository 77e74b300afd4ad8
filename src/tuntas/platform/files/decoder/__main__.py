"""One file in on standard input, its page images out on standard output, or the code of a refusal.

In: the type on the command line, the bytes on standard input. Out: one line of JSON, `{"pages": [sizes]}` followed by the
JPEG images one after another, or `{"refused": code}`.
"""

from __future__ import annotations

import json
import sys

from .limits import Unfit, confine


def main(content_type: str) -> None:
    confine()
    try:
        pages = _pages(content_type, sys.stdin.buffer.read())
        _answer({"pages": [len(page) for page in pages]}, b"".join(pages))
    except Unfit as unfit:
        _answer({"refused": unfit.code})
    except MemoryError:
        _answer({"refused": "too_heavy"})
    except Exception:
        # Libraries raise whatever they like over a damaged file, and their texts may quote it: the code alone leaves.
        _answer({"refused": "damaged"})


def _pages(content_type: str, sent: bytes) -> list[bytes]:
    # Imported here, so that a photo does not pay for the PDF libraries nor the reverse.
    if content_type == "application/pdf":
        from . import pdf

        return pdf.pages(sent)
    from . import image

    return [image.upright(sent, content_type)]


def _answer(head: dict[str, object], body: bytes = b"") -> None:
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + body)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(sys.argv[1])
