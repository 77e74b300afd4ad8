"""A passphrase from whoever sits at the terminal, or the first line of what is piped in."""

from __future__ import annotations

import getpass
import sys


def new() -> str:
    """Typed twice the same; a pair of keys without one is not made."""
    first = ask("Passphrase for the escrow's secret key: ")
    if sys.stdin.isatty() and ask("Once more: ") != first:
        sys.exit("The two do not agree. Nothing was made.")
    if not first:
        sys.exit("A secret key without a passphrase is not made.")
    return first


def ask(prompt: str) -> str:
    return getpass.getpass(prompt) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
