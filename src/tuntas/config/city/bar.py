"""A bar on the terminal that grows with the work; on anything else a line now and then."""

from __future__ import annotations

import time
from typing import TextIO

WIDTH = 30
OFTEN, SELDOM = 0.2, 10.0


class Bar:
    """How far something long has come."""

    def __init__(self, out: TextIO, text: str) -> None:
        self.out, self.text = out, text
        self.is_terminal = out.isatty()
        self.next = 0.0
        self.last = ""

    def show(self, done: int, wanted: int) -> None:
        now = time.monotonic()
        if now < self.next and done < wanted:
            return
        self.next = now + (OFTEN if self.is_terminal else SELDOM)
        share = min(1.0, done / wanted) if wanted else 1.0
        self._write(f"{self.text}: {'█' * round(share * WIDTH):░<{WIDTH}} {share:4.0%}  {done:,}/{wanted:,}")

    def end(self) -> None:
        if self.is_terminal and self.last:
            self.out.write("\n")

    def _write(self, line: str) -> None:
        if line == self.last:
            return
        self.last = line
        self.out.write(f"\r{line}" if self.is_terminal else f"{line}\n")
        self.out.flush()
