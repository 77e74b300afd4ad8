"""Measures, and prints one JSON object per line: name, value, unit, and where it fits limit, ratio and more.

./tuntas bench                                   every figure
./tuntas bench lifecycle [--cases 1000000]       some, with their options
Figures: lifecycle, documents, promises, uploads, page, start, backup, rotate, open, demo, search, guessing, eta,
calls, tickets, roster, wall, live.
What each means: docs/benchmarks.md
"""

from __future__ import annotations

import argparse
import importlib
import signal
import sys
from types import FrameType

from tuntas.config.benches import FIGURES
from tuntas.config.benches.lines import say, text_of


def main(argv: list[str]) -> int:
    options = _options(argv)
    signal.signal(signal.SIGTERM, _interrupt)
    failed = [name for name in options.names or FIGURES if not _measured(name, options)]
    return 1 if failed else 0


def _options(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./tuntas bench", description="Measure.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of {', '.join(FIGURES)}; none: all")
    parser.add_argument(
        "--cases",
        type=int,
        default=0,
        help="lifecycle: compare with a database of so many cases; backup, rotate: with so many",
    )
    parser.add_argument(
        "--small", type=int, default=10_000, help="lifecycle: the database that it is compared with"
    )
    parser.add_argument(
        "--main-facts", action="store_true", help="lifecycle --cases: six facts a case, not twenty"
    )
    parser.add_argument(
        "--seconds", type=float, default=20, help="lifecycle, calls, live: how long the clients work"
    )
    parser.add_argument("--rounds", type=int, default=3, help="lifecycle --cases: rounds in each database")
    parser.add_argument("--clients", type=int, default=8, help="lifecycle: clients at once")
    parser.add_argument(
        "--residents", type=int, default=0, help="demo: so many (20,000); search: among so many (1,000,000)"
    )
    parser.add_argument("--offices", type=int, default=24, help="eta: so many invented offices")
    parser.add_argument("--web", type=int, default=2, help="web processes")
    parser.add_argument("--workers", type=int, default=2, help="worker processes")
    options = parser.parse_args(argv)
    for name in options.names:
        if name not in FIGURES:
            parser.error(f"there is no figure '{name}'")
    return options


def _measured(name: str, options: argparse.Namespace) -> bool:
    """Print the figure's lines; whether it could be measured at all."""
    say(f"Measuring {name} …")
    try:
        for line in importlib.import_module(f"tuntas.config.benches.{name}").run(options):
            print(text_of(line), flush=True)
    except Exception as fault:
        say(f"{name} could not be measured: {type(fault).__name__}: {fault}")
        return False
    return True


def _interrupt(number: int, frame: FrameType | None) -> None:
    # As Ctrl+C does: the blocks that started something end it on their way out.
    sys.exit(128 + number)
