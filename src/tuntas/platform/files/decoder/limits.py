"""What a file may cost, and the codes of the refusals that the decoder gives."""

from __future__ import annotations

import resource

MEGABYTE = 1024 * 1024
MEMORY_BYTES = 512 * MEGABYTE
SECONDS = 10
OUTPUT_BYTES = 64 * MEGABYTE

# 50 million pixels is the largest photo that phones make unasked; 150 MB once unpacked.
PIXELS = 50_000_000
# At 3,000 pixels an A4 page has 250 dots per inch: small print stays readable, and a page stays below a megabyte.
LONGEST_SIDE = 3000
PAGES = 40
PDF_LONGEST_SIDE = 2000
PDF_OBJECTS = 50_000
JPEG_QUALITY = 85


class Unfit(Exception):
    """This file is refused; `code` is one of `tuntas.platform.files.refusals.TEXTS`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def confine() -> None:
    """Bind this process: memory, processor time, no file written, hardly any opened, no core dump."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
